"""Cuts links between a story's pages: "Page 1 of 3", "Next page", "1 2 3".

Looks alike and stays: a page number in a sentence, a numbered heading, a score. Seen under the
story and under lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, phrase_marks
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of the longest label: "Lesen Sie auf Seite 2 weiter".
MAX_LABEL_WORDS = 6


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark page counters, and blocks inside their boxes."""
    yield from phrase_marks(page, "page-counter", words=MAX_LABEL_WORDS)
    yield from box_label_marks(page, "page-counter")
