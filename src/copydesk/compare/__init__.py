"""`copydesk compare`: the differences between two results."""
