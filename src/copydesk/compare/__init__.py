"""`copydesk compare`: what differs between two results."""
