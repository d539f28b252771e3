"""What the lines of a page say of each other: which are repeated, which share the address's words
or the story's, what follows them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import YEAR, written
from copydesk.parse.name_list import read_names
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.url import path_of

NEAR = 12
"""Blocks after a headline in which its story has begun: standfirst, byline, date, share row,
caption and credit stand between.
"""
PLAYERS = ("ad-marker", "audio-player", "image-control", "now-playing", "share-bar", "video-player")
"""Filters whose lines stand between a headline and its byline in a text dump, ten and more of
them.
"""
SECTION = 3
"""Blocks below a subhead in which its section's prose begins; a table of contents names the subhead
above.
"""
BY = lazy_pattern(
    r"\W{0,3}(?:(?:written|posted|words|story|article|published)\s)?(?:by|von|par|por|"
    r"di|door|av|af)\b:?\s+",
    re.IGNORECASE,
)
CHROME = ("nav", "aside", "footer", "dialog")
MOST_WORDS = 44
"""Words of a line that may be a headline."""
LONGER = 3
"""Letters of a word above which it tells what a line is about."""


class Lines:
    """What a page's lines say of each other."""

    def __init__(self, page: Page, ledger: Ledger) -> None:
        self.page = page
        self.keys = tuple(map(tuple, page.tokens))
        self.counts = Counter(self.keys)
        self.slug = slug_words(page.url)
        self._in_chrome = {-1: False}
        self.left = self._left(ledger) if page.form == "text" else range(len(page.blocks))

    def _left(self, ledger: Ledger) -> Sequence[int]:
        """The blocks of a text dump that are neither a player's lines nor entries of a list of
        contents.
        """
        gone = {
            verdict.block
            for verdict in ledger.verdicts
            if verdict.who in PLAYERS and verdict.call == "cut"
        } | self.listed
        return [number for number in range(len(self.page.blocks)) if number not in gone]

    @cached_property
    def labelled(self) -> frozenset[int]:
        """The blocks that begin with a byline's label."""
        return frozenset(cue.block for cue in self.page.cues["byline"] if cue.first == 0)

    def in_chrome(self, number: int) -> bool:
        """Whether a box or one around it is hidden, or a menu or the like by its tag. Each box is
        asked once.
        """
        known, unasked, boxes = self._in_chrome, list[int](), self.page.boxes
        while number not in known:
            unasked.append(number)
            box = boxes[number]
            if box.hidden or box.tag in CHROME:
                known[number] = True
            else:
                number = box.parent
        known.update(dict.fromkeys(unasked, known[number]))
        return known[number]

    @cached_property
    def listed(self) -> frozenset[int]:
        """The entries of a table of contents: lines beside each other that stand again below, each
        above prose.
        """
        repeated = [number for number, key in enumerate(self.keys) if key and self.counts[key] > 1]
        before, last = self.page.prose_before, {self.keys[number]: number for number in repeated}
        again = {
            number
            for number in repeated
            if number < (below := last[self.keys[number]])
            and before[min(below + SECTION, len(before) - 1)] > before[below]
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
        """Whether prose follows near, and more of the page's prose stands after the line than
        before it.
        """
        before = self.page.prose_before
        return (
            before[number] * 2 <= self.page.prose
            and before[self.below(number, NEAR) + 1] > before[number]
        )

    def below(self, number: int, count: int) -> int:
        """The block that stands so many blocks below another; a player's lines and a list of
        contents are not counted.
        """
        place = bisect_right(self.left, number) + count - 1
        return max(
            self.left[place] if place < len(self.left) else len(self.page.blocks) - 1,
            min(number + count, len(self.page.blocks) - 1),
        )

    def repeated(self, number: int) -> bool:
        """Whether the line stands more than once, and is not one of a menu's lines that are printed
        twice.
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
        """The share of the words of the address's last part that stand in the line."""
        return (
            len(self.slug.intersection(self.keys[number])) / max(len(self.slug), 3)
            if self.slug
            else 0.0
        )

    def on_topic(self, number: int) -> float:
        """The share of the line's longer words that come again in the page's prose."""
        words = {word for word in self.keys[number] if len(word) > LONGER}
        own, elsewhere = self.page.shapes[number].prose, self.page.prose_words
        return sum([elsewhere.get(word, 0) > own for word in words]) / max(len(words), 3)

    @cached_property
    def anchors(self) -> Mapping[int, float]:
        """Short lines that stand under a headline, and how much each says: a person's byline, a
        date, or what only looks like them.
        """
        blocks, shapes = self.page.blocks, self.page.shapes
        found = dict.fromkeys(self.labelled, 1.5)
        found |= {
            number: 1.5
            for number in self.page.having("#")
            if shapes[number].words < 14 and YEAR.search(blocks[number].text)
        }
        if self.page.form == "text":
            for number in found:
                text = blocks[number].text
                if shapes[number].words < 14:
                    found[number] += 0.5 * bool(next(written(text), None)) + 1.5 * bool(
                        BY.match(text) and read_names(BY.sub("", text, count=1)).people
                    )
        return found

    def followed(self, number: int) -> float:
        """How much the lines just below say that this is the headline: a byline or a date within
        four blocks, the nearest more.
        """
        first, best = bisect_right(self.left, number), 0.0
        for place, one in enumerate(self.left[first : first + 4]):
            if one in self.anchors:
                best = max(best, self.anchors[one] * (1 - 0.1 * place))
        return best


def slug_words(url: str | None) -> frozenset[str]:
    """The words of the part of an address that names the story: the longest between its slashes."""
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
