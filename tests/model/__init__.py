"""Tests of the frozen nouns."""
