"""Keeps the first paragraph below the headline where it was cut as a link, a teaser or for a
phrase.

Looks alike and stays cut: a pitch, which speaks to the reader, a notice, and a paragraph with no
story after it. Seen on pages that link their whole lead, or open with a sentence such as "By
Tuesday the water had gone".
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.standing import stands
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

REACH = 12
"""Between headline and lead stand a byline, a date, a share row and a picture with its caption: a
dozen blocks.
"""
NEXT = 3
"""The story goes on at most three blocks after its lead (an advertisement's mark and a picture
between).
"""
WORDS = 12
"""Captions and credits with a full stop have fewer words as a rule."""
FOUND_A_BOUNDARY = ("comment-thread", "hidden", "site-chrome", "page-title", "repeated-headline")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the lead where it is cut and the paragraph after it stands."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    spoken = {cue.block for cue in page.cues["address"]}
    for number in range(headline.block + 1, min(headline.block + 1 + REACH, len(page.blocks))):
        if stands(page, ledger, number):
            return
        if ledger.is_cut(number) and number not in spoken and _reads_as_lead(page, ledger, number):
            yield Mark(number, "the first paragraph below the headline")
            return


def _reads_as_lead(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a cut block is a sentence, linked or not, with the standing story right after it."""
    shape, block = page.shapes[number], page.blocks[number]
    if (
        block.kind not in ("paragraph", "heading")
        or not shape.ends
        or not shape.stops
        or shape.words < WORDS
    ):
        return False
    below = range(number + 1, min(number + 1 + NEXT, len(page.blocks)))
    return any(stands(page, ledger, place) for place in below) and not ledger.cut_by(
        number, *FOUND_A_BOUNDARY
    )
