"""Groups records into stories.

Each text's band keys are indexed on disk; texts that share a key are compared, and copies are
joined.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from copydesk.dedupe.groups import Group, Member
from copydesk.dedupe.lsh_index import LshIndex
from copydesk.dedupe.signature import BANDS, band_keys
from copydesk.dedupe.similarity import Claims, ShingledText, same_story
from copydesk.dedupe.store import Store

# The fields read of a record.
FIELDS = (
    "body",
    "headline",
    "source",
    "dateline",
    "date",
    "input",
    "url",
    "site_name",
    "is_article",
)
# Texts of a band that the others are compared with, and comparisons tried with each before giving
# up when none is a copy. Unrelated texts collide by the thousand where a line of boilerplate was
# left at their beginning; copies collide in other bands as well.
MAX_LEADERS, MAX_TRIED = 4, 32
# Texts kept ready for comparison: 50 MB at 450 words each.
CACHED_TEXTS = 512
# Distinct sets of headline, agency, dateline and date used of a text.
MAX_CLAIMS = 16


class Stories:
    """Collects records, then returns the stories they are copies of.

    `folder` must be empty; its files are needed only until close.
    """

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        (folder / "bands").mkdir()
        self._bands = LshIndex(folder / "bands", BANDS)
        self.records = self.skipped = 0

    def add(self, place: str, record: dict[str, Any]) -> None:
        """Add a record that has FIELDS.

        A record without a body, or of a page that is not an article, is counted and skipped. Raises
        MissingLibrary, OSError.
        """
        self.records += 1
        if (
            not record["body"]
            or not isinstance(record["body"], str)
            or record["is_article"] is False
        ):
            self.skipped += 1
            return
        new = self.store.add(place, record)
        if new:
            self._bands.add(new.id, band_keys(new.body, new.words))

    def join(self) -> None:
        """Join the texts that are copies, after the last record."""
        self.store.index()
        roots = _UnionFind(self.store.texts)
        ready = lru_cache(CACHED_TEXTS)(self._shingled)
        for texts in self._bands.collisions():
            if len({roots.of(text) for text in texts}) > 1:
                _join(sorted(texts, key=self.store.key), roots, ready)
        self.store.link(
            (text, roots.of(text))
            for text in range(1, self.store.texts + 1)
            if roots.of(text) != text
        )

    def groups(self, least: int) -> Iterator[Group]:
        """Yield the stories with `least` copies or more, largest first.

        The order does not depend on that of the records.
        """
        for story in self.store.stories(least):
            yield Group(
                story.key[:8].hex(),
                tuple(
                    Member(copy, text.id, text.words)
                    for text, copy in self.store.copies(story.number)
                ),
            )

    def close(self) -> None:
        """Close the files."""
        self.store.close()

    def _shingled(self, text: int) -> ShingledText:
        return ShingledText(self.store.words(text), Claims.of(self.store.claims(text, MAX_CLAIMS)))


def _join(texts: list[int], roots: _UnionFind, ready: Callable[[int], ShingledText]) -> None:
    """Join texts of a band that are copies.

    Compares all with the first one, then those left with the first of them, and so on.
    """
    for _ in range(MAX_LEADERS):
        leader, *rest = texts
        for number, text in enumerate(rest):
            if roots.of(text) != roots.of(leader) and same_story(ready(leader), ready(text)):
                roots.join(leader, text)
            if number == MAX_TRIED and all(
                roots.of(one) != roots.of(leader) for one in rest[:MAX_TRIED]
            ):
                break
        texts = [text for text in rest if roots.of(text) != roots.of(leader)]
        if len(texts) < 2:
            return


class _UnionFind:
    """A union-find forest of texts, one tree a story, four bytes a text."""

    def __init__(self, count: int) -> None:
        self._above = array("I", range(count + 1))

    def of(self, text: int) -> int:
        """Return the root of a text's tree, halving the path to it."""
        above = self._above
        while above[text] != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    def join(self, one: int, other: int) -> None:
        """Join the trees of two texts."""
        one, other = self.of(one), self.of(other)
        self._above[max(one, other)] = min(one, other)
