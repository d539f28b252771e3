"""Cleans many pages in worker processes, from folders and crawls, resumably."""

from __future__ import annotations

from copydesk.batch.many import clean_many

__all__ = ["clean_many"]
