"""Which records are copies of one story: the texts' sketches on disk, the pairs that meet in one of
them compared in full, and what joins them.
"""
