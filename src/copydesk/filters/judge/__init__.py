"""The learned judge: it sees all that the named filters said."""
