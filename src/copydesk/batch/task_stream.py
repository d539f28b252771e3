"""Divides the inputs of a run into tasks, in order.

The tasks depend on the inputs alone, not on the number of jobs or on interruptions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from copydesk.batch.plan import CONTAINERS, STANDARD_INPUT, Entry, Refused
from copydesk.batch.worker import Item, OnDisk, OutputFormat, Task
from copydesk.model.limits import row_bytes
from copydesk.model.options import Options
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources import jsonl
from copydesk.sources.record import Record
from copydesk.sources.storage import file_at, is_address
from copydesk.text.display import shown_name

# Records and bytes of a task at most, unless a page is longer. Small text pages then take a quarter
# of a second, and so do ten long ones of HTML.
MOST_RECORDS, MOST_BYTES = 64, 1 << 20


def tasks(
    entries: Iterable[tuple[int, Entry]],
    place: tuple[int, int, int],
    read: int,
    output: OutputFormat,
    options: Options,
) -> Iterator[Task]:
    """Yield the tasks after a position in the bytes of the inputs."""
    pages = _Pages(output, options)
    for number, entry in entries:
        if entry.form not in CONTAINERS:
            yield from pages.add(number, entry, read)
        else:
            yield from pages.rest()
            done = place[1:] if number == place[0] else (0, 0)
            yield from _of_container(number, entry, done, read, output, options)
        read += entry.size
    yield from pages.rest()


class _Pages:
    """Gathers files that are pages into tasks."""

    def __init__(self, output: OutputFormat, options: Options) -> None:
        self._output = output
        self._options = options
        self._items: list[Item] = []
        self._size = self._read = self._next = 0

    def add(self, number: int, entry: Entry, read: int) -> Iterator[Task]:
        """Add a page; yield a task when it is full."""
        oddity = _oddity(entry.path)
        content = (
            Failure(entry.path, oddity, refused=True) if oddity else OnDisk(entry.path, entry.form)
        )
        self._items.append(Item(entry.path, entry.name, 0, 0, content))
        self._size += entry.size
        self._read, self._next = read + entry.size, number + 1
        if len(self._items) >= MOST_RECORDS or self._size >= MOST_BYTES:
            yield from self.rest()

    def rest(self) -> Iterator[Task]:
        """Yield a task of the pages that are left."""
        if self._items:
            yield Task(
                tuple(self._items),
                jsonl.DEFAULT_NAMES,
                self._output,
                self._options,
                b"",
                (self._next, 0, 0),
                self._read,
            )
        self._items, self._size = [], 0


def _oddity(path: str) -> str:
    """Return why a path cannot be a page, or "" for a file or a missing path."""
    if is_address(path) or os.path.isfile(path) or not os.path.exists(path):
        return ""
    return (
        "is a folder that cannot be listed: permission denied"
        if os.path.isdir(path)
        else "is not a file but a pipe, socket or device"
    )


def _of_container(
    number: int,
    entry: Entry,
    done: tuple[int, int],
    read: int,
    output: OutputFormat,
    options: Options,
) -> Iterator[Task]:
    """Yield the tasks of a container after its last finished record.

    Raises Refused where the file changes while it is read.
    """
    if entry.form == "parquet":
        yield from _of_parquet(number, entry, done[0], read, output, options)
    else:
        yield from _of_records(number, entry, done, read, output, options)
    try:
        seen = file_at(entry.path).stat()
    except OSError:
        return
    if (seen.st_size, seen.st_mtime_ns) != (entry.size, entry.changed):
        raise Refused(
            f"{shown_name(entry.path)} changed while it was read: wait until it is complete, then "
            f"start again with --fresh"
        )


def _of_records(
    number: int,
    entry: Entry,
    done: tuple[int, int],
    read: int,
    output: OutputFormat,
    options: Options,
) -> Iterator[Task]:
    items, size, place = list[Item](), 0, (number, *done)
    for record in _records(entry, done, options.limits.max_bytes):
        if record.number <= done[0]:
            continue
        items.append(
            Item(_name(entry, record), entry.name, record.number, record.offset, record.content)
        )
        size += _length(record.content)
        place = (number, record.number, record.offset)
        if len(items) >= MOST_RECORDS or size >= MOST_BYTES:
            yield Task(tuple(items), entry.names, output, options, b"", place, read + record.read)
            items, size = [], 0
    if items:
        yield Task(tuple(items), entry.names, output, options, b"", place, read + entry.size)


def _name(entry: Entry, record: Record) -> str:
    return (
        record.content.name
        if isinstance(record.content, Failure)
        else f"{entry.path}#{record.number}"
    )


def _records(entry: Entry, done: tuple[int, int], max_bytes: int) -> Iterator[Record]:
    if entry.path == STANDARD_INPUT:
        from copydesk.batch.standard_input import standard_input

        return standard_input().records(row_bytes(max_bytes))
    path = file_at(entry.path)
    if entry.form == "rows":
        return jsonl.records(path, entry.path, (done[0] or 1, done[1]), row_bytes(max_bytes))
    from copydesk.sources import warc

    return warc.records(path, entry.path, done, max_bytes)


def _length(content: bytes | Raw | Failure) -> int:
    data = content.data if isinstance(content, Raw) else content
    return len(data) if isinstance(data, (bytes, str)) else 0


def _of_parquet(
    number: int, entry: Entry, done: int, read: int, output: OutputFormat, options: Options
) -> Iterator[Task]:
    from copydesk.sources import parquet

    for rows in parquet.batches(
        file_at(entry.path),
        entry.path,
        done,
        None if output.packing else [name for name in entry.names if name],
    ):
        pages = list(parquet.pages(rows, entry.path, entry.names))
        items = [
            Item(
                page.input or entry.path,
                entry.name,
                row,
                row,
                page._replace(input=None) if isinstance(page, Raw) else page,
            )
            for row, page in enumerate(pages, rows.number)
        ]
        columns = b""
        if output.packing and not isinstance(rows.batch, Failure):
            from copydesk.batch import table

            columns = table.stream(table.carried(rows.batch, entry.names))
        yield Task(
            tuple(items),
            entry.names,
            output,
            options,
            columns,
            (number, items[-1].number, items[-1].offset),
            read + int(entry.size * rows.share),
        )
