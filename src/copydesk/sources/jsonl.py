"""One page a row of JSON Lines: a row is an object that holds the page's text or HTML, and perhaps its address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from copydesk.raw import Raw
from copydesk.sources.files import GZIP
from copydesk.sources.unread import Unread, reason


class Names(NamedTuple):
    """The members of a row that hold the page's text, its HTML and its address. A row's HTML goes before its text."""

    text: str | None = "text"
    html: str | None = "html"
    url: str | None = "url"

    def page_members(self) -> str:
        """The members that may hold the page, as a sentence names them."""
        return " or ".join(repr(name) for name in (self.html, self.text) if name)


USUAL = Names()


def rows_of(path: Path, names: Names = USUAL) -> Iterator[Raw | Unread]:
    """The pages in a file of rows."""
    try:
        with path.open("rb") as file:
            yield from rows(file, str(path), names)
    except OSError as error:
        yield Unread(str(path), reason(error))


def rows(file: IO[Any], name: str, names: Names = USUAL) -> Iterator[Raw | Unread]:
    """The pages on an open file, one as soon as its row is there. Rows are called `name#1`, `name#2`, by their line; blank lines are none."""
    number = 0
    try:
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                yield _row(line, f"{name}#{number}", names)
    except (OSError, EOFError) as error:
        yield Unread(f"{name}#{number + 1}", reason(error))
    if not number:
        yield Unread(name, "is empty")


def _lines(file: IO[Any]) -> Iterator[bytes | str]:
    import zlib

    if hasattr(file, "peek") and file.peek(3)[:3] == GZIP:
        import gzip

        file = cast(IO[Any], gzip.GzipFile(fileobj=file))
    try:
        yield from file
    except zlib.error as error:
        raise OSError(f"its gzip data is broken ({error})") from error


def _row(line: bytes | str, name: str, names: Names) -> Raw | Unread:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unread(name, f"is no JSON: {str(error).removesuffix(' (char 0)')}")
    if not isinstance(row, dict):
        return Unread(name, f"is no JSON object but {_kind(row)}")
    url = row.get(names.url)
    address = url if isinstance(url, str) and url else None
    for member, kind in ((names.html, "html"), (names.text, "auto")):
        data = row.get(member)
        if isinstance(data, str) and data.strip():
            return Raw(data, name, kind, address)  # type: ignore[arg-type]
    empty = any(isinstance(row.get(member), str) for member in (names.html, names.text))
    return Unread(name, f"{'is empty' if empty else 'holds no string'} under {names.page_members()}")


def _kind(value: object) -> str:
    return "null" if value is None else {list: "a list", str: "a string", bool: "a truth value"}.get(type(value), "a number")
