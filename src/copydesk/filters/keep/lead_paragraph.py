"""Keeps the first paragraph below the headline where it was cut.

It was cut as a link, a teaser or for a phrase. Looks alike and stays cut: a pitch, which addresses
the reader, a notice, and a paragraph with no story after it. Seen on pages that link their whole
lead, or open with a sentence such as "By Tuesday the water had gone".
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.keep.remaining_prose import is_body
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Blocks from the headline to the lead: byline, date, share row, picture and caption are between.
MAX_LEAD_DISTANCE = 12
# Blocks from the lead to the story's next paragraph: an advertisement marker and a picture.
MAX_NEXT_DISTANCE = 3
# Words of a lead; most captions and credits with a full stop have fewer.
MIN_LEAD_WORDS = 12
# Filters that cut a part of the page that has no lead, and those that find a notice by its form.
NO_LEADS = (
    *("comment-thread", "hidden", "site-chrome", "page-title", "repeated-headline"),
    *("page-notice", "embed-notice", "picture-caption", "repeated-caption"),
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the lead where it is cut and the paragraph after it is body."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    top = headline.block + 1
    addressed = {cue.block for cue in page.cues["address"]}
    for number in range(top, min(top + MAX_LEAD_DISTANCE, len(page.blocks))):
        if is_body(page, ledger, number):
            return
        cut = ledger.is_cut(number) and number not in addressed
        if cut and _reads_as_lead(page, ledger, number):
            yield Mark(number, "the first sentence below the headline, before the next paragraph")
            return


def _reads_as_lead(page: Page, ledger: Ledger, number: int) -> bool:
    """Return whether a cut block is a sentence with the story after it.

    It may be linked as a whole.
    """
    shape, block = page.shapes[number], page.blocks[number]
    sentence = shape.ends and shape.stops and shape.words >= MIN_LEAD_WORDS
    if not sentence or block.kind not in ("paragraph", "heading"):
        return False
    below = range(number + 1, min(number + 1 + MAX_NEXT_DISTANCE, len(page.blocks)))
    if not any(is_body(page, ledger, place) for place in below):
        return False
    words = page.tokens[number]
    if page.tokens[number + 1][: len(words)] == words:
        return False  # alternative text: the caption below has the same words
    return not ledger.cut_by(number, *NO_LEADS)
