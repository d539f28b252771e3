"""Cleans many pages in worker processes; interrupted runs resume."""

from __future__ import annotations

from copydesk.batch.many import clean_many

__all__ = ["clean_many"]
