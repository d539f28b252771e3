"""Cuts cookie and consent notices: "We use cookies to improve your experience", "Accept all", "Manage preferences".

Looks alike and must stand: stories about cookies and consent laws (the chain holds this filter back where it would cut much), recipes.
Seen as the first or last lines of a page. A notice is often three sentences: two of its phrases are needed for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, by_block, is_headline, is_quoted
from copydesk.ledger import Ledger, Mark
from copydesk.page import Page

NOTICE = 90
"""A whole notice in one paragraph, with what it says of partners, has up to 90 words."""
LABEL = 9
"""The longest button: "Accept all cookies and close this window for now"."""
FULLEST = 130
"""The description of one kind of cookie in a preference dialog."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks notices and their buttons, and blocks inside consent dialogs."""
    for number, cues in by_block(page.cues["cookie-notice"]):
        block, shape = page.blocks[number], page.shapes[number]
        if is_headline(block) or block.kind == "code" or is_quoted(block.text):
            continue
        signals = apart(cues)
        if any(cue.how == "whole" for cue in cues) and not shape.prose:
            yield Mark(number, "a button or heading of a cookie notice")
        elif cues[0].first == 0 and ((shape.words <= NOTICE and signals > 1) or (shape.words <= FULLEST and signals > 2)):
            yield Mark(number, "a cookie notice: it begins as one, and more of its phrases follow")
        elif cues[0].first == 0 and shape.words <= LABEL and not shape.prose:
            yield Mark(number, "a line of a cookie notice")
        elif signals > 2 and shape.words <= NOTICE:
            yield Mark(number, "a cookie notice: three of its phrases", weight=0.8)
    yield from boxed(page, "cookie-notice", "a consent dialog")
