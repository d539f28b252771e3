"""Imported once in the process that workers are forked from.

Workers then start with everything loaded that a page needs.
"""

from __future__ import annotations

import gc

from copydesk.batch import worker
from copydesk.desk import clean

clean("By Jane Doe\n\nA line.", kind="text")
clean("<!doctype html><html><body><p>A line.</p></body></html>", kind="html")
gc.collect()
gc.freeze()

__all__ = ["worker"]
