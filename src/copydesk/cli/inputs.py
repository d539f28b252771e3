"""Reads and cleans the pages of the inputs on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.streams import hint
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources import container, files

if TYPE_CHECKING:
    from copydesk.model.options import Options
    from copydesk.model.outcome import Cleaned
    from copydesk.sources.jsonl import ColumnNames


MANY: dict[container.Container, str] = {
    "rows": "holds rows of JSON, not one page: `copydesk clean --jsonl` and `copydesk batch` "
    "read each",
    "warc": "holds the records of a crawl, not one page: `copydesk batch` reads each",
    "parquet": "holds a table, not one page: `copydesk batch` reads each row",
}
"""Form of a file with many pages -> the error of a command that reads one page per file."""


def pages(
    inputs: Sequence[str], max_bytes: int, rows: ColumnNames | None = None
) -> Iterator[Raw | Failure]:
    """Yield the pages of the inputs, `-` for standard input.

    With `rows`, each row is a page.
    """
    for name in inputs or ("-",):
        yield from _opened(name, rows, max_bytes)


def _opened(name: str, rows: ColumnNames | None, most: int) -> Iterator[Raw | Failure]:
    if name != "-":
        return (
            _rows_of(name, rows, most)
            if rows
            else iter((_in_file(name, most)._replace(input=name),))
        )
    if sys.stdin.isatty():
        hint("reading from the terminal: paste the page, then press Ctrl-D on an empty line")
    return (
        _rows_of(name, rows, most)
        if rows
        else iter((_no_json(files.page(sys.stdin.buffer, "-", most)),))
    )


def _rows_of(name: str, rows: ColumnNames, most: int) -> Iterator[Raw | Failure]:
    from copydesk.sources import jsonl

    return (
        jsonl.rows(sys.stdin.buffer, "-", rows, most)
        if name == "-"
        else jsonl.rows_of(Path(name), rows, most)
    )


def _in_file(name: str, most: int) -> Raw | Failure:
    """The page of a file; a Failure for a file of many pages."""
    path = Path(name)
    form = container.container_of(path) if path.is_file() else "page"
    if form == "mhtml":
        from copydesk.sources import mhtml

        return mhtml.page_of(path, most)
    if form in MANY:
        return Failure(name, MANY[form], refused=True)
    return _no_json(files.page_of(path, most))


def _no_json(raw: Raw | Failure) -> Raw | Failure:
    """The page; a Failure for JSON, which would be read as the text of a page."""
    if isinstance(raw, Failure) or not raw.data.lstrip().startswith((b"[", b"{")):
        return raw
    if container.holds_rows(raw.data):
        return Failure(raw.input, MANY["rows"], refused=True)
    try:
        json.loads(raw.data)
    except (ValueError, RecursionError):
        return raw
    return Failure(raw.input, "is JSON, but neither an array of objects nor an object of a page")


def cleaned(raw: Raw, options: Options) -> Cleaned | Failure:
    """Cleans a page within the time limit. Raises RulesError."""
    from copydesk.cli.time_limit import OutOfTime, within
    from copydesk.desk import clean_page

    try:
        with within(options.limits.seconds):
            return clean_page(raw, options)
    except OutOfTime:
        return Failure(raw.input, f"took longer than {options.limits.seconds:g} seconds")


def cleaned_inputs(
    inputs: Sequence[str], options: Options, status: ExitStatus
) -> Iterator[Cleaned]:
    """Clean the page of each input and count its outcome.

    Yields nothing for a page that failed. Raises RulesError.
    """
    for raw in pages(inputs, options.limits.max_bytes):
        done = raw if isinstance(raw, Failure) else cleaned(raw, options)
        if isinstance(done, Failure):
            status.unread(done)
        else:
            status.read(done.article)
            yield done
