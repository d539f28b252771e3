"""Cuts what is above the headline: menus, kickers, breadcrumbs, tickers.

Looks alike and stays: a story much of which is above the line that was taken for its headline. Seen
on every page with a menu.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Share of the page's prose above the headline: a consent notice and a few teasers hold less. With
# more above it, the headline may be a later section's.
MAX_PROSE_ABOVE = 0.15
# Share of the page's running text above the headline: a dump without punctuation has no prose.
MAX_TEXT_ABOVE = 0.5
# Words of a line of running text, most of them in small letters; a menu's entries have capitals.
MIN_TEXT_WORDS = 20


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks above the headline that no field has taken."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    if page.prose_share(0, headline.block) > MAX_PROSE_ABOVE:
        return
    if _running_words(page, 0, headline.block) > MAX_TEXT_ABOVE * _running_words(page):
        return
    for number in range(headline.block):
        if not ledger.taken(number):
            prose = page.shapes[number].prose
            yield Mark(number, "above the headline", weight=0.6 if prose else 0.9)


def _running_words(page: Page, first: int = 0, last: int | None = None) -> int:
    """Count the words of prose and of running text in blocks `first` up to `last`."""
    return sum(
        shape.words
        for block, shape in zip(page.blocks[first:last], page.shapes[first:last], strict=True)
        if shape.prose or (shape.words >= MIN_TEXT_WORDS and _is_running(block.text))
    )


def _is_running(text: str) -> bool:
    """Return whether most words of a text are in small letters."""
    words = text.split()
    return 2 * sum(word[0].islower() for word in words) > len(words)
