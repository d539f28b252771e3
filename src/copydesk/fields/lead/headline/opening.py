"""Where a page's story opens: which block is its headline, and which blocks stand around it.

The headline, byline, date and credit fields all ask this, so that they speak of the same place.
"""

from __future__ import annotations

from typing import NamedTuple

from copydesk.facts.titles import names_no_story
from copydesk.fields.lead.headline.candidates import Candidate, candidates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

ENOUGH = 2.0
"""The least score of a visible headline: a line of title's length near the story, or a heading with
nothing against it.
"""
ABOVE = 8
"""Blocks above a headline among which its byline and date may stand."""


class Opening(NamedTuple):
    """`headline` is the headline's block or None; `story` the first block of the story's prose;
    `first` up to `last` the blocks around the headline.
    """

    headline: int | None
    story: int
    first: int
    last: int
    candidates: tuple[Candidate, ...]


def opening(page: Page, ledger: Ledger) -> Opening:
    """Return where the story opens, from the ledger of the stage."""
    return ledger.computed_once(_opening, page)


def _opening(page: Page, ledger: Ledger) -> Opening:
    story = first_prose(page, ledger)
    found = sorted(candidates(page, ledger, story), key=lambda one: (-one.score, one.block))
    if found and names_no_story(page.blocks[found[0].block].text):
        found = [one._replace(score=min(one.score, 0.0)) for one in found]
    best = found[0].block if found and found[0].score >= ENOUGH else None
    start = best if best is not None else max(0, story - 8)
    return Opening(
        best,
        story,
        max(0, start - ABOVE),
        _end(page, max(start, min(story, start + 12))),
        tuple(found),
    )


def first_prose(page: Page, ledger: Ledger) -> int:
    """The first block of prose that has more prose near it; a consent notice or a pitch above the
    story stands alone.
    """
    prose = [
        number
        for number, shape in enumerate(page.shapes)
        if shape.prose and not ledger.is_cut(number)
    ]
    for place, number in enumerate(prose):
        if place + 2 >= len(prose) or prose[place + 2] - number <= 10:
            return number
    return prose[0] if prose else len(page.blocks)


def _end(page: Page, start: int) -> int:
    """Where the lead's lines end: after the second block of prose from `start` on, at least 10 and
    at most 16 blocks.
    """
    seen = 0
    for number in range(start, min(len(page.blocks), start + 16)):
        seen += page.shapes[number].prose
        if seen >= 2 and number >= start + 9:
            return number + 1
    return min(len(page.blocks), start + 16)
