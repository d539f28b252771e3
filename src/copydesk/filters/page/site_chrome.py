"""Cuts site navigation: blocks inside nav, footer, aside or header.

Also those in a role such as navigation or dialog. Looks alike and stays: an article that is wholly
in an `aside` or `header`, and the headline's own `header`. Seen on nearly every HTML page; tag
names are hints, so the box must hold a small share of the page's prose.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks in such boxes, without the header of what a field took."""
    if not page.boxes:
        return
    headers = _story_headers(page, ledger)
    for number, name in page.facts.site_blocks.items():
        if number not in headers:
            yield Mark(number, f"inside {name}", weight=0.8)


def _story_headers(page: Page, ledger: Ledger) -> set[int]:
    """Return the blocks of each story's `header`, with its standfirst.

    A field took something inside it.
    """
    found: set[int] = set()
    for find in ledger.finds:
        if not find.chosen or not find.takes or find.block is None:
            continue
        for box in page.path(page.blocks[find.block]):
            if box.tag == "header":
                found.update(range(box.first, box.last))
                break
    return found
