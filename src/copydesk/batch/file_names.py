"""The names of a run's files, kept in its journal."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

# As for the rest of the journal, nothing waits for the disk: a killed process loses nothing.
TABLE = """PRAGMA synchronous=OFF; CREATE TABLE IF NOT EXISTS names
(number INTEGER PRIMARY KEY, target, record, path UNIQUE);
CREATE INDEX IF NOT EXISTS by_page ON names (target, record); BEGIN"""


class FileName(NamedTuple):
    """A page's number in the run, and the path of its file below the output."""

    number: int
    path: str


class FileNames:
    """The names of a run's files, by page.

    A page is the path of its input below the output, and the number of its record. Names are stored
    as bytes, because SQLite has no text with lone surrogates.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _base(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, isolation_level=None)
        base.executescript(TABLE)
        return base

    def get(self, target: str, record: int) -> FileName | None:
        """Return the name of a page's file, None where it has none."""
        found = self._base.execute(
            "SELECT number, path FROM names WHERE target = ? AND record = ?",
            (_key(target), record),
        ).fetchone()
        return FileName(found[0], os.fsdecode(found[1])) if found else None

    def of(self, target: str) -> Iterator[str]:
        """Yield the paths of an input's files."""
        found = self._base.execute("SELECT path FROM names WHERE target = ?", (_key(target),))
        for (path,) in found.fetchall():
            yield os.fsdecode(path)

    def has(self, path: str) -> bool:
        """Return whether a file of the run has this path."""
        found = self._base.execute("SELECT 1 FROM names WHERE path = ?", (_key(path),))
        return found.fetchone() is not None

    def next_number(self) -> int:
        """Return the number of the next page, from 1."""
        (last,) = self._base.execute("SELECT max(number) FROM names").fetchone()
        return (last or 0) + 1

    def put(self, target: str, record: int, number: int, path: str) -> None:
        """Record the name of a page's file."""
        self._base.execute(
            "INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?)",
            (number, _key(target), record, _key(path)),
        )

    def forget(self, target: str, record: int) -> None:
        """Remove the name of a page's file."""
        self._base.execute(
            "DELETE FROM names WHERE target = ? AND record = ?", (_key(target), record)
        )

    def forget_all(self, target: str) -> None:
        """Remove the names of an input's files."""
        self._base.execute("DELETE FROM names WHERE target = ?", (_key(target),))

    def save(self) -> None:
        """Write the changes, all or none."""
        self._base.execute("COMMIT")
        self._base.execute("BEGIN")

    def close(self) -> None:
        """Write the changes and close the file."""
        self._base.execute("COMMIT")
        self._base.close()
        del self._base


def _key(name: str) -> bytes:
    return os.fsencode(name)
