"""Cuts cookie and consent notices: "We use cookies to improve your experience", "Accept all",
"Manage preferences".

Looks alike and must stand: stories about cookies and consent laws (the chain holds this filter back
where it would cut much), recipes. Seen as the first or last lines of a page. A notice is often
three sentences: two of its phrases are needed for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

NOTICE = 90
"""A whole notice in one paragraph, with what it says of partners, has up to 90 words."""
LABEL = 9
"""The longest button: "Accept all cookies and close this window for now"."""
FULLEST = 130
"""The description of one kind of cookie in a preference dialog."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks notices and their buttons, and blocks inside consent dialogs."""
    for block, shape, cues in worded(page, "cookie-notice"):
        signals = apart(cues)
        if is_whole(cues) and not shape.prose:
            yield Mark(block.number, "a button or heading of a cookie notice")
        elif cues[0].first == 0 and (
            (shape.words <= NOTICE and signals > 1) or (shape.words <= FULLEST and signals > 2)
        ):
            yield Mark(
                block.number, "a cookie notice: it begins as one, and more of its phrases follow"
            )
        elif cues[0].first == 0 and shape.words <= LABEL and not shape.prose:
            yield Mark(block.number, "a line of a cookie notice")
        elif signals > 2 and shape.words <= NOTICE:
            yield Mark(block.number, "a cookie notice: three of its phrases", weight=0.8)
    yield from boxed(page, "cookie-notice", "a consent dialog")
