"""Cuts the site's furniture: blocks inside nav, footer, aside or header, or a role such as
navigation or dialog.

Looks alike and must stand: an article that stands wholly in an `aside` or `header`, and the
headline's own `header`. Seen on nearly every HTML page; tag names are hints, so the box must hold a
small share of the page's prose.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks in such boxes, but none in the box that holds the headline or what another
    field took.
    """
    if not page.boxes:
        return
    stands = _with_finds(page, ledger)
    for number, name in page.facts.site_blocks.items():
        if number not in stands:
            yield Mark(number, f"stands inside the page's {name}", weight=0.8)


def _with_finds(page: Page, ledger: Ledger) -> set[int]:
    """The blocks of the `header` around something that a field took: the story's own header, with
    its standfirst.
    """
    found: set[int] = set()
    for find in ledger.finds:
        if find.chosen and find.takes and find.block is not None:
            header = next(
                (box for box in page.path(page.blocks[find.block]) if box.tag == "header"), None
            )
            if header is not None:
                found.update(range(header.first, header.last))
    return found
