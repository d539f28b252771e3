"""The output of a run: a folder, one file of rows, or standard output."""

from __future__ import annotations

from pathlib import Path
from typing import IO, NamedTuple, Protocol

from copydesk.batch.arrow import import_arrow
from copydesk.batch.cleaning import FAILED
from copydesk.batch.plan import FAILURES
from copydesk.batch.worker import Done
from copydesk.sources.compression import zstd
from copydesk.writers.json import dumps

# Suffix of a one-file output -> the packing of its rows.
ENDINGS = {".jsonl": "jsonl", ".jsonl.gz": "gz", ".jsonl.zst": "zst", ".parquet": "arrow"}


class Output(Protocol):
    """Takes the articles of a run."""

    def begin(self, length: int) -> None:
        """Resume after `length` bytes of output."""

    def put(self, done: Done) -> int:
        """Write the outcome of a task; return the new length.

        Raises OSError, Refused.
        """

    def finish(self) -> None:
        """Complete the output."""


def packing_of(out: str) -> str:
    """Return the packing of an output's rows; "" for a folder."""
    if out == "-":
        return "jsonl"
    return next((packing for ending, packing in ENDINGS.items() if out.endswith(ending)), "")


def libraries(packing: str) -> None:
    """Raises MissingLibrary where the library of a packing is not installed."""
    if packing == "zst":
        zstd()
    if packing == "arrow":
        import_arrow()


def place_of(out: Path, packing: str) -> tuple[Path, Path]:
    """Return the paths of an output's journal and of its list of failures."""
    if packing:
        return out.with_name(f".{out.name}.copydesk"), out.with_name(f"{out.name}.{FAILURES}")
    return out / ".copydesk", out / FAILURES


class Stream:
    """Rows on standard output, written as soon as they are known."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def begin(self, length: int) -> None:
        """Does nothing: a stream is never resumed."""

    def put(self, done: Done) -> int:
        """Write a block of rows."""
        self._file.write(done.block)
        self._file.flush()
        return 0

    def finish(self) -> None:
        """Does nothing: everything is flushed."""


class Failed(NamedTuple):
    """A line of the list of failures."""

    input: str
    record: int | None
    offset: int | None
    url: str | None
    error: str


def failures_in(done: Done) -> bytes:
    """Return the failures of a task as JSON Lines."""
    failed = (
        Failed(one.name, one.number or None, one.offset if one.number else None, one.url, one.why)
        for one in done.outcomes
        if one.status == FAILED
    )
    return "".join(dumps(one._asdict()) + "\n" for one in failed).encode()
