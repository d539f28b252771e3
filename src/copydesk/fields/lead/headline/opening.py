"""The opening of a story: the headline's block and the blocks around it.

The headline, byline, date and credit fields share it, so that they refer to the same place.
"""

from __future__ import annotations

from typing import NamedTuple

from copydesk.facts.titles import names_no_story
from copydesk.fields.lead.headline.candidates import HeadlineCandidate, candidates
from copydesk.fields.ranking import ranker
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

ABOVE = 8
"""Blocks above a headline that may have its byline and date."""


class Opening(NamedTuple):
    """The opening of a story.

    `headline` is the headline's block or None; `story` the first block of the story's prose;
    `first` up to `last` the blocks around the headline; `scored` the candidates with their scores,
    best first.
    """

    headline: int | None
    story: int
    first: int
    last: int
    scored: tuple[tuple[float, HeadlineCandidate], ...]


def opening(page: Page, ledger: Ledger) -> Opening:
    """Return where the story opens, from the ledger of the stage."""
    return ledger.computed_once(_opening, page)


def _opening(page: Page, ledger: Ledger) -> Opening:
    story = first_prose(page, ledger)
    learned = ranker("headline", page.form)
    scored = sorted(
        ((learned.score(one.features), one) for one in candidates(page, ledger, story)),
        key=lambda pair: (-pair[0], -1 if pair[1].block is None else pair[1].block),
    )
    best = scored[0][1].block if scored and scored[0][0] > learned.threshold else None
    if best is not None and names_no_story(page.blocks[best].text):
        best, scored = None, []
    start = best if best is not None else max(0, story - 8)
    return Opening(
        best,
        story,
        max(0, start - ABOVE),
        _end(page, max(start, min(story, start + 12))),
        tuple(scored),
    )


def first_prose(page: Page, ledger: Ledger) -> int:
    """Return the first block of prose that has more prose near it.

    A consent notice or a pitch above the story has none near it.
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
    """Return the end of the lead's lines.

    It is after the second block of prose from `start` on, at least 10 and at most 16 blocks below.
    """
    seen = 0
    for number in range(start, min(len(page.blocks), start + 16)):
        seen += page.shapes[number].prose
        if seen >= 2 and number >= start + 9:
            return number + 1
    return min(len(page.blocks), start + 16)
