"""The records that are compared, each distinct text once, in a database on disk that is gone when
the work is done.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from copydesk.dedupe.signature import words_of

MIN_COMPARED_WORDS = 25
"""A body of fewer words is a copy only of one with the same words under the same headline: so long
is what a station says of every breaking story.
"""
SCHEMA = """
CREATE TABLE texts (id INTEGER PRIMARY KEY, key BLOB UNIQUE, body BLOB, words INTEGER, story INTEGER);
CREATE TABLE copies (text INTEGER, place TEXT, input TEXT, url TEXT, site TEXT, headline TEXT, agency TEXT, dateline TEXT, date TEXT);
"""
CACHE_PRAGMA = "PRAGMA cache_size = -65536"
"""64 MB of the database are kept in memory."""


class Copy(NamedTuple):
    """A record: where it stands among the results, the page it was read from, and what it says of
    itself.
    """

    place: str
    input: str | None
    url: str | None
    site: str | None
    headline: str | None
    agency: str | None
    dateline: str | None
    date: str | None


class NewText(NamedTuple):
    """A text that was not there before: its number, the body and its words."""

    id: int
    body: str
    words: list[str]


class Text(NamedTuple):
    """A distinct body: its number, its key, which depends on nothing but what it says, and how many
    words it has.
    """

    id: int
    key: bytes
    words: int


class Story(NamedTuple):
    """Texts that are copies of one story: the number that they share, the least of their keys, and
    how many records have one of them.
    """

    number: int
    key: bytes
    copies: int


class Store:
    """Texts and copies, in `folder`, one's own. About 1.5 KB a record of 450 words."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "texts.sqlite", isolation_level=None)
        for setting in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            CACHE_PRAGMA,
            "BEGIN",
        ):
            self._base.execute(setting)
        for statement in filter(str.strip, SCHEMA.split(";")):
            self._base.execute(statement)
        self.texts = 0

    def add(self, place: str, record: dict[str, Any]) -> NewText | None:
        """Takes a record. Its text, where that is long enough to be compared and was not there
        yet.
        """
        body, headline = _string(record["body"]) or "", _string(record["headline"])
        words = words_of(body)
        said = (
            f"{' '.join(words_of(headline or ''))}\n{' '.join(words)}"
            if len(words) < MIN_COMPARED_WORDS
            else body
        )
        key = blake2b(said.encode(), digest_size=16).digest()
        known = self._base.execute("SELECT id FROM texts WHERE key = ?", (key,)).fetchone()
        if not known:
            self.texts += 1
            # Its words stand behind it: asked for several times, they are found only once.
            packed = zlib.compress(f"{body}\0{' '.join(words)}".encode(), 1)
            text = (self.texts, key, packed, len(words), self.texts)
            self._base.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", text)
        url = _string(record["url"])
        copy = Copy(
            place,
            _string(record["input"]),
            url,
            _host(url) or _string(record["site_name"]),
            headline,
            _string(record["source"]),
            _string(record["dateline"]),
            _string(record["date"]),
        )
        self._base.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (known[0] if known else self.texts, *copy),
        )
        return (
            NewText(self.texts, body, words)
            if not known and len(words) >= MIN_COMPARED_WORDS
            else None
        )

    def index(self) -> None:
        """All records are there: what is asked for from now on is found quickly."""
        self._base.execute("CREATE INDEX copies_of ON copies (text)")

    def key(self, text: int) -> bytes:
        """The key of a text."""
        found: tuple[bytes] = self._base.execute(
            "SELECT key FROM texts WHERE id = ?", (text,)
        ).fetchone()
        return found[0]

    def body(self, text: int) -> str:
        """A text."""
        return self._unpacked(text)[0]

    def words(self, text: int) -> list[str]:
        """The words of a text, as copies are compared by."""
        return self._unpacked(text)[2].split(" ")

    def _unpacked(self, text: int) -> tuple[str, str, str]:
        (packed,) = self._base.execute("SELECT body FROM texts WHERE id = ?", (text,)).fetchone()
        return zlib.decompress(packed).decode().rpartition("\0")

    def claims(
        self, text: int, most: int
    ) -> list[tuple[str | None, str | None, str | None, str | None]]:
        """What the records with a text say of it: headline, agency, dateline and date, each set
        once, so many at most, always the same ones.
        """
        asked = "SELECT DISTINCT headline, agency, dateline, date FROM copies WHERE text = ? ORDER BY headline, agency, dateline, date LIMIT ?"
        return self._base.execute(asked, (text, most)).fetchall()

    def link(self, stories: Iterable[tuple[int, int]]) -> None:
        """Texts, each with the number of its story."""
        self._base.executemany(
            "UPDATE texts SET story = ? WHERE id = ?", ((story, text) for text, story in stories)
        )
        self._base.execute("CREATE INDEX texts_of ON texts (story)")

    def stories(self, least: int) -> Iterator[Story]:
        """The stories with so many copies at least, those of many first, in an order that does not
        depend on the input's.
        """
        asked = (
            "SELECT story, min(key), count(*) AS copies FROM texts JOIN copies ON copies.text = texts.id "
            "GROUP BY story HAVING count(*) >= ? ORDER BY count(*) DESC, min(key)"
        )
        yield from map(Story._make, self._base.execute(asked, (least,)))

    def counted(self) -> tuple[int, int]:
        """How many stories have several copies, and how many copies those are."""
        asked = "SELECT count(*), coalesce(sum(copies), 0) FROM (SELECT count(*) AS copies FROM texts JOIN copies ON text = id GROUP BY story HAVING count(*) > 1)"
        found: tuple[int, int] = self._base.execute(asked).fetchone()
        return found

    def copies(self, story: int) -> Iterator[tuple[Text, Copy]]:
        """The records of a story."""
        asked = (
            "SELECT id, key, words, place, input, url, site, headline, agency, copies.dateline, date FROM texts JOIN copies ON copies.text = texts.id "
            "WHERE story = ? ORDER BY date IS NULL, date, url, place"
        )
        for row in self._base.execute(asked, (story,)):
            yield Text(*row[:3]), Copy(*row[3:])

    def close(self) -> None:
        """Lets go of the database."""
        self._base.close()


def _string(value: object) -> str | None:
    """A value of a record that is to be a string; half of a character that Unicode keeps in two has
    no form in a database.
    """
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
