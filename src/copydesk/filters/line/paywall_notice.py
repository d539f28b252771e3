"""Cuts the lines that stop a reader: "Subscribe to continue reading", "Already a subscriber? Log
in", "You have 2 free articles left".

Looks alike and must stand: prose about subscribers and prices, a quotation. A sentence goes only
where two phrases of a notice stand in it. Seen after the first paragraphs of a teaser and above the
headline ("Subscribers only"). The status field reads these marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed_labels, by_block, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

NOTICE = 40
"""An offer in one paragraph: price, term, how to end it."""
LABEL = 12
"""The opening of a notice that is no sentence: "Subscribe for full access to the tide tables of
nine islands".
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks notices, and blocks inside boxes that are named for them."""
    offers = dict(by_block(page.cues["paywall-offer"]))
    for block, shape, cues in worded(page, "paywall-notice"):
        opens = cues[0].first == 0
        if is_whole(cues):
            yield Mark(block.number, "a notice for subscribers")
        elif (
            opens
            and shape.words <= NOTICE
            and apart(sorted((*cues, *offers.get(block.number, ())), key=lambda cue: cue.first)) > 1
        ):
            yield Mark(
                block.number,
                "a notice for subscribers: it begins as one, and more of its phrases follow",
            )
        elif (
            opens
            and shape.words <= LABEL
            and not shape.prose
            and block.text.endswith(("?", "!", ":"))
        ):
            yield Mark(block.number, "a notice for subscribers", weight=0.8)
    yield from boxed_labels(page, "paywall-notice", "a subscription notice")
