"""Learns site rules from three or more pages of one site.

The rules are a file that a person can read and correct.
"""
