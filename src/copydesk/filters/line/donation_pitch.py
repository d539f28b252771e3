"""Cuts requests for money: "Support our work", "Jetzt spenden".

Looks alike and stays: a report on a collection, how to help the people of the story, a quotation. A
sentence is cut only where it begins as a pitch and another phrase of one follows. Seen after the
story and between its paragraphs, on blogs and the sites of associations, public broadcasters and
papers without a publisher.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, evidence, is_whole, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a paragraph with the reason for the request, the way to pay and what the money buys.
MAX_PITCH_WORDS = 60


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark pitches, and blocks inside boxes named for them."""
    for block, shape, cues in worded(page, "donation-pitch"):
        pitched = cues[0].first == 0 and shape.words <= MAX_PITCH_WORDS and len(separate(cues)) > 1
        if pitched or is_whole(cues):
            yield Mark(block.number, evidence(page, cues))
    yield from box_label_marks(page, "donation-pitch")
