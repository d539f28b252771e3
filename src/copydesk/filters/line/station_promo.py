"""Cuts a station's promotion: "Stay with KMRL 7 for updates".

"Download the KMRL app" is one too. It opens with a request and names where the reader will find
more: a shop for apps, a device, the station's further reports. Looks alike and stays: advice of a
story that opens alike ("Stay with the boat ...") and quotations. Seen between paragraphs and below
the story of stations and papers.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import by_block, evidence, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a promotion with all its shops and devices.
MAX_PROMO_WORDS = 30
# Sentence ends in a promotion.
MAX_STOPS = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark short blocks with a promotion's opening and a place behind it."""
    places = dict(by_block(page.cues["app-place"]))
    for block, shape, cues in worded(page, "promo-opening"):
        if shape.words > MAX_PROMO_WORDS or shape.stops > MAX_STOPS:
            continue
        behind = [cue for cue in places.get(block.number, ()) if cue.first >= cues[0].last]
        if behind and block.kind not in ("code", "table-row"):
            yield Mark(block.number, evidence(page, separate([cues[0], *behind])), weight=0.9)
