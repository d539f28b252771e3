"""Cuts captions that are printed twice: above and below their credit.

The first print of a caption whose second has the credit behind it is cut too. Looks alike and
stays: refrains, and a sentence that the story repeats. Seen where a picture's alternative text is
above its caption, and on pages of radio stations that hold a caption for wide and narrow screens.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.credit import read_credit

# Words of a caption that is printed twice, and of its credit.
MIN_CAPTION_WORDS = 4
MAX_CREDIT_WORDS = 10
# Blocks of a credit between two prints of its caption: name and outlet.
MAX_CREDIT_BLOCKS = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the first print, or both where the credit is between them."""
    for number, (words, longer) in enumerate(pairwise(page.tokens)):
        extra = len(longer) - len(words)
        if not (0 < extra <= MAX_CREDIT_WORDS and len(words) >= MIN_CAPTION_WORDS):
            continue
        if longer[: len(words)] == words and read_credit(page.blocks[number + 1].text):
            yield Mark(number, "the caption below has the same words and a credit", weight=0.9)
    for number in range(len(page.blocks)):
        if (second := _second_print(page, number)) is not None:
            yield from marked((number, second), "a caption above and below its credit", 0.9)


def _second_print(page: Page, first: int) -> int | None:
    """Return the block that repeats a caption below its credit."""
    shape, text = page.shapes[first], page.blocks[first].text
    if page.copies[text] < 2 or not shape.ends or shape.words < MIN_CAPTION_WORDS:
        return None
    for size in range(1, MAX_CREDIT_BLOCKS + 1):
        below = page.blocks[first + 1 : first + size + 2]
        if len(below) > size and below[-1].text == text and below[-1].kind != "heading":
            credit = range(first + 1, first + 1 + size)
            return below[-1].number if _is_credit(page, credit) else None
    return None


def _is_credit(page: Page, blocks: range) -> bool:
    """Return whether blocks together read as a credit."""
    words = sum(page.shapes[number].words for number in blocks)
    text = " ".join(page.blocks[number].text for number in blocks)
    return words <= MAX_CREDIT_WORDS and read_credit(text) is not None
