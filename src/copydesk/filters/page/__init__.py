"""Filters that look at the whole page: where its story begins and ends."""
