"""Many pages: in worker processes, from folders and crawls, with a journal that goes on where a run
was stopped.
"""

from __future__ import annotations

from copydesk.batch.many import clean_many

__all__ = ["clean_many"]
