"""Features of blocks alone: length, marks, capitals, links, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import chain
from typing import NamedTuple

import numpy as np

from copydesk.judge.scale import SHARE, Whole, log_counts, shares
from copydesk.model.block import Block
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.shape import Shape

FREQUENT = 40
"""The page's most frequent words, whatever its language, serve as a list of function words."""
COMMAS, ELLIPSES = ",，、،", ("...", "…", "[…]", "[...]")
QUOTES, BARS = lazy_pattern('["“„«「]'), lazy_pattern("[|•·»›]")
Columns = list[Whole | list[bool] | list[int]]


class Use(NamedTuple):
    """The use of words on a page.

    Its most frequent ones, and the others: those of its prose, those of more than one block of
    prose, and those of its headline.
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
            frozenset(page.prose_words) - frequent,
            frozenset([word for word, n in page.prose_words.items() if n > 1]) - frequent,
            frozenset(headline) - frequent,
        )


def of_blocks(page: Page, use: Use, numbers: Sequence[int]) -> Whole:
    """The features of OWN, a row for each of these blocks."""
    blocks = [page.blocks[number] for number in numbers]
    texts = [block.text for block in blocks]
    words = [page.tokens[number] for number in numbers]
    different = [page.word_sets[number] for number in numbers]
    shapes = [page.shapes[number] for number in numbers]
    sizes = np.array([len(own) for own in words])
    lengths = np.array([len(text) for text in texts])
    return np.column_stack(
        [
            *_of_length(texts, words, shapes, sizes, lengths),
            *_of_marks(texts),
            *_of_words(words, different, shapes, sizes, use),
            np.minimum(4, [page.copies[text] for text in texts]),
            *_of_markup(blocks, lengths),
        ]
    ).astype(int)


def _of_length(
    texts: Sequence[str],
    words: Sequence[Sequence[str]],
    shapes: Sequence[Shape],
    sizes: Whole,
    lengths: Whole,
) -> Columns:
    counts = np.maximum(1, sizes)
    commas = np.array([sum(map(text.count, COMMAS)) for text in texts])
    figures = np.array([own.count("#") for own in words])
    capitals = np.array([sum([word[0].isupper() for word in text.split()]) for text in texts])
    return [
        log_counts(np.array([shape.words for shape in shapes])),
        np.minimum(40, 4 * lengths // counts),
        [shape.ends for shape in shapes],
        np.minimum(8, [shape.stops for shape in shapes]),
        shares(np.minimum(commas, counts), counts),
        shares(figures, counts),
        shares(capitals, counts),
    ]


def _of_marks(texts: Sequence[str]) -> Columns:
    return [
        [text[0].islower() for text in texts],
        [QUOTES.search(text) is not None for text in texts],
        ["?" in text or "？" in text for text in texts],
        [text.endswith((":", "：")) for text in texts],
        [BARS.search(text) is not None for text in texts],
        ["©" in text for text in texts],
        ["@" in text or "://" in text or "www." in text for text in texts],
        [text.endswith(ELLIPSES) for text in texts],
    ]


def _of_words(
    words: Sequence[Sequence[str]],
    different: Sequence[Set[str]],
    shapes: Sequence[Shape],
    sizes: Whole,
    use: Use,
) -> Columns:
    frequent = np.array([sum(map(use.frequent.__contains__, own)) for own in words])
    related = [
        len(own & (use.elsewhere if shape.prose else use.somewhere))
        for own, shape in zip(different, shapes, strict=True)
    ]
    headline = np.array([len(own & use.headline) for own in different])
    return [
        shares(frequent, sizes),
        shares(np.array(related), np.array([len(own - use.frequent) for own in different])),
        shares(headline, np.full(len(words), len(use.headline))),
    ]


def _of_markup(blocks: Sequence[Block], lengths: Whole) -> Columns:
    return [
        SHARE * np.array([block.linked for block in blocks]) // lengths,
        np.minimum(12, [len(block.links) for block in blocks]),
        [block.text[0].isdigit() for block in blocks],
        [block.kind == "heading" for block in blocks],
        [block.level for block in blocks],
    ]


def _frequent(page: Page) -> frozenset[str]:
    """Return the most frequent words of the page's prose.

    Of all of the page where it has no prose.
    """
    prose = [words for words, shape in zip(page.tokens, page.shapes, strict=True) if shape.prose]
    counts = Counter(chain.from_iterable(prose or page.tokens))
    return frozenset(sorted(counts, key=counts.__getitem__, reverse=True)[:FREQUENT])
