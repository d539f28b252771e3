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


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks above the headline that no field has taken."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    if page.prose_share(0, headline.block) > MAX_PROSE_ABOVE:
        return
    for number in range(headline.block):
        if not ledger.taken(number):
            prose = page.shapes[number].prose
            yield Mark(number, "above the headline", weight=0.6 if prose else 0.9)
