"""Where dumps come from: each source opens a container and yields Raw pages, and an Unread for each that it could not read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from copydesk.raw import Raw
from copydesk.sources.unread import Unread

__all__ = ["Unread", "read"]

ROWS = (".jsonl", ".ndjson")


def read(source: str | os.PathLike[str] | IO[Any], *, unread: Callable[[Unread], None] | None = None) -> Iterator[Raw]:
    """The pages of a file, or of an open file: one, or one for each row of a `.jsonl` or `.ndjson` file; gzip is seen and undone.

    What cannot be read is told to `unread` and passed over; without `unread` it is a ValueError that names it.
    """
    for page in _opened(source):
        if isinstance(page, Raw):
            yield page
        elif unread is None:
            raise ValueError(page.sentence())
        else:
            unread(page)


def _opened(source: str | os.PathLike[str] | IO[Any]) -> Iterator[Raw | Unread]:
    from copydesk.sources import files, jsonl

    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else str(getattr(source, "name", "-"))
    plain = name.removesuffix(".gz")
    if isinstance(source, (str, os.PathLike)):
        return jsonl.rows_of(Path(source)) if plain.endswith(ROWS) else iter((files.page_of(Path(source)),))
    return jsonl.rows(source, name) if plain.endswith(ROWS) else iter((files.page(source, name),))
