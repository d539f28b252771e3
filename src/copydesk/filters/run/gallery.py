"""Cuts a gallery's captions below its counters: "3/9 Crews clear the ramp".

The counters rise and have one total, and a caption is behind or below each. A counter in brackets
("[1/2] A ferry leaves Orrin") or an agency's "Item 1 of 2" needs no second one. Looks alike and
stays: a list article that counts its entries, each with several paragraphs, quantities of a recipe,
and a gallery that is the story. Seen above and inside stories of papers and agencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from copydesk.filters.line import quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# A word before the counter ("Bild 2 von 10"), a stroke or a word in it.
COUNTER = lazy_pattern(
    r"\(?(?:[^\W\d_]+\s)?(?P<place>\d{1,3})\s?(?:/|of|von|sur|de|di|van|av)\s?"
    r"(?P<total>\d{1,3})\)?(?=[\s|:.–-]|$)"
)
SURE_COUNTER = lazy_pattern(
    r"(?:\[\d{1,3}/\d{1,3}\]\s?(?=\S)|Item \d{1,3} of \d{1,3}\s(?=[^\W\d_a-z]))"
)
"""A counter that opens nothing but a caption. A small letter goes on with a sentence: "Item 3 of 12
on the agenda"."""
EXCLUDED_KINDS = frozenset(("code", "table-row", "title", "heading"))
# Pictures of a gallery with a counter each; "1/2" is a half.
MIN_PICTURES = 3
# Blocks from one counter to the next: caption, credit and a button.
MAX_DISTANCE = 4
# Words of a caption with its credit; an entry of a list article has more.
MAX_CAPTION_WORDS = 70


class Picture(NamedTuple):
    """A counter: its block, the picture's place, and the gallery's total."""

    block: int
    place: int
    total: int


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark counters that rise, and the captions behind or below them."""
    yield from _sure(page)
    pictures = [found for number in page.having("#") if (found := _picture(page, number))]
    for _, group in groupby(pictures, key=lambda one: one.total):
        gallery = list(group)
        places = {one.place for one in gallery}
        if len(places) < MIN_PICTURES or not _is_gallery(page, gallery):
            continue
        first, total = gallery[0].block, gallery[0].total
        why = f"in a gallery of {total}, from {quote(page.blocks[first].text)}"
        for number in range(first, _end(page, gallery)):
            yield Mark(number, why, weight=0.8)


def _sure(page: Page) -> Iterator[Mark]:
    """Mark captions whose counter needs no second one."""
    for number in page.having("#"):
        block = page.blocks[number]
        if block.kind in EXCLUDED_KINDS or page.shapes[number].words > MAX_CAPTION_WORDS:
            continue
        if SURE_COUNTER.match(block.text):
            yield Mark(number, f"opens with a picture's number, {quote(block.text)}")


def _picture(page: Page, number: int) -> Picture | None:
    """Return the counter with which a block begins, or None."""
    block = page.blocks[number]
    if block.kind in EXCLUDED_KINDS:
        return None
    found = COUNTER.match(block.text)
    if found is None:
        return None
    place, total = int(found["place"]), int(found["total"])
    return Picture(number, place, total) if MIN_PICTURES <= total >= place > 0 else None


def _is_gallery(page: Page, gallery: list[Picture]) -> bool:
    """Return whether the counters rise by one, a caption apart.

    A page may print its gallery twice, so that they begin again.
    """
    return all(
        after.place in (before.place, before.place + 1, 1)
        and after.block - before.block <= MAX_DISTANCE
        and _is_caption(page, range(before.block, after.block))
        for before, after in pairwise(gallery)
    )


def _is_caption(page: Page, blocks: range) -> bool:
    """Return whether blocks hold one caption at most."""
    words = sum(page.shapes[number].words for number in blocks)
    return words <= MAX_CAPTION_WORDS and sum(page.shapes[n].prose for n in blocks) <= 1


def _end(page: Page, gallery: list[Picture]) -> int:
    """Return the end of the last picture's caption: as many blocks as the others have least."""
    last = gallery[-1].block
    least = min(after.block - before.block for before, after in pairwise(gallery))
    end = min(last + least, len(page.blocks))
    return end if _is_caption(page, range(last, end)) else last + 1
