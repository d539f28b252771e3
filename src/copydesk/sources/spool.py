"""Keeps values on disk, to compare results in bounded memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, NamedTuple, Self

from copydesk.model.outcome import Failure

# SQLite's page cache. The rest is in an unnamed temporary file, which closing removes.
CACHE_KIB = 16_384


class KeyedRecord(NamedTuple):
    """A record and the key that identifies it within its result."""

    key: str
    record: dict[str, Any]


class Spool:
    """JSON values under keys, in insertion order, kept on disk.

    Raises sqlite3.OperationalError where the disk is full.
    """

    def __init__(self) -> None:
        self._size = 0
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA cache_size=-{CACHE_KIB}; CREATE TABLE "
            "spool (number INTEGER PRIMARY KEY, key, value);"
            "CREATE INDEX by_key ON spool (key, number); BEGIN"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._base.close()

    def put(self, key: str | int, value: Any) -> None:  # noqa: ANN401 - any value of JSON
        """Append a value."""
        self._base.execute(
            "INSERT INTO spool (key, value) VALUES (?, ?)",
            (_plain(key), json.dumps(value, default=str)),
        )
        self._size += 1

    def take(self, key: str) -> Any:  # noqa: ANN401 - any value of JSON
        """Remove and return the first value under a key, or None."""
        found = (
            self._base.execute(
                "SELECT number, value FROM spool WHERE key = ? ORDER BY number LIMIT 1",
                (_plain(key),),
            ).fetchone()
            if self._size
            else None
        )
        if found is None:
            return None
        self._base.execute("DELETE FROM spool WHERE number = ?", (found[0],))
        self._size -= 1
        return json.loads(found[1])

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """Yield keys and values in insertion order."""
        return (
            (key, json.loads(value))
            for key, value in self._base.execute("SELECT key, value FROM spool ORDER BY number")
        )

    def largest(self, most: int) -> Iterator[Any]:
        """Yield at most `most` values, largest key first; -1 yields all.

        Values with equal keys come in insertion order.
        """
        return (
            json.loads(value)
            for (value,) in self._base.execute(
                "SELECT value FROM spool ORDER BY key DESC, number LIMIT ?", (most,)
            )
        )


def _plain(key: str | int) -> str | int:
    """Return a key without lone surrogates, which SQLite cannot store."""
    return key.encode("utf-8", "backslashreplace").decode() if isinstance(key, str) else key


class EarlierResult:
    """Looks up the records of an earlier result by key.

    Where both results have the same order, as two runs over the same pages do, nothing is written
    to disk.
    """

    def __init__(
        self,
        results: Iterator[KeyedRecord | Failure],
        spool: Spool,
        unread: Callable[[Failure], None],
    ) -> None:
        self._results = results
        self._spool = spool
        self._unread = unread

    def record(self, key: str) -> dict[str, Any] | None:
        """Remove and return the first record under a key, or None."""
        found: dict[str, Any] | None = self._spool.take(key)
        if found is not None:
            return found
        for result in self._read():
            if result.key == key:
                return result.record
            self._spool.put(result.key, result.record)
        return None

    def rest(self) -> Iterator[KeyedRecord]:
        """Yield the records that were not looked up."""
        yield from (KeyedRecord(str(key), record) for key, record in self._spool)
        yield from self._read()

    def _read(self) -> Iterator[KeyedRecord]:
        for result in self._results:
            if isinstance(result, Failure):
                self._unread(result)
            else:
                yield result
