"""Trains the judge and the field rankers: `make train CORPORA=...`."""
