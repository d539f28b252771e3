"""Cuts later copies of the headline, exact or nearly: another case, other punctuation, the site's
name after it.

Looks alike and must stand: a sentence that contains the headline's words.
Seen in share boxes, breadcrumbs and printed twice over the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

FEW_WORDS = 3
"""A headline of one or two words ("Weather") is a section's name too, and only its equal is a
copy.
"""
EXTRA = 5
"""Words that a site's name or "Share:" adds to a copy."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks every block but the headline's own that repeats it."""
    headline = ledger.chosen("headline")
    if headline is None or not isinstance(headline.value, str):
        return
    wanted = tokens(headline.value)
    if not wanted:
        return
    rarest = min(wanted, key=lambda word: len(page.words.get(word, ())))
    for number in page.having(rarest):
        if (
            number != headline.block
            and page.blocks[number].kind != "title"
            and not ledger.taken(number)
            and _repeats(page, number, wanted)
        ):
            yield Mark(number, "repeats the headline", weight=0.9)


def _repeats(page: Page, number: int, wanted: list[str]) -> bool:
    """Whether a block is the headline again: the same words, or a short line that holds them in
    order with a few more.
    """
    words = page.tokens[number]
    if words == wanted:
        return True
    if (
        len(wanted) < FEW_WORDS
        or page.shapes[number].prose
        or not 0 <= len(words) - len(wanted) <= min(EXTRA, len(wanted))
    ):
        return False
    return any(
        words[start : start + len(wanted)] == wanted
        for start in range(len(words) - len(wanted) + 1)
    )
