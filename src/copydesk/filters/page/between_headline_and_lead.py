"""Cuts the scraps between the headline and the first paragraph: section labels, share counts,
"Staff", "Updated", places.

Looks alike and must stand: a standfirst, which is longer, a subhead directly above the first
paragraph, and a story that opens with a list. Seen on newspaper and station pages, above and below
the lead picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

REACH = 20
"""The first paragraph stands at most twenty blocks below the headline: a share bar, a picture and a
contents list lie between.
"""
SCRAP = 5
"""A scrap has five words at most; standfirsts of the training pages have seven and more."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the short lines between the headline and the lead that no field has taken."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    lead = _lead(page, ledger, headline.block)
    for number in range(headline.block + 1, lead):
        block, shape = page.blocks[number], page.shapes[number]
        subhead = number == lead - 1 and (
            block.kind == "heading"
            or (page.form == "text" and shape.words > 1 and block.text[:1].isupper())
        )
        if shape.words <= SCRAP and not shape.ends and not subhead and not ledger.taken(number):
            yield Mark(number, "a scrap between the headline and the first paragraph", weight=0.6)


def _lead(page: Page, ledger: Ledger, headline: int) -> int:
    """The first paragraph of prose below the headline that still stands; the headline's own number
    where none is near.
    """
    for number in range(headline + 1, min(headline + 1 + REACH, len(page.blocks))):
        if page.shapes[number].prose and not ledger.is_cut(number):
            return number
    return headline
