"""Filters that look at one block alone, and what they share: when a phrase makes a block chrome,
and what a class name says of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from copydesk.lexicon import Cue
from copydesk.model.ledger import Mark, marked
from copydesk.model.page import Block, Page
from copydesk.text.shape import Shape

QUOTES = "\"'“”‘’«»„‹›"
ARROWS = "«»‹›"
"""Quotation marks that stand before a label as arrows ("« Previous"); they quote where another
closes them.
"""


def is_headline(block: Block) -> bool:
    """Whether the markup says that the block is the page's title: no phrase in it makes it
    chrome.
    """
    return block.kind == "title" or (block.kind == "heading" and block.level == 1)


def is_quoted(text: str) -> bool:
    """Whether a block begins as a quotation."""
    return text[0] in QUOTES and (text[0] not in ARROWS or any(mark in ARROWS for mark in text[1:]))


def by_block(cues: Iterable[Cue]) -> Iterator[tuple[int, list[Cue]]]:
    """The cues of each block together, in page order."""
    for number, group in groupby(cues, key=lambda cue: cue.block):
        yield number, list(group)


MOST_HEADS = 3
"""A line that stands on the page more often heads nothing and ends nothing: "Read more" below each
entry belongs to what stands above it.
"""


def is_of_entries(page: Page, number: int) -> bool:
    """Whether a block stands on the page so often that it belongs to the entries of a list, each to
    its own.
    """
    return page.copies[page.blocks[number].text] > MOST_HEADS


def apart(cues: Iterable[Cue]) -> int:
    """How many of a block's cues do not overlap: two that do are one signal."""
    count = reach = 0
    for cue in cues:
        if cue.first >= reach:
            count, reach = count + 1, cue.last
    return count


def worded(page: Page, name: str) -> Iterator[tuple[Block, Shape, list[Cue]]]:
    """The blocks with a vocabulary's phrases in them, with their shapes and cues, but for
    headlines, code, and what begins as a quotation.
    """
    for number, cues in by_block(page.cues[name]):
        block = page.blocks[number]
        if not (is_headline(block) or block.kind == "code" or is_quoted(block.text)):
            yield block, page.shapes[number], cues


def is_whole(cues: Iterable[Cue]) -> bool:
    """Whether one of a block's cues is the whole block."""
    return any(cue.how == "whole" for cue in cues)


def chrome(page: Page, name: str, *, words: int = 14, prose_words: int = 45) -> Iterator[int]:
    """Blocks that a vocabulary's phrases make chrome.

    A phrase that is the whole block does; so does a phrase in a block of at most `words` words that
    is no prose. Prose of at most `prose_words` words needs two phrases, which are the two signals.
    What begins as a quotation stands.
    """
    for block, shape, cues in worded(page, name):
        plain = not shape.prose and shape.words <= words
        pitched = shape.words <= prose_words and apart(cues) > 1
        if plain or pitched or is_whole(cues):
            yield block.number


def boxed(page: Page, name: str, why: str) -> Iterator[Mark]:
    """Marks for the blocks inside elements whose class or id is in the vocabulary; `why` says what
    the element is.
    """
    for box, numbers in groupby(page.within(name), key=itemgetter(1)):
        inside = [number for number, _ in numbers if not is_headline(page.blocks[number])]
        yield from marked(inside, f"{why} (inside {box.tag}.{'.'.join(box.names)[:60]})")


def boxed_labels(page: Page, name: str, why: str) -> Iterator[Mark]:
    """As `boxed`, without the prose: a carousel of the story's points has a `pagination` as
    well.
    """
    for found in boxed(page, name, why):
        if not page.shapes[found.block].prose:
            yield found
