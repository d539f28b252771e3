"""Cuts the links between a story's or a list's pages: "Page 1 of 3", "Next page", "« Previous", "1
2 3 Next".

Looks alike and must stand: a page number in a sentence, a numbered heading, a score.
Seen under the story and under lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, chrome
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

LABEL = 6
"""The longest: "Lesen Sie auf Seite 2 weiter"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks page counters, and blocks inside their boxes."""
    for number in chrome(page, "page-counter", words=LABEL, prose_words=0):
        yield Mark(number, "leads to another page")
    yield from boxed_labels(page, "page-counter", "leads to another page")
