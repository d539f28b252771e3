"""Cuts links within the page: "Skip to content", "Back to top".

Looks alike and stays: a sentence that begins alike, a headline of more words. Seen as the first
line of a page and between its parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import phrase_marks
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of the longest label: "Overslaan en naar de inhoud gaan".
MAX_LABEL_WORDS = 6


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark lines that link to another part of the page."""
    yield from phrase_marks(page, "skip-link", words=MAX_LABEL_WORDS)
