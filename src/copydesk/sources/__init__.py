"""Sources: open a container and yield its pages as Raw.

For each input that cannot be read a source yields a Failure instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from copydesk.model.limits import MAX_PAGE_BYTES
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources.compression import uncompressed_name

__all__ = ["read"]


def read(
    source: str | os.PathLike[str] | IO[Any], *, unread: Callable[[Failure], None] | None = None
) -> Iterator[Raw]:
    """Yield the pages of a file or of an open file.

    A page file gives one page; JSON Lines, Parquet and WARC one for each row or record. Compressed
    data is recognised by its magic number.

    `unread` is called with each input that cannot be read, and reading goes on. Without `unread`,
    the first one raises a ValueError that names it.

    >>> [copydesk.clean(raw.data).status for raw in copydesk.read("story.txt")]
    ['ok']
    """
    for page in _opened(source):
        if isinstance(page, Raw):
            yield page
        elif unread is None:
            raise ValueError(page.sentence())
        else:
            unread(page)


def _opened(source: str | os.PathLike[str] | IO[Any]) -> Iterator[Raw | Failure]:
    from copydesk.sources import container, files, jsonl

    if isinstance(source, (str, os.PathLike)):
        return _in_file(Path(source))
    name = str(getattr(source, "name", "-"))
    rows = container.CONTAINER_BY_SUFFIX.get(Path(uncompressed_name(name.lower())).suffix) == "rows"
    return jsonl.rows(source, name) if rows else iter((files.page(source, name),))


def _in_file(path: Path) -> Iterator[Raw | Failure]:
    from copydesk.sources import container, files, jsonl

    form = container.container_of(path)
    if form == "rows":
        yield from jsonl.rows_of(path)
    elif form == "warc":
        from copydesk.sources import warc

        yield from (
            record.content
            for record in warc.records(path, str(path), (0, 0), MAX_PAGE_BYTES)
            if not isinstance(record.content, bytes)
        )
    elif form == "parquet":
        from copydesk.sources import parquet

        for rows in parquet.batches(
            path, str(path), 0, [name for name in jsonl.DEFAULT_NAMES if name]
        ):
            yield from parquet.pages(rows, str(path), jsonl.DEFAULT_NAMES)
    elif form == "mhtml":
        from copydesk.sources import mhtml

        yield mhtml.page_of(path)
    else:
        yield files.page_of(path)
