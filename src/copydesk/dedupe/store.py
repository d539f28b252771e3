"""A temporary database of records, each distinct text stored once."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.dedupe.signature import words_of
from copydesk.text.url import host_of

# Words. A shorter body is a copy only of one with the same words and headline: stations write as
# much about any breaking story.
MIN_COMPARED_WORDS = 25
SCHEMA = """
CREATE TABLE texts (
    id INTEGER PRIMARY KEY, key BLOB UNIQUE, body BLOB, words INTEGER, story INTEGER
);
CREATE TABLE copies (
    text INTEGER, place TEXT, input TEXT, url TEXT, site TEXT, headline TEXT, agency TEXT,
    dateline TEXT, date TEXT
);
"""
# SQLite keeps 64 MB of the database in memory.
CACHE_PRAGMA = "PRAGMA cache_size = -65536"


class Copy(NamedTuple):
    """A record: its place in the results, its page, and its metadata."""

    place: str
    input: str | None
    url: str | None
    site: str | None
    headline: str | None
    agency: str | None
    dateline: str | None
    date: str | None


class NewText(NamedTuple):
    """A text added for the first time: its number, body and words."""

    id: int
    body: str
    words: list[str]


class Text(NamedTuple):
    """A distinct body: its number, its hash and its word count."""

    id: int
    key: bytes
    words: int


class Story(NamedTuple):
    """A story: its number, the smallest key of its texts and its copies.

    `copies` counts the records that have one of its texts.
    """

    number: int
    key: bytes
    copies: int


class Store:
    """Texts and copies in a database in `folder`.

    It takes about 1.5 KB a record of 450 words.
    """

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
        """Add a record.

        Returns its text where that is new and long enough to be compared.
        """
        body, headline = _string(record["body"]) or "", _string(record["headline"])
        words = words_of(body)
        new, number = self._add_text(body, headline, words)
        url = _string(record["url"])
        copy = Copy(
            place,
            _string(record["input"]),
            url,
            host_of(url) or _string(record["site_name"]),
            headline,
            _string(record["source"]),
            _string(record["dateline"]),
            _string(record["date"]),
        )
        self._base.execute("INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *copy))
        return NewText(number, body, words) if new and len(words) >= MIN_COMPARED_WORDS else None

    def _add_text(self, body: str, headline: str | None, words: list[str]) -> tuple[bool, int]:
        """Store a text unless known; return whether it is new, and its number."""
        content = body
        if len(words) < MIN_COMPARED_WORDS:
            content = f"{' '.join(words_of(headline or ''))}\n{' '.join(words)}"
        key = blake2b(content.encode(), digest_size=16).digest()
        known = self._base.execute("SELECT id FROM texts WHERE key = ?", (key,)).fetchone()
        if known:
            return False, known[0]
        self.texts += 1
        # The words are stored with the body, because each text is compared several times.
        packed = zlib.compress(f"{body}\0{' '.join(words)}".encode(), 1)
        text = (self.texts, key, packed, len(words), self.texts)
        self._base.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", text)
        return True, self.texts

    def index(self) -> None:
        """Create the indexes, after the last record."""
        self._base.execute("CREATE INDEX copies_of ON copies (text)")

    def key(self, text: int) -> bytes:
        """Return the key of a text."""
        found: tuple[bytes] = self._base.execute(
            "SELECT key FROM texts WHERE id = ?", (text,)
        ).fetchone()
        return found[0]

    def body(self, text: int) -> str:
        """Return a text."""
        return self._unpacked(text)[0]

    def words(self, text: int) -> list[str]:
        """Return the words of a text that copies are compared by."""
        return self._unpacked(text)[2].split(" ")

    def _unpacked(self, text: int) -> tuple[str, str, str]:
        (packed,) = self._base.execute("SELECT body FROM texts WHERE id = ?", (text,)).fetchone()
        return zlib.decompress(packed).decode().rpartition("\0")

    def claims(
        self, text: int, most: int
    ) -> list[tuple[str | None, str | None, str | None, str | None]]:
        """Return distinct headlines, agencies, datelines and dates of a text.

        They are those of its records: at most `most` rows, the same ones on every run.
        """
        query = (
            "SELECT DISTINCT headline, agency, dateline, date FROM copies WHERE text = ? "
            "ORDER BY headline, agency, dateline, date LIMIT ?"
        )
        return self._base.execute(query, (text, most)).fetchall()

    def link(self, stories: Iterable[tuple[int, int]]) -> None:
        """Set the story of texts, given as (text, story) pairs."""
        self._base.executemany(
            "UPDATE texts SET story = ? WHERE id = ?", ((story, text) for text, story in stories)
        )
        self._base.execute("CREATE INDEX texts_of ON texts (story)")

    def stories(self, least: int) -> Iterator[Story]:
        """Yield the stories with `least` copies or more, largest first.

        The order does not depend on the input's.
        """
        query = (
            "SELECT story, min(key), count(*) AS copies "
            "FROM texts JOIN copies ON copies.text = texts.id "
            "GROUP BY story HAVING count(*) >= ? ORDER BY count(*) DESC, min(key)"
        )
        yield from map(Story._make, self._base.execute(query, (least,)))

    def counted(self) -> tuple[int, int]:
        """Return the stories with several copies, and the copies in them."""
        query = (
            "SELECT count(*), coalesce(sum(copies), 0) FROM ("
            "SELECT count(*) AS copies FROM texts JOIN copies ON text = id "
            "GROUP BY story HAVING count(*) > 1)"
        )
        found: tuple[int, int] = self._base.execute(query).fetchone()
        return found

    def copies(self, story: int) -> Iterator[tuple[Text, Copy]]:
        """Yield the copies of a story and their texts."""
        query = (
            "SELECT id, key, words, place, input, url, site, headline, agency, copies.dateline, "
            "date FROM texts JOIN copies ON copies.text = texts.id "
            "WHERE story = ? ORDER BY date IS NULL, date, url, place"
        )
        for row in self._base.execute(query, (story,)):
            yield Text(*row[:3]), Copy(*row[3:])

    def close(self) -> None:
        """Close the database."""
        self._base.close()


def _string(value: object) -> str | None:
    """Return a string without lone surrogates, None for other values."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None
