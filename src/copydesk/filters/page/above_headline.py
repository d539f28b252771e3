"""Cuts what stands above the headline: menus, kickers, breadcrumbs, today's date, tickers.

Looks alike and must stand: a story of which much stands above the line that was taken for its
headline. Seen on every page with a menu.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

MOST_PROSE = 0.15
"""A consent notice and a few teasers hold less of a page's prose than this; with more above it, the
headline may be a later section's.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks above the headline that no field has taken."""
    headline = ledger.chosen("headline")
    if (
        headline is None
        or headline.block is None
        or page.prose_share(0, headline.block) > MOST_PROSE
    ):
        return
    for number in range(headline.block):
        if not ledger.taken(number):
            prose = page.shapes[number].prose
            yield Mark(number, "stands above the headline", weight=0.6 if prose else 0.9)
