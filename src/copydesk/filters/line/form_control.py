"""Cuts the buttons, options and labels of forms.

Looks alike and stays: an accordion's heading, which is a button inside a heading, and a paragraph
of prose inside a button or label. Seen in HTML: search fields, sign-up boxes, comment forms,
galleries.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks of the kind `control`.

    Prose and controls in a heading stay.
    """
    for block in page.blocks:
        if (
            block.kind == "control"
            and not page.shapes[block.number].prose
            and not any(box.tag in HEADINGS for box in page.path(block))
        ):
            yield Mark(block.number, f"the markup is a form control ({block.tag})")
