"""Rows on standard input, which can be read only once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache

from copydesk.batch.plan import STANDARD_INPUT, Refused
from copydesk.sources.compression import decompressed
from copydesk.sources.container import holds_rows
from copydesk.sources.errors import MissingLibrary, reason
from copydesk.sources.jsonl import stream_records
from copydesk.sources.record import Record

# Bytes at the start of rows from which their columns are read.
SEEN_BYTES = 1 << 20


class StandardInput:
    """Standard input; the first line is read ahead for its column names."""

    def __init__(self) -> None:
        try:
            self._file = decompressed(sys.stdin.buffer)
            self._start = self._file.readline(SEEN_BYTES)
        except (OSError, EOFError, MissingLibrary) as error:
            raise Refused(f"Standard input {reason(error)}") from None
        if not holds_rows(self._start) and self._start.strip() not in (b"[", b"{", b"[]", b""):
            raise Refused(
                "Standard input holds no rows of JSON: `copydesk clean` reads one page, and "
                "--files-from - a list of names"
            )

    @property
    def columns(self) -> list[str] | None:
        """The columns of the first row; None unless it is on a line of its own."""
        try:
            row = json.loads(self._start)
        except (ValueError, RecursionError):
            return None
        return list(row) if isinstance(row, dict) else None

    def records(self, most: int) -> Iterator[Record]:
        """Yield the rows as they arrive.

        A row longer than `most` bytes gives a Failure.
        """
        start = self._start
        if not start.endswith(b"\n") and len(start) >= SEEN_BYTES:
            start += self._file.readline(max(0, most + 1 - len(start)))
        return stream_records(start, self._file, STANDARD_INPUT, most)


@cache
def standard_input() -> StandardInput:
    """Return the rows on standard input. Raises Refused where there are none."""
    return StandardInput()
