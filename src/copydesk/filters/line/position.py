"""Cuts a place in a gallery or a recording: "3/14", "0:00 / 1:42".

They are a whole line of numbers. Looks alike and stays: the times of a live blog, a half, a score,
numbers of a table. Seen over pictures and below players, where no word beside them labels them.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

PLACE = lazy_pattern(r"\(?(?P<place>\d{1,3})\s?/\s?(?P<count>\d{1,3})\)?")
# Pictures of a gallery with a counter; "1/2" is a half.
MIN_PICTURES = 3
# The start, or a length behind a stroke: a story's times are neither.
TIMELINE = lazy_pattern(
    r"0?0:00(?::00)?|(?:(?:\d{1,2}:)?\d{1,2}:\d\d)?\s?/\s?(?:\d{1,2}:)?\d{1,2}:\d\d"
)
# Characters of the longest: "01:02:03 / 01:10:20".
MAX_CHARS = 20


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark lines that are nothing but a place or a position."""
    for number in page.having("#"):
        block = page.blocks[number]
        if len(block.text) > MAX_CHARS or block.kind in ("code", "table-row"):
            continue
        if TIMELINE.fullmatch(block.text):
            yield Mark(number, f"a position in a recording, {quote(block.text)}", weight=0.8)
        elif _is_place(block.text):
            yield Mark(number, f"a place in a gallery, {quote(block.text)}", weight=0.8)


def _is_place(text: str) -> bool:
    """Return whether a line counts the pictures of a gallery."""
    found = PLACE.fullmatch(text)
    return found is not None and max(int(found["place"]), MIN_PICTURES) <= int(found["count"])
