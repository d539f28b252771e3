"""Cuts the message of an error page: "Sorry, the page you are looking for does not exist".

Looks alike and stays: a story that quotes such a message, because it has more words. Seen where a
crawl followed an old link.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.page_status import MAX_MESSAGE_WORDS, cued_statuses
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark all blocks that are left of a page that says that it was not found."""
    left = [number for number in range(len(page.blocks)) if not ledger.is_cut(number)]
    words = sum(page.shapes[number].words for number in left)
    if words < MAX_MESSAGE_WORDS and "error-page" in cued_statuses(page):
        yield from marked(left, f"{words} words of a page that says that it was not found")
