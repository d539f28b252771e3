"""Measures the speed of copydesk and of similar tools in one run.

Run it with `make bench` or `python -m benchmarks FOLDER`.
"""
