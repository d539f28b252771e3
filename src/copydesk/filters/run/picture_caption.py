"""Cuts unlabelled captions: "FILE - In this ...", "(Symbolbild)".

They open with the place of the people in a picture or with its origin, or end with its kind in
brackets or behind a credit. Looks alike and stays: a sentence on pictures, and a story's line such
as "From left to right the benches were full". Seen in dumps of wire stories and of pages with a
gallery.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import evidence, worded
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.credit import read_credit
from copydesk.text.lazy_pattern import lazy_pattern

# Words of a caption, with its second sentence on the day.
MAX_CAPTION_WORDS = 70
# Marks that set off what opens a caption: "FILE - ", "From left, ", "Im Bild: ".
SET_OFF = lazy_pattern(r"[^\W\d_a-z][\w ’']{1,30}(?:\s?[-–—:|]\s|,\s|\))")
FILE = lazy_pattern(r"(?:FILE|File)(?:\s(?:PHOTO|photo|IMAGE|image))?\s?[-–—:]")
BRACKETED = lazy_pattern(r"[(\[（][^()\[\]（）]{3,60}[)\]）]\.?$")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark blocks with a caption's opening or end and a second sign."""
    for block, shape, cues in worded(page, "picture-caption"):
        if block.kind in ("code", "table-row", "heading") or shape.words > MAX_CAPTION_WORDS:
            continue
        if sign := _sign(page, block.text, cues):
            yield Mark(block.number, f"{evidence(page, cues)}, {sign}")


def _sign(page: Page, text: str, cues: list[Cue]) -> str | None:
    """Return the sign that sets a caption's opening or end off, or None."""
    if FILE.match(text):
        return "set off by a dash"
    if any(cue.how == "end" for cue in cues):
        return "in brackets" if BRACKETED.search(text) else None
    if cues[0].how != "start":
        return None
    if read_credit(text):
        return "with a credit"
    opening = text[: page.phrase(cues[0])[1] + 2]
    return "set off by its mark" if SET_OFF.match(opening) else None
