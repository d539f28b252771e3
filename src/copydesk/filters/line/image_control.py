"""Cuts a picture's and a gallery's labels: "1 of 12", "View gallery", "Hide caption", "Enlarge",
"Slide 3".

Looks alike and must stand: captions, credits, sentences about photographs, "1 of 12" inside a
sentence. Seen over and under pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, chrome
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

LABEL = 8
"""The longest label: "Click on the image to see it larger"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the labels of pictures and galleries, and blocks inside their controls."""
    for number in chrome(page, "image-control", words=LABEL, prose_words=0):
        yield Mark(number, "a label of a picture or gallery")
    yield from boxed_labels(page, "image-control", "a label of a picture or gallery")
