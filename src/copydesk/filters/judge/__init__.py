"""The learned judge, whose evidence includes the verdicts of the named filters."""
