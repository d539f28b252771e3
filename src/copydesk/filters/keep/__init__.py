"""Filters that keep a block which an earlier stage has cut by mistake."""
