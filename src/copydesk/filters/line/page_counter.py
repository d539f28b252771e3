"""Cuts links between a story's pages: "Page 1 of 3", "Next page", "1 2 3".

A place in a gallery is one too ("3/14"). Looks alike and stays: a page number in a sentence, a
numbered heading, a score, a half. Seen under the story, over pictures and under lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, phrase_marks, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

PLACE = lazy_pattern(r"\(?(?P<place>\d{1,3})\s?/\s?(?P<count>\d{1,3})\)?")
# Pictures of a gallery with a counter; "1/2" is a half.
MIN_PICTURES = 3
# Words of the longest label: "Lesen Sie auf Seite 2 weiter".
MAX_LABEL_WORDS = 6


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark page counters, and blocks inside their boxes."""
    yield from phrase_marks(page, "page-counter", words=MAX_LABEL_WORDS)
    yield from box_label_marks(page, "page-counter")
    for number in page.having("#"):
        block = page.blocks[number]
        place = PLACE.fullmatch(block.text) if block.kind == "paragraph" else None
        if place and max(int(place["place"]), MIN_PICTURES) <= int(place["count"]):
            yield Mark(number, f"a place in a gallery, {quote(block.text)}", weight=0.8)
