"""Filters that look at a block by itself, and the evidence they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from copydesk.lexicon import Cue
from copydesk.model.block import Block
from copydesk.model.entries import Mark
from copydesk.model.page import Page
from copydesk.text.shape import Shape

QUOTES = "\"'“”‘’«»„‹›"
# Before a label these are arrows ("« Previous"); they quote where another one closes them.
ARROWS = "«»‹›"

# Copies on one page of a line that can still head or end a list. "Read more" below each entry of
# the story's own list belongs to the entry above it.
MAX_COPIES = 3
# Characters of the page that a reason quotes; a terminal shows about 60 beside a filter's name.
MAX_QUOTE_CHARS = 40
# Phrases of a line that a reason quotes; each is looked for in the whole line.
MAX_QUOTES = 4


def is_headline(block: Block) -> bool:
    """Return whether the markup makes the block the page's title.

    No phrase makes a title boilerplate.
    """
    return block.kind == "title" or (block.kind == "heading" and block.level == 1)


def is_quoted(text: str) -> bool:
    """Return whether a block begins as a quotation."""
    return text[0] in QUOTES and (text[0] not in ARROWS or any(mark in ARROWS for mark in text[1:]))


def by_block(cues: Iterable[Cue]) -> Iterator[tuple[int, list[Cue]]]:
    """Group the cues by block, in page order."""
    for number, group in groupby(cues, key=lambda cue: cue.block):
        yield number, list(group)


def is_of_entries(page: Page, number: int) -> bool:
    """Return whether a block recurs so often that a list's entries hold it."""
    return page.copies[page.blocks[number].text] > MAX_COPIES


def separate(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues of a block that do not overlap.

    Two that overlap are one signal.
    """
    found: list[Cue] = []
    for cue in cues:
        if not found or cue.first >= found[-1].last:
            found.append(cue)
    return found


def worded(page: Page, name: str) -> Iterator[tuple[Block, Shape, list[Cue]]]:
    """Yield the blocks with a vocabulary's phrases, and those cues.

    Headlines, code and quotations are left out.
    """
    for number, cues in by_block(page.cues[name]):
        block = page.blocks[number]
        if not (is_headline(block) or block.kind == "code" or is_quoted(block.text)):
            yield block, page.shapes[number], cues


def is_whole(cues: Iterable[Cue]) -> bool:
    """Return whether one of a block's cues is the whole block."""
    return any(cue.how == "whole" for cue in cues)


def quote(text: str) -> str:
    """The beginning of a text in quotation marks, as a reason shows it."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= MAX_QUOTE_CHARS else line[: MAX_QUOTE_CHARS - 1] + '…'}”"


def evidence(page: Page, cues: Sequence[Cue]) -> str:
    """Quote the first phrases of one block: “sign up for our”, “newsletter”."""
    text = page.blocks[cues[0].block].text
    if is_whole(cues):
        return f"the whole line is {quote(text)}"
    quotes = [quote(text[slice(*page.phrase(cue))]) for cue in separate(cues)[:MAX_QUOTES]]
    return ("begins with " if cues[0].first == 0 else "contains ") + ", ".join(quotes)


def phrase_marks(page: Page, name: str, *, words: int, prose_words: int = 0) -> Iterator[Mark]:
    """Mark the blocks that a vocabulary's phrases make boilerplate.

    One phrase is enough where it is the whole block, or where the block is not prose and has at
    most `words` words. Prose of at most `prose_words` words needs two phrases: the two signals.
    """
    for block, shape, cues in worded(page, name):
        plain = not shape.prose and shape.words <= words
        pitched = shape.words <= prose_words and len(separate(cues)) > 1
        if plain or pitched or is_whole(cues):
            yield Mark(block.number, evidence(page, cues))


def box_marks(page: Page, name: str) -> Iterator[Mark]:
    """Mark the blocks inside elements whose class or id is in the vocabulary."""
    for box, numbers in groupby(page.within(name), key=itemgetter(1)):
        why = f"inside {box.tag}.{'.'.join(box.names)[:60]}"
        for number, _ in numbers:
            if not is_headline(page.blocks[number]):
                yield Mark(number, why)


def box_label_marks(page: Page, name: str) -> Iterator[Mark]:
    """Mark the blocks of `box_marks` that are not prose.

    A carousel of the story's points has a `pagination` too.
    """
    return (found for found in box_marks(page, name) if not page.shapes[found.block].prose)
