"""Reads rows from a JSON document: an array of objects, or one object.

Scrapers write such files (`scrapy -O items.json`). JSON Lines has a whole object on each line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from copydesk.model.outcome import Failure
from copydesk.sources.record import Record
from copydesk.text.lazy_pattern import lazy_pattern

# A document is read whole, and takes about three times its size in memory.
MAX_DOCUMENT_BYTES = 1 << 30
OPENING = lazy_pattern(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:[\]{]|\Z)|\{\s*\Z)")
SEPARATOR = lazy_pattern(r"\s*,?\s*")


def opens_document(line: bytes) -> bool:
    """Return whether a file's first line opens a JSON document, not a row."""
    return OPENING.match(line) is not None


def document_rows(first: bytes, file: IO[Any], name: str, most: int) -> Iterator[Record]:
    """Yield the rows of a document whose first line was read.

    A row longer than `most` bytes gives a Failure. Reading ends at the first invalid row.
    """
    data = first + file.read(MAX_DOCUMENT_BYTES - len(first) + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        why = f"is longer than {MAX_DOCUMENT_BYTES:,} bytes, the limit for a JSON document: "
        yield Record(1, 0, Failure(name, f"{why}write JSON Lines instead"))
        return
    text = data.decode("utf-8-sig", "replace").strip()
    is_array = text.startswith("[")
    number = offset = 0
    for number, row in enumerate(_values(text[1:] if is_array else text, is_array), 1):
        where = f"{name}#{number}"
        content: bytes | Failure = row.encode("utf-8", "replace") if isinstance(row, str) else b""
        if isinstance(row, ValueError):
            content = Failure(where, f"is not valid JSON: {row}")
        elif len(content) > most:
            content = Failure(where, f"is longer than {most:,} bytes, the limit for a row")
        yield Record(number, offset, content, len(data))
        offset += len(row.encode("utf-8", "replace")) if isinstance(row, str) else 0
    if not number:
        yield Record(1, 0, Failure(name, "is an empty list"))


def _values(text: str, is_array: bool) -> Iterator[str | ValueError]:
    """Yield the text of each value.

    An error if a value is invalid or the array does not end.
    """
    decoder, at = json.JSONDecoder(), SEPARATOR.match(text).end()  # type: ignore[union-attr]
    while at < len(text) and text[at] != "]":
        try:
            end = decoder.raw_decode(text, at)[1]
        except ValueError as error:
            yield error
            return
        except RecursionError:
            yield ValueError("it is nested too deep")
            return
        yield text[at:end]
        at = SEPARATOR.match(text, end).end()  # type: ignore[union-attr]
    if is_array and text[at:] != "]":
        yield ValueError("the list does not end with ]")
