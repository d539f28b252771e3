"""Grammars: a string in, a value out. Each has a table of cases beside it."""
