"""Cuts what markup hides from a reader: `display: none`, `hidden`, `aria-hidden`, the text of pictures drawn in markup, noscript.

Looks alike and must stand: a story that is shown only once a script has run, or folded away in an accordion: where the hidden box holds
much of the page's prose, it is the page.
Seen in HTML: menus for small screens, dialogs, templates of comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.ledger import Ledger, Mark
from copydesk.page import Page

MOST = 0.2
"""The share of a page's prose up to which a hidden box is furniture: cookie dialogs hold up to a fifth of a short page's prose, folded stories more."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks inside hidden boxes, and the hidden parts of others."""
    done = 0
    for box in page.boxes:
        if box.hidden and box.last > done and page.prose_share(box.first, box.last) <= MOST:
            for number in range(max(done, box.first), box.last):
                if not is_headline(page.blocks[number]):
                    yield Mark(number, f"hidden from readers: {box.hidden}")
            done = box.last
    for prop in page.evidence.props:
        if prop.name == "hidden" and prop.block is not None and prop.span is not None and prop.block >= done and not page.shapes[prop.block].prose:
            yield Mark(prop.block, f"hidden from readers: {prop.value}", span=prop.span)
