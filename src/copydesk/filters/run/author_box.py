"""Cuts the box about an author: "About the Author", the lines on who that is, "View all posts by
...", how to reach them.

Looks alike and must stand: a byline, a heading "About the author" in a story about a book that goes
on at length, prose that says who somebody is. A description goes only under the heading of such a
box, or above its "View all posts by". Seen after the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, by_block, is_headline
from copydesk.lexicon import Cue
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

BIO = 110
"""The longest description of an author seen in a box."""
LABEL = 8
"""The longest label: "View all posts by Ida van der Marsh"."""
END = 0.6
"""A box about an author stands in the last two fifths of the page's prose."""
LINES = 3
"""A box has a name, a description and a label."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks a box's heading and labels with the description between them, and blocks inside boxes
    named for it.
    """
    cues = dict(by_block(page.cues["author-box"]))
    labels = [number for number, found in cues.items() if _is_label(page, number, found)]
    told = {
        number for number, found in cues.items() if apart(cue for cue in found if cue.first) > 0
    }
    for number in labels:
        yield Mark(number, "a label of a box about the author")
        if page.prose_share(0, number) >= END:
            yield from _description(page, number, told)
    yield from boxed(page, "author-box", "a box about the author")


def _is_label(page: Page, number: int, cues: list[Cue]) -> bool:
    """Whether a block is a label: more than a single word, which is a field's or a table's."""
    shape, block = page.shapes[number], page.blocks[number]
    if (
        is_headline(block)
        or shape.prose
        or shape.words > LABEL
        or block.kind == "table-row"
        or cues[0].first
    ):
        return False
    return cues[0].last > 1 and not block.text.endswith((".", "?"))


def _description(page: Page, label: int, told: set[int]) -> Iterator[Mark]:
    """The lines just below or above a label that say who the author is."""
    for step in (1, -1):
        for distance in range(1, LINES + 1):
            number = label + step * distance
            if (
                not 0 <= number < len(page.blocks)
                or is_headline(page.blocks[number])
                or page.shapes[number].words > BIO
            ):
                break
            if number in told and page.shapes[number].prose:
                yield Mark(
                    number,
                    "says who the author is, beside a label of a box about the author",
                    weight=0.8,
                )
                break
