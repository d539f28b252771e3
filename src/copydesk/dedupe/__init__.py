"""`copydesk dedupe`: groups records that are copies of one story.

MinHash signatures find candidate pairs, which are then compared in full and joined.
"""
