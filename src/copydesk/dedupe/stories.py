"""Groups records into stories: every text is sketched and kept on disk, the texts that meet are
compared, and those that are copies are joined.
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
"""What is read of a record."""
MAX_LEADERS, MAX_TRIED = 4, 32
"""Texts of one band that the others there are compared with, and how many of the others each is
compared with when none of them is a copy of it: strangers meet by the thousand where a line of
chrome was left at their beginning. Copies meet in other bands as well.
"""
CACHED_TEXTS = 512
"""Texts that are kept ready for being compared: 50 MB of 450 words each."""
MAX_CLAIMS = 16
"""Sets of headline, agency, dateline and date that count for a text."""


class Stories:
    """Takes records, then gives the stories that they tell. `folder` is one's own, on disk; what is
    there may go when the work is done.
    """

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        (folder / "bands").mkdir()
        self._bands = LshIndex(folder / "bands", BANDS)
        self.records = self.passed = 0

    def add(self, place: str, record: dict[str, Any]) -> None:
        """Takes a record that has FIELDS. One without a body, or of a page that is no article, is
        passed over. Raises Missing, OSError.
        """
        self.records += 1
        if (
            not record["body"]
            or not isinstance(record["body"], str)
            or record["is_article"] is False
        ):
            self.passed += 1
            return
        new = self.store.add(place, record)
        if new:
            self._bands.add(new.id, band_keys(new.body, new.words))

    def join(self) -> None:
        """All records are there: finds which texts are copies of one story."""
        self.store.index()
        roots = _Roots(self.store.texts)
        ready = lru_cache(CACHED_TEXTS)(self._shingled)
        for texts in self._bands.meeting():
            if len({roots.of(text) for text in texts}) > 1:
                _join(sorted(texts, key=self.store.key), roots, ready)
        self.store.link(
            (text, roots.of(text))
            for text in range(1, self.store.texts + 1)
            if roots.of(text) != text
        )

    def groups(self, least: int) -> Iterator[Group]:
        """The stories of so many copies at least, those of many first, in an order that does not
        depend on that of the records.
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
        """Lets go of the files."""
        self.store.close()

    def _shingled(self, text: int) -> ShingledText:
        return ShingledText(self.store.words(text), Claims.of(self.store.claims(text, MAX_CLAIMS)))


def _join(texts: list[int], roots: _Roots, ready: Callable[[int], ShingledText]) -> None:
    """Compares texts that meet with the first of them, what is no copy of that with the first of
    what is left, and so on.
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


class _Roots:
    """Which texts are of one story: a forest in which each tree is one, four bytes a text."""

    def __init__(self, count: int) -> None:
        self._above = array("I", range(count + 1))

    def of(self, text: int) -> int:
        """The text that stands for the story of this one; the way there is halved."""
        above = self._above
        while above[text] != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    def join(self, one: int, other: int) -> None:
        """The two are of one story."""
        one, other = self.of(one), self.of(other)
        self._above[max(one, other)] = min(one, other)
