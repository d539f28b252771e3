"""Reads one page from each row of JSON Lines.

A row is a JSON object with the text or HTML of a page and, optionally, its URL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, Any, NamedTuple

from copydesk.model.limits import MAX_PAGE_BYTES, MAX_ROW_DEPTH, row_bytes
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources.compression import decompressed, open_decompressed, skip
from copydesk.sources.errors import MissingLibrary, failure_of
from copydesk.sources.json_document import document_rows, opens_document
from copydesk.sources.record import Record
from copydesk.sources.storage import Openable
from copydesk.text.display import shown_name

# Columns of a row that a message names.
MAX_LISTED_COLUMNS = 40


class ColumnNames(NamedTuple):
    """The members of a row that hold the page's text, HTML and URL.

    HTML is preferred where a row has both.
    """

    text: str | None = "text"
    html: str | None = "html"
    url: str | None = "url"

    def others(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the members of a row without the page."""
        return {name: value for name, value in row.items() if name not in (self.text, self.html)}

    def page_members(self) -> str:
        """Return the names of the text and HTML members, for a message."""
        return " or ".join(repr(name) for name in (self.html, self.text) if name)


DEFAULT_NAMES = ColumnNames()


def rows_of(
    path: Openable, names: ColumnNames = DEFAULT_NAMES, most: int = MAX_PAGE_BYTES
) -> Iterator[Raw | Failure]:
    """Yield the pages in a file of rows."""
    try:
        with path.open("rb") as file:
            yield from rows(file, str(path), names, most)
    except OSError as error:
        yield failure_of(str(path), error)


def rows(
    file: IO[Any], name: str, names: ColumnNames = DEFAULT_NAMES, most: int = MAX_PAGE_BYTES
) -> Iterator[Raw | Failure]:
    """Yield the pages on an open file, each as soon as its row arrives.

    A row is called `name#1`, `name#2`, by its line number; blank lines are skipped. A row too long
    for a page of `most` bytes gives a Failure.
    """
    number, longest = 0, row_bytes(most)
    try:
        lines = decompressed(file)
        while line := lines.readline(longest + 1):
            number += 1
            if number == 1 and opens_document(start := _encoded(line)):
                for row in document_rows(start, lines, name, longest):
                    yield _row_raw(row, name, names)
                return
            if len(line) > longest:
                _rest_of_line(lines, line)
                yield _too_long(f"{name}#{number}", longest)
            elif line.strip():
                yield _with_columns(line, f"{name}#{number}", names)
    except (OSError, EOFError, MissingLibrary) as error:
        yield failure_of(f"{name}#{number + 1}", error)
        return
    if not number:
        yield Failure(name, "is empty")


def _with_columns(line: bytes | str, name: str, names: ColumnNames) -> Raw | Failure:
    page, row = row_page(line, name, names)
    return page._replace(columns=row) if isinstance(page, Raw) else page


def _row_raw(row: Record, name: str, names: ColumnNames) -> Raw | Failure:
    if isinstance(row.content, bytes):
        return _with_columns(row.content, f"{name}#{row.number}", names)
    return row.content


def _encoded(line: bytes | str) -> bytes:
    return line.encode("utf-8", "replace") if isinstance(line, str) else line


def records(path: Openable, name: str, start: tuple[int, int], most: int) -> Iterator[Record]:
    """Yield the lines of a file from the record at `start`.

    `start` is a record's number and offset. A line longer than `most` bytes gives a Failure. A JSON
    document is read from its beginning.
    """
    number, offset = start
    try:
        with open_decompressed(path) as file:
            line = file.readline(most + 1)
            if opens_document(line):
                rows = document_rows(line, file, name, most)
                yield from (row for row in rows if row.number >= number)
                return
        with path.open("rb") as disk:
            file = decompressed(disk)
            skip(file, offset)
            for record in _lines(file.readline(most + 1), file, name, start, most):
                yield record._replace(read=disk.tell())
    except (OSError, EOFError, MissingLibrary) as error:
        where = name if isinstance(error, MissingLibrary) or not offset else f"{name}#{number}"
        yield Record(number, offset, failure_of(where, error))


def stream_records(first: bytes, file: IO[bytes], name: str, most: int) -> Iterator[Record]:
    """Yield the rows of a stream whose first line was read, as they arrive."""
    if opens_document(first):
        yield from document_rows(first, file, name, most)
    else:
        yield from _lines(first, file, name, (1, 0), most)


def _lines(
    line: bytes, file: IO[bytes], name: str, start: tuple[int, int], most: int
) -> Iterator[Record]:
    """Yield the records of a line that was read, and of the lines after it."""
    number, offset = start
    try:
        while line:
            length = len(line)
            if length > most:
                length += _rest_of_line(file, line)
                yield Record(number, offset, _too_long(f"{name}#{number}", most))
            elif line.strip():
                yield Record(number, offset, line)
            number, offset = number + 1, offset + length
            line = file.readline(most + 1)
    except (OSError, EOFError) as error:
        yield Record(number, offset, failure_of(f"{name}#{number}", error))
        return
    if not offset:
        yield Record(1, 0, Failure(name, "is empty"))


def _too_long(name: str, most: int) -> Failure:
    return Failure(name, f"is longer than {most:,} bytes, the limit for a row")


def _rest_of_line(file: IO[Any], begun: bytes | str) -> int:
    """Read to the end of a line and return how many bytes that was."""
    length, piece = 0, begun
    while piece and piece[-1:] not in (b"\n", "\n"):
        piece = file.readline(1 << 20)
        length += len(piece)
    return length


def row_page(
    line: bytes | str, name: str, names: ColumnNames
) -> tuple[Raw | Failure, dict[str, Any]]:
    """Return the page of a row, and the row itself."""
    try:
        row = json.loads(line.rstrip())
    except (ValueError, RecursionError) as error:
        return invalid_json(name, error), {}
    if not isinstance(row, dict):
        return Failure(name, f"is not a JSON object but {_kind(row)}"), {}
    if _is_deep(line, row):
        return Failure(name, f"is nested more than {MAX_ROW_DEPTH} deep"), {}
    return page_in(row, name, names), row


def invalid_json(name: str, error: Exception) -> Failure:
    """Return the failure of a row or file that is not JSON."""
    return Failure(name, f"is not valid JSON: {str(error).removesuffix(' (char 0)')}")


def _is_deep(line: bytes | str, row: object) -> bool:
    """Return whether a row is nested more deeply than MAX_ROW_DEPTH.

    A deeper row could not be written again by json. Counting the brackets first spares most rows
    the walk.
    """
    brackets = (
        line.count("[") + line.count("{")
        if isinstance(line, str)
        else line.count(b"[") + line.count(b"{")
    )
    if brackets <= MAX_ROW_DEPTH:
        return False
    level: list[object] = [row]
    for _ in range(MAX_ROW_DEPTH):
        level = [
            part
            for value in level
            if isinstance(value, (dict, list))
            for part in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return True


def page_in(row: Mapping[str, Any], name: str, names: ColumnNames) -> Raw | Failure:
    """Return the page in a row of any container."""
    url = row.get(names.url or "")
    address = url if isinstance(url, str) and url else None
    for member, kind in ((names.html, "html"), (names.text, "auto")):
        data = row.get(member or "")
        if isinstance(data, (str, bytes)) and data.strip():
            return Raw(data, name, kind, address)  # type: ignore[arg-type]
    return Failure(name, _without_page(row, names))


def _without_page(row: Mapping[str, Any], names: ColumnNames) -> str:
    """Return the reason why a row has no page."""
    given = [row[member] for member in (names.html, names.text) if member and member in row]
    if not given:
        columns = ", ".join(shown_name(name) for name in islice(row, MAX_LISTED_COLUMNS))
        return f"has no column {names.page_members()}; its columns are {columns or 'none'}"
    empty = any(isinstance(value, (str, bytes)) for value in given)
    return f"has {'nothing' if empty else 'no text'} in column {names.page_members()}"


def _kind(value: object) -> str:
    return (
        "null"
        if value is None
        else {list: "a list", str: "a string", bool: "a boolean"}.get(type(value), "a number")
    )
