"""`copydesk report`: a run as one HTML page.

It shows the totals as charts, and each article beside its dump, with every cut line and the filter
that cut it.
"""
