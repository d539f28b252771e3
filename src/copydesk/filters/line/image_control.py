"""Cuts the labels of pictures and galleries: "1 of 12", "Hide caption".

Looks alike and stays: captions, credits, sentences about photographs, "1 of 12" inside a sentence.
Seen over and under pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, phrase_marks
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of the longest label: "Click on the image to see it larger".
MAX_LABEL_WORDS = 8


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark labels of pictures and galleries, and blocks of their controls."""
    yield from phrase_marks(page, "image-control", words=MAX_LABEL_WORDS)
    yield from box_label_marks(page, "image-control")
