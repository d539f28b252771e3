"""What the lines of a page say of each other, and how much speaks for one of a text dump being the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import unquote, urlsplit

from copydesk.fields.dates import YEAR, written
from copydesk.fields.names import read_names
from copydesk.ledger import Ledger
from copydesk.page import Page

NEAR = 12
"""Blocks after a headline in which its story has begun: standfirst, byline, date, share row, caption and credit stand between."""
PLAYERS = ("ad-marker", "audio-player", "image-control", "now-playing", "share-bar", "video-player")
"""Filters whose lines stand between a headline and its byline in a text dump, ten and more of them."""
BY = re.compile(r"\W{0,3}(?:(?:written|posted|words|story|article|published)\s)?(?:by|von|par|por|di|door|av|af)\b:?\s+", re.IGNORECASE)
LENGTHS = (-2.0, -0.2, -0.5, -0.4, 0.4, 0.4, 0.4, *(1.3,) * 9, *(-0.2,) * 10)
"""How much a line's number of words speaks for it; a line of 26 words or more is a sentence."""
TOO_LONG = -1.5
MOST_WORDS = 44


class Lines:
    """What a page's lines say of each other: which are repeated, which share the address's words or the story's, and what prose follows."""

    def __init__(self, page: Page, ledger: Ledger) -> None:
        self.page = page
        self.left = [number for number in range(len(page.blocks)) if page.form != "text" or not ledger.cut_by(number, *PLAYERS)]
        self.counts = Counter(tuple(words) for words in page.tokens if words)
        self.slug = slug_words(page.url)

    def opens(self, number: int) -> bool:
        """Whether prose follows near, and more of the page's prose stands after the line than before it."""
        before = self.page.prose_before
        return before[number] * 2 <= self.page.prose and before[self.below(number, NEAR) + 1] > before[number]

    def below(self, number: int, count: int) -> int:
        """The block that stands so many blocks below another, a player's and a share row's lines between headline and story not counted."""
        place = bisect_right(self.left, number) + count - 1
        return max(self.left[place] if place < len(self.left) else len(self.page.blocks) - 1, min(number + count, len(self.page.blocks) - 1))

    def repeated(self, number: int) -> bool:
        """Whether the line stands more than once, and is not one of a menu's lines that are printed twice."""
        tokens = self.page.tokens
        if self.counts[tuple(tokens[number])] < 2 or len(tokens[number]) < 4:
            return False
        beside = [one for one in (number - 1, number + 1) if 0 <= one < len(tokens) and tokens[one] != tokens[number]]
        return not beside or not all(self.counts[tuple(tokens[one])] > 1 for one in beside)

    def in_address(self, number: int) -> float:
        """The share of the words of the address's last part that stand in the line."""
        words = set(self.page.tokens[number])
        return len(self.slug & words) / max(len(self.slug), 3) if self.slug else 0.0

    def on_topic(self, number: int) -> float:
        """The share of the line's longer words that come again in the page's prose."""
        words = {word for word in self.page.tokens[number] if len(word) > 3}
        shapes, index = self.page.shapes, self.page.words
        return sum(any(shapes[one].prose for one in index[word] if one != number) for word in words) / max(len(words), 3)

    @cached_property
    def anchors(self) -> Mapping[int, float]:
        """Short lines that stand under a headline, and how much each says: a person's byline, a date, or what only looks like them."""
        blocks, shapes = self.page.blocks, self.page.shapes
        found = {cue.block: 1.5 for cue in self.page.cues["byline"] if cue.first == 0}
        found |= {block.number: 1.5 for block in blocks if shapes[block.number].words < 14 and YEAR.search(block.text)}
        if self.page.form == "text":
            for number in found:
                text = blocks[number].text
                if shapes[number].words < 14:
                    found[number] += 0.5 * bool(next(written(text), None)) + 1.5 * bool(BY.match(text) and read_names(BY.sub("", text, count=1)).people)
        return found

    def followed(self, number: int) -> float:
        """How much the lines just below say that this is the headline: a byline or a date within four blocks, the nearest more."""
        first = bisect_right(self.left, number)
        return max((self.anchors.get(one, 0.0) * (1 - 0.1 * place) for place, one in enumerate(self.left[first : first + 4])), default=0.0)


def slug_words(url: str | None) -> frozenset[str]:
    """The words of the part of an address that names the story: the longest between its slashes."""
    parts = urlsplit(url or "").path.lower().split("/")
    longest = max(parts, key=lambda part: len(re.findall(r"[a-z]{3,}", part)), default="")
    words = [word for word in re.split(r"[^a-z0-9\u00e0-\uffff]+", unquote(longest).removesuffix(".html")) if len(word) > 2 and not word.isdigit()]
    return frozenset(words) if len(words) > 1 else frozenset()


def weigh_line(page: Page, ledger: Ledger, lines: Lines, number: int, story: int) -> tuple[float, list[str]]:
    """How much speaks for a line of a text dump, and what.

    The weights are those of a softmax regression over the lines of 709 pages (WCXB's development set), rounded.
    """
    text, words, said = page.blocks[number].text, page.shapes[number].words, []
    score = LENGTHS[words] if words < len(LENGTHS) else TOO_LONG
    if share := lines.in_address(number):
        score += 2.6 * share + 1.9 * share * share
        said.append("the page's address has its words")
    if lines.repeated(number):
        score += 0.8
        said.append("stands more than once")
    if below := lines.followed(number):
        score += 1.25 * below
        said.append("a byline or date follows")
    score += 3.4 * lines.on_topic(number) + _place(page, number, story)
    capitals = [word[0].isupper() for word in text.split()]
    score += 0.8 * sum(capitals) / len(capitals) + 0.9 * text[0].isdigit() + 1.3 * (YEAR.search(text) is not None)
    score -= 2.7 * text.endswith(".") + 0.8 * text.endswith((":", ",")) + 0.5 * text[0].islower() + 2.0 * ledger.is_cut(number)
    return score, said


def _place(page: Page, number: int, story: int) -> float:
    """Prose soon below and none above is where a headline stands; subheads have the story above them."""
    before, last = page.prose_before, len(page.blocks)
    above = before[number] - before[max(0, number - NEAR)]
    away = next((one - number for one in range(number + 1, min(last, number + NEAR + 1)) if page.shapes[one].prose), 99)
    score = 0.8 if away < 3 else 0.4 if away < 6 else 0.0 if away <= NEAR else -1.5
    score += (1.0 if number < story else 0.0 if number < story + 8 else -1.0) + (0.5 if before[number] == 0 else 0.0)
    return score - 1.8 * min(1.0, above / 60) - 2.2 * before[number] / max(1, page.prose) + 1.8 * number / last
