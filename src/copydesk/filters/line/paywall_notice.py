"""Cuts paywall notices: "Subscribe to continue", "2 free articles left".

Looks alike and stays: prose about subscribers and prices, a quotation. A sentence is cut only with
two phrases of a notice in it. The status field reads these marks. Seen after the first paragraphs
of a teaser and above the headline ("Subscribers only").
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from copydesk.filters.line import box_label_marks, by_block, evidence, is_whole, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of an offer in one paragraph: price, term, how to end it.
MAX_NOTICE_WORDS = 40
# Words of the opening of a notice that is not a sentence: "Subscribe for full access to the tide
# tables of nine islands!".
MAX_LABEL_WORDS = 12


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark notices, and blocks inside boxes that are named for them."""
    offers = dict(by_block(page.cues["paywall-offer"]))
    for block, shape, cues in worded(page, "paywall-notice"):
        opens = cues[0].first == 0
        every = sorted((*cues, *offers.get(block.number, ())), key=attrgetter("first"))
        calls = not shape.prose and block.text.endswith(("?", "!", ":"))
        if is_whole(cues):
            yield Mark(block.number, evidence(page, cues))
        elif opens and shape.words <= MAX_NOTICE_WORDS and len(separate(every)) > 1:
            yield Mark(block.number, evidence(page, every))
        elif opens and shape.words <= MAX_LABEL_WORDS and calls:
            why = f"{evidence(page, cues)}, and ends with “{block.text[-1]}”"
            yield Mark(block.number, why, weight=0.8)
    yield from box_label_marks(page, "paywall-notice")
