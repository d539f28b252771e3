"""Cuts pitches for an app, a channel or an account: "Download our free app", "Follow us on
Facebook", "Add us on Google".

Looks alike and must stand: prose about apps and networks, instructions of a story ("Download the
app that the clinic uses ..."). Seen between paragraphs and at the end of stories of local stations
and papers. A sentence goes only where two phrases of a pitch stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, by_block, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

PITCH = 40
"""A pitch with every shop and network named has up to 40 words."""
LABEL = 10
"""A pitch that is no sentence: "Follow us on Facebook, X, Instagram and YouTube"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks pitches, and blocks inside boxes named for them."""
    places = dict(by_block(page.cues["app-place"]))
    for block, shape, cues in worded(page, "app-pitch"):
        if shape.stops > 3:
            continue
        signals = apart(sorted((*cues, *places.get(block.number, ())), key=lambda cue: cue.first))
        if is_whole(cues) and not shape.prose:
            yield Mark(block.number, "a pitch for an app or an account")
        elif signals > 1 and shape.words <= PITCH:
            yield Mark(
                block.number,
                "a pitch for an app or an account: it begins as one, and more of its "
                "phrases follow",
            )
        elif not shape.prose and shape.words <= LABEL and cues[0].last > 1:
            yield Mark(block.number, "a pitch for an app or an account", weight=0.8)
    yield from boxed(page, "app-pitch", "links to apps or accounts")
