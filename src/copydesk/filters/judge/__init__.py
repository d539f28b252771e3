"""The learned judge, which reads the verdicts of the named filters."""
