"""Cuts the scraps between the headline and the first paragraph.

They are section labels, share counts, "Staff", "Updated", places. Looks alike and stays: a
standfirst, which is longer, a subhead directly above the first paragraph, and a story that opens
with a list. Seen on newspaper and station pages, above and below the lead picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Blocks from the headline to the first paragraph: a share bar, a picture and a contents list are
# between.
MAX_LEAD_DISTANCE = 20
# Words of a scrap; the standfirsts of the training pages have 7 and more.
MAX_SCRAP_WORDS = 5


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark short lines between headline and lead that no field has taken."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    lead = _lead(page, ledger, headline.block)
    for number in range(headline.block + 1, lead):
        shape = page.shapes[number]
        scrap = shape.words <= MAX_SCRAP_WORDS and not shape.ends and not ledger.taken(number)
        if scrap and not (number == lead - 1 and _can_be_subhead(page, number)):
            why = f"{shape.words} words between the headline and the first paragraph"
            yield Mark(
                number, why if shape.words != 1 else why.replace("words", "word", 1), weight=0.6
            )


def _can_be_subhead(page: Page, number: int) -> bool:
    """Return whether the block above the lead can be its subhead.

    It is a heading, or in text several words with a capital.
    """
    block = page.blocks[number]
    if block.kind == "heading":
        return True
    return page.form == "text" and page.shapes[number].words > 1 and block.text[:1].isupper()


def _lead(page: Page, ledger: Ledger, headline: int) -> int:
    """Return the first uncut prose below the headline.

    It is the headline itself where none is near.
    """
    for number in range(headline + 1, min(headline + 1 + MAX_LEAD_DISTANCE, len(page.blocks))):
        if page.shapes[number].prose and not ledger.is_cut(number):
            return number
    return headline
