"""Speed of copydesk and of the tools that do the same, in one run: `make bench`, or `python -m
benchmarks FOLDER`.
"""
