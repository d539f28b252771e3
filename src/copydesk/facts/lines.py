"""Relations between the lines of a page.

A line may be repeated, be on topic, or be followed by a byline or date.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from urllib.parse import unquote

from copydesk.facts.author_label import author_label
from copydesk.facts.name_words import uncommon
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import YEAR, dates_in
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import begins_with_role
from copydesk.text.url import path_of

NEAR = 12
"""Blocks between a headline and its story: standfirst, byline, date, share row, caption, credit."""
PLAYER_FILTERS = (
    "ad-marker",
    "audio-player",
    "image-control",
    "now-playing",
    "share-bar",
    "video-player",
)
"""Filters of the lines between a headline and its byline in a text dump, often ten or more."""
SUBHEAD_DISTANCE = 3
"""Blocks between a subhead and its section's prose."""
FOLLOWING = 4
"""Lines below a headline that may have its byline or date: a standfirst and a share row precede."""
MAX_DETAILS_WORDS = 14
"""Words below which a line with a year or a byline label is one of details."""
MAX_NAME_WORDS = 6
"""Words of the longest line that is names and a role."""
CHROME_TAGS = ("nav", "aside", "footer", "dialog")
MOST_WORDS = 44
"""Words of a line that may be a headline."""
MIN_TOPIC_LETTERS = 4
"""Letters of a word that can name a topic."""


class LineRelations:
    """Relations between the lines of a page, given the ledger of a stage."""

    def __init__(self, page: Page, ledger: Ledger) -> None:
        self.page = page
        self.keys = tuple(map(tuple, page.tokens))
        self.counts = Counter(self.keys)
        self.slug = slug_words(page.url)
        self._in_chrome = {-1: False}
        self._signs: dict[int, frozenset[str]] = {}
        self.left = self._left(ledger) if page.form == "text" else range(len(page.blocks))

    def _left(self, ledger: Ledger) -> Sequence[int]:
        """Return the blocks outside players and tables of contents."""
        gone = {
            verdict.block
            for verdict in ledger.verdicts
            if verdict.who in PLAYER_FILTERS and verdict.call == "cut"
        } | self.listed
        return [number for number in range(len(self.page.blocks)) if number not in gone]

    @cached_property
    def labelled(self) -> frozenset[int]:
        """The blocks that begin with the label of a byline."""
        return frozenset(cue.block for cue in self.page.cues["byline"] if cue.first == 0)

    def in_chrome(self, number: int) -> bool:
        """Whether a box or one around it is hidden or chrome by its tag.

        The answer is kept for each box.
        """
        known, unknown, boxes = self._in_chrome, list[int](), self.page.boxes
        while number not in known:
            unknown.append(number)
            box = boxes[number]
            if box.hidden or box.tag in CHROME_TAGS:
                known[number] = True
            else:
                number = box.parent
        known.update(dict.fromkeys(unknown, known[number]))
        return known[number]

    @cached_property
    def listed(self) -> frozenset[int]:
        """The entries of a table of contents.

        Neighbouring lines above the prose that recur below.
        """
        repeated = [number for number, key in enumerate(self.keys) if key and self.counts[key] > 1]
        before, last = self.page.prose_before, {self.keys[number]: number for number in repeated}
        again = {
            number
            for number in repeated
            if number < (below := last[self.keys[number]])
            and before[min(below + SUBHEAD_DISTANCE, len(before) - 1)] > before[below]
            and not self.page.shapes[number].prose
        }
        return frozenset(
            number for number in again if number - 1 in again and number + 1 in again
        ) | frozenset(
            number
            for number in again
            if {number + 1, number + 2} <= again or {number - 1, number - 2} <= again
        )

    def opens(self, number: int) -> bool:
        """Whether prose follows soon, more of it after the line than before."""
        before = self.page.prose_before
        return (
            before[number] * 2 <= self.page.prose
            and before[self.below(number, NEAR) + 1] > before[number]
        )

    def below(self, number: int, count: int) -> int:
        """Return the block `count` blocks below another.

        The lines of a player and of a table of contents are not counted.
        """
        place = bisect_right(self.left, number) + count - 1
        return max(
            self.left[place] if place < len(self.left) else len(self.page.blocks) - 1,
            min(number + count, len(self.page.blocks) - 1),
        )

    def repeated(self, number: int) -> bool:
        """Whether the line occurs again without its neighbours.

        A menu's lines recur with theirs.
        """
        keys = self.keys
        if self.counts[keys[number]] < 2 or len(keys[number]) < 4 or number in self.listed:
            return False
        beside = [
            one
            for one in (number - 1, number + 1)
            if 0 <= one < len(keys) and keys[one] != keys[number]
        ]
        return not beside or not all(self.counts[keys[one]] > 1 for one in beside)

    def in_address(self, number: int) -> float:
        """Return the share of the words of the URL's slug that are in the line."""
        return (
            len(self.slug.intersection(self.keys[number])) / max(len(self.slug), 3)
            if self.slug
            else 0.0
        )

    def on_topic(self, number: int) -> float:
        """Return the share of the line's longer words that the page's prose has."""
        words = {word for word in self.keys[number] if len(word) >= MIN_TOPIC_LETTERS}
        own, elsewhere = self.page.shapes[number].prose, self.page.prose_words
        return sum([elsewhere.get(word, 0) > own for word in words]) / max(len(words), 3)

    def signs(self, number: int) -> frozenset[str]:
        """Return what a line has of a story's byline and date."""
        if number not in self._signs:
            self._signs[number] = frozenset(self._signs_of(number))
        return self._signs[number]

    def _signs_of(self, number: int) -> Iterator[str]:
        text, labelled = self.page.blocks[number].text, number in self.labelled
        short = self.page.shapes[number].words < MAX_DETAILS_WORDS
        if labelled:
            yield "byline label"
        if short and YEAR.search(text):
            yield "year"
            if next(dates_in(text), None):
                yield "date"
        if short and labelled and (label := author_label(text).match(f"{text} ")):
            below = self.page.blocks[min(number + 1, len(self.page.blocks) - 1)].text
            if read_names(text[label.end() :] or below).people:
                yield "named author"
        elif short and self.page.form == "text" and self._is_name(text):
            yield "name alone"

    def _is_name(self, text: str) -> bool:
        """Whether a line is names, alone or followed by a role or by words with an @."""
        words = text.split()
        if len(words) > MAX_NAME_WORDS or words[0][0].islower():
            return False
        names = read_names(text)
        rest = text[names.end :].strip(" |,-–—•·")
        return (
            len(names.people) > 0
            and (not rest or begins_with_role(rest) or rest.count("@") == len(rest.split()))
            and all(uncommon(self.page, name) for name in names.people)
        )

    def following(self, number: int) -> dict[str, float]:
        """Return the signs in the lines below: 1 for the next line, 0 after four."""
        first, found = bisect_right(self.left, number), dict[str, float]()
        for place, one in enumerate(self.left[first : first + FOLLOWING]):
            for sign in self.signs(one):
                found.setdefault(f"{sign} follows", 1 - place / FOLLOWING)
        return found


def slug_words(url: str | None) -> frozenset[str]:
    """Return the words of a URL's slug: the path part with the most words."""
    parts = path_of(url or "").lower().split("/")
    longest = max(parts, key=lambda part: len(re.findall(r"[a-z]{3,}", part)), default="")
    words = [
        word
        for word in re.findall(
            r"(?:[a-z0-9]|[^\x00-\u00df\U00010000-\U0010ffff])+",
            unquote(longest).removesuffix(".html"),
        )
        if len(word) > 2 and not word.isdigit()
    ]
    return frozenset(words) if len(words) > 1 else frozenset()
