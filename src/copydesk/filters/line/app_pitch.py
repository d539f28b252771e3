"""Cuts pitches for an app, a channel or an account: "Follow us on X".

Looks alike and stays: prose about apps and networks, and instructions in a story ("Download the app
that the clinic uses ..."). A sentence is cut only with two phrases of a pitch in it. Seen between
paragraphs and at the end of stories of local stations and papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from copydesk.filters.line import box_marks, by_block, evidence, is_whole, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a pitch that names every shop and network.
MAX_PITCH_WORDS = 40
# Words of a pitch that is not a sentence: "Follow us on Facebook, X, Instagram and YouTube" has 8.
MAX_LABEL_WORDS = 10
# Sentence ends in a pitch; a paragraph with more of them is a story's.
MAX_STOPS = 3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark pitches, and blocks inside boxes named for them."""
    places = dict(by_block(page.cues["app-place"]))
    for block, shape, cues in worded(page, "app-pitch"):
        if shape.stops > MAX_STOPS:
            continue
        every = sorted((*cues, *places.get(block.number, ())), key=attrgetter("first"))
        if is_whole(cues) and not shape.prose:
            yield Mark(block.number, evidence(page, cues))
        elif len(separate(every)) > 1 and shape.words <= MAX_PITCH_WORDS:
            yield Mark(block.number, evidence(page, every))
        elif not shape.prose and shape.words <= MAX_LABEL_WORDS and cues[0].last > 1:
            yield Mark(block.number, evidence(page, cues), weight=0.8)
    yield from box_marks(page, "app-pitch")
