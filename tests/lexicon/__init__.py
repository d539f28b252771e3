"""Tests of the vocabulary: how texts are taken apart into words."""
