"""Cuts the box about an author: "About the Author", "View all posts by".

Looks alike and stays: a byline, a heading "About the author" in a story about a book that goes on
at length, prose that describes somebody. A description is cut only beside such a label, near the
page's end. Seen after the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, by_block, evidence, is_headline, quote
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of the longest description of an author seen in a box.
MAX_DESCRIPTION_WORDS = 110
# Words of the longest label: "View all posts by Ida van der Marsh" has 8.
MAX_LABEL_WORDS = 8
# Share of the page's prose above a label whose description is cut.
MIN_PROSE_ABOVE = 0.6
# Blocks from a label to its description: the author's name and position are between.
MAX_DISTANCE = 3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark a box's labels, the description beside them, and named boxes."""
    cues = dict(by_block(page.cues["author-box"]))
    labels = [number for number, found in cues.items() if _is_label(page, number, found)]
    described = {number for number, found in cues.items() if any(cue.first for cue in found)}
    for number in labels:
        yield Mark(number, evidence(page, cues[number]))
        if page.prose_share(0, number) >= MIN_PROSE_ABOVE:
            yield from _description(page, number, described)
    yield from box_marks(page, "author-box")


def _is_label(page: Page, number: int, cues: list[Cue]) -> bool:
    """Return whether a block begins with a long phrase and is short.

    The phrase has two words or more. A single word ("Author") is a form's or a table's.
    """
    shape, block = page.shapes[number], page.blocks[number]
    if is_headline(block) or shape.prose or shape.words > MAX_LABEL_WORDS:
        return False
    if block.kind == "table-row" or cues[0].first:
        return False
    return cues[0].last > 1 and not block.text.endswith((".", "?"))


def _description(page: Page, label: int, described: set[int]) -> Iterator[Mark]:
    """Mark the author's description close below and above a label.

    It is the first paragraph there that describes the author.
    """
    why = f"describes somebody, beside {quote(page.blocks[label].text)}"
    for step in (1, -1):
        for number in range(label + step, label + step * (MAX_DISTANCE + 1), step):
            if not 0 <= number < len(page.blocks) or is_headline(page.blocks[number]):
                break
            if page.shapes[number].words > MAX_DESCRIPTION_WORDS:
                break
            if number in described and page.shapes[number].prose:
                yield Mark(number, why, weight=0.8)
                break
