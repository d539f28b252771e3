"""A block and its neighbours."""
