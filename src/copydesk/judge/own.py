"""The features of a block alone: its length, marks, capitals and links, the use of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from copydesk.judge.scale import SHARE, log_count, share
from copydesk.model.ledger import Ledger
from copydesk.model.page import Block, Page
from copydesk.text.shape import Shape

FREQUENT = 40
"""The page's most frequent words, whatever its language, serve as a list of function words."""
COMMAS, QUOTES = ",，、،", '"“„«「'
BARS, ELLIPSES = "|•·»›", ("...", "…", "[…]", "[...]")


class Use(NamedTuple):
    """How a page uses words: its most frequent ones, those of its prose, those of more than one
    block of prose, and those of its headline that are not frequent.
    """

    frequent: frozenset[str]
    somewhere: frozenset[str]
    elsewhere: frozenset[str]
    headline: frozenset[str]

    @classmethod
    def of(cls, page: Page, ledger: Ledger) -> Use:
        """The use of words on this page."""
        frequent = _frequent(page)
        found = ledger.chosen("headline")
        headline = [] if found is None or found.block is None else page.tokens[found.block]
        return cls(
            frequent,
            frozenset(page.prose_words),
            frozenset(word for word, blocks in page.prose_words.items() if blocks > 1),
            frozenset(headline) - frequent,
        )


def of_block(page: Page, use: Use, number: int) -> list[int]:
    """The features of OWN."""
    block, words, shape = page.blocks[number], page.tokens[number], page.shapes[number]
    return [
        *_of_length(block.text, words, shape),
        *_of_marks(block.text),
        *_of_words(words, shape.prose, use),
        min(page.copies[block.text], 4),
        *_of_markup(block),
    ]


def _of_length(text: str, words: Sequence[str], shape: Shape) -> list[int]:
    count = len(words) or 1
    return [
        log_count(shape.words),
        min(40, 4 * len(text) // count),
        shape.ends,
        min(shape.stops, 8),
        share(min(sum(map(text.count, COMMAS)), count), count),
        share(words.count("#"), count),
        share(sum(map(str.isupper, map(itemgetter(0), text.split()))), count),
    ]


def _of_marks(text: str) -> list[int]:
    return [
        text[0].islower(),
        any(mark in text for mark in QUOTES),
        "?" in text or "？" in text,
        text.endswith((":", "：")),
        any(mark in text for mark in BARS),
        "©" in text,
        "@" in text or "://" in text or "www." in text,
        text.endswith(ELLIPSES),
    ]


def _of_words(words: Sequence[str], prose: bool, use: Use) -> list[int]:
    seldom = [word for word in words if word not in use.frequent]
    content = set(seldom)
    return [
        share(len(words) - len(seldom), len(words)),
        share(len(content & (use.elsewhere if prose else use.somewhere)), len(content)),
        share(len(content & use.headline), len(use.headline)),
    ]


def _of_markup(block: Block) -> list[int]:
    return [
        SHARE * block.linked // len(block.text),
        min(len(block.links), 12),
        block.text[0].isdigit(),
        block.kind == "heading",
        block.level,
    ]


def _frequent(page: Page) -> frozenset[str]:
    """The most frequent words of the page's prose, or of all of it where it has no prose."""
    prose = [words for words, shape in zip(page.tokens, page.shapes, strict=True) if shape.prose]
    counts = Counter(chain.from_iterable(prose or page.tokens))
    return frozenset(sorted(counts, key=counts.__getitem__, reverse=True)[:FREQUENT])
