"""Cuts links that only move about the page: "Skip to content", "Jump to comments", "Back to top".

Looks alike and must stand: a sentence that begins alike, a headline of more words.
Seen as the first line of a page and between its parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import chrome
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

LABEL = 6
"""The longest is "Overslaan en naar de inhoud gaan"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks lines that only move about the page."""
    for number in chrome(page, "skip-link", words=LABEL, prose_words=0):
        yield Mark(number, "only moves about the page")
