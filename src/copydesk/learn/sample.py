"""A bounded sample of each site's pages, independent of input order.

It has the pages with the smallest digests (a bottom-k sample: Cohen and Kaplan 2007), so that
neither the order nor the number of pages matters. It is on disk, in SQLite, with the sketch of each
page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple, Self

# Pages of a site in the sample: a line on one page in ten is on three of them with a probability of
# 0.95.
PER_SITE = 60
# Pages of unknown hosts, of all sites together; they are grouped by their lines.
UNKNOWN = 2_000

# Hosts whose greatest digest in the sample is kept in memory, so that most pages that are not taken
# need no query.
MOST_HOSTS = 100_000


class PageSource(NamedTuple):
    """A page: its host ("" if unknown), the digest of its dump, and its name."""

    host: str
    mark: str
    name: str


class PageSample:
    """The sample. A context manager: its file is deleted at the end."""

    def __enter__(self) -> Self:
        self._last: dict[str, str] = {}
        self._folder = TemporaryDirectory(prefix="copydesk-learn-")
        self._data = sqlite3.connect(
            Path(self._folder.name) / "sample.sqlite", isolation_level=None
        )
        self._data.execute("PRAGMA journal_mode = OFF")
        self._data.execute("PRAGMA synchronous = OFF")
        self._data.execute(
            "CREATE TABLE page (host TEXT, mark TEXT, name TEXT, sketch BLOB, dump "
            "BLOB, PRIMARY KEY (host, mark)) WITHOUT ROWID"
        )
        self._data.execute("CREATE INDEX by_name ON page (name)")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._data.close()
        self._folder.cleanup()

    def offer(self, place: PageSource) -> None:
        """Take a page if its digest is among its site's smallest.

        The largest is dropped. Of two equal pages the first by name stays.
        """
        host, mark, name = (text.encode("utf-8", "replace").decode() for text in place)
        if mark > self._last.get(host, mark):
            return
        self._data.execute(
            "INSERT INTO page (host, mark, name) VALUES (?, ?, ?) ON CONFLICT DO "
            "UPDATE SET name = min(name, excluded.name)",
            (host, mark, name),
        )
        most = PER_SITE if host else UNKNOWN
        last = self._data.execute(
            "SELECT mark FROM page WHERE host = ? ORDER BY mark LIMIT 1 OFFSET ?", (host, most - 1)
        ).fetchone()
        if last:
            self._data.execute("DELETE FROM page WHERE host = ? AND mark > ?", (host, last[0]))
            if len(self._last) >= MOST_HOSTS:
                self._last.clear()
            self._last[host] = last[0]

    def chosen(self, name: str) -> bool:
        """Return whether a page of this name is in the sample."""
        return (
            self._data.execute(
                "SELECT 1 FROM page WHERE name = ?", (name.encode("utf-8", "replace").decode(),)
            ).fetchone()
            is not None
        )

    def keep(self, mark: str, host: str, sketch: bytes, dump: bytes) -> None:
        """Keep the sketch of a page.

        One whose metadata names another host moves there.
        """
        self._data.execute(
            "UPDATE page SET sketch = ?, dump = ? WHERE mark = ?", (sketch, dump, mark)
        )
        if host:
            self._data.execute(
                "UPDATE OR IGNORE page SET host = ? WHERE mark = ? AND host = ''", (host, mark)
            )

    def hosts(self) -> list[str]:
        """Return the hosts that have pages, in order; "" for unknown ones."""
        return [
            host
            for (host,) in self._data.execute(
                "SELECT DISTINCT host FROM page WHERE sketch IS NOT NULL ORDER BY host"
            )
        ]

    def sketches(self, host: str) -> Iterator[tuple[str, bytes]]:
        """Yield the marks and sketches of a site's pages, by their digests."""
        yield from self._data.execute(
            "SELECT mark, sketch FROM page WHERE host = ? AND sketch IS NOT NULL ORDER BY mark",
            (host,),
        )

    def sketch(self, mark: str) -> bytes:
        """Return the sketch of a page."""
        found: bytes = self._data.execute(
            "SELECT sketch FROM page WHERE mark = ? AND sketch IS NOT NULL", (mark,)
        ).fetchone()[0]
        return found

    def dump(self, mark: str) -> bytes:
        """Return the dump of a page."""
        found: bytes = self._data.execute(
            "SELECT dump FROM page WHERE mark = ? AND dump IS NOT NULL", (mark,)
        ).fetchone()[0]
        return found
