"""Values put aside on disk, so that results of any length are compared in bounded memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, NamedTuple, Self

from copydesk.sources.unread import Unread

CACHE_KIB = 16_384
"""What SQLite keeps in memory of a shelf; the rest lies in a file without a name, which is gone
when the shelf is closed.
"""


class KeyedRecord(NamedTuple):
    """A record, and what tells it from the others of its result."""

    key: str
    record: dict[str, Any]


class Spool:
    """Values of JSON under keys, in the order in which they came. Raises sqlite3.OperationalError
    where the disk is full.
    """

    def __init__(self) -> None:
        self._size = 0
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA cache_size=-{CACHE_KIB}; CREATE TABLE "
            f"shelf (number INTEGER PRIMARY KEY, key, value);"
            "CREATE INDEX by_key ON shelf (key, number); BEGIN"
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
        """Puts a value aside."""
        self._base.execute(
            "INSERT INTO shelf (key, value) VALUES (?, ?)",
            (_plain(key), json.dumps(value, default=str)),
        )
        self._size += 1

    def take(self, key: str) -> Any:  # noqa: ANN401 - any value of JSON
        """The first value under a key, which is then no longer there; None where there is none."""
        found = (
            self._base.execute(
                "SELECT number, value FROM shelf WHERE key = ? ORDER BY number LIMIT 1",
                (_plain(key),),
            ).fetchone()
            if self._size
            else None
        )
        if found is None:
            return None
        self._base.execute("DELETE FROM shelf WHERE number = ?", (found[0],))
        self._size -= 1
        return json.loads(found[1])

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """Keys and values in the order in which they came."""
        return (
            (key, json.loads(value))
            for key, value in self._base.execute("SELECT key, value FROM shelf ORDER BY number")
        )

    def largest(self, most: int) -> Iterator[Any]:
        """The values, that with the largest key first; of equal keys the one that came first. No
        more than `most`; -1 is all.
        """
        return (
            json.loads(value)
            for (value,) in self._base.execute(
                "SELECT value FROM shelf ORDER BY key DESC, number LIMIT ?", (most,)
            )
        )


def _plain(key: str | int) -> str | int:
    """A key without lone surrogates, which SQLite has no form for."""
    return key.encode("utf-8", "backslashreplace").decode() if isinstance(key, str) else key


class EarlierResult:
    """The records of an earlier result, looked up by key. Where both results have the same order,
    as two runs over the same pages do, nothing is put aside.
    """

    def __init__(
        self,
        results: Iterator[KeyedRecord | Unread],
        shelf: Spool,
        unread: Callable[[Unread], None],
    ) -> None:
        self._results = results
        self._shelf = shelf
        self._unread = unread

    def record(self, key: str) -> dict[str, Any] | None:
        """The first record under this key that has not been asked for; None where there is none."""
        found: dict[str, Any] | None = self._shelf.take(key)
        if found is not None:
            return found
        for result in self._read():
            if result.key == key:
                return result.record
            self._shelf.put(result.key, result.record)
        return None

    def rest(self) -> Iterator[KeyedRecord]:
        """The records that were not asked for."""
        yield from (KeyedRecord(str(key), record) for key, record in self._shelf)
        yield from self._read()

    def _read(self) -> Iterator[KeyedRecord]:
        for result in self._results:
            if isinstance(result, Unread):
                self._unread(result)
            else:
                yield result
