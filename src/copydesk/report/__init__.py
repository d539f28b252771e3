"""A run as one page of HTML: its totals as pictures, and each article beside its dump, with every
cut line and the filter that cut it.
"""
