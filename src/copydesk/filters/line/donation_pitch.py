"""Cuts the lines that ask a reader for money: "Support our work", "If you enjoyed this post, please
consider a donation", "Jetzt spenden".

Looks alike and must stand: a report on a collection, how to help the people of the story, a
quotation. A sentence goes only where it begins as a pitch and another phrase of one follows. Seen
after the story of blogs, associations, public broadcasters and papers without a publisher, and
between its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed_labels, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

PITCH = 60
"""Why the paper needs the money, how it is given and what it buys, in one paragraph."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks pitches, and blocks inside boxes named for them."""
    for block, shape, cues in worded(page, "donation-pitch"):
        if is_whole(cues):
            yield Mark(block.number, "asks for a donation")
        elif cues[0].first == 0 and shape.words <= PITCH and apart(cues) > 1:
            yield Mark(
                block.number, "asks for a donation: it begins so, and another such phrase follows"
            )
    yield from boxed_labels(page, "donation-pitch", "a box that asks for donations")
