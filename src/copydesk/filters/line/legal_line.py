"""Cuts legal lines: copyright, "All rights reserved", "may not be published", links to terms and
privacy, who made the site.

Looks alike and must stand: prose about rights and privacy, a photo's credit ("© Anna Holt") in its
caption, a heading in the story. Seen at the end of a story and at the foot of the page. The
copyright field reads these lines; it needs them cut, not gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

NOTICE = 70
"""An agency's notice, copyright and all, has up to 70 words."""
LABEL = 14
"""A row of legal links, or a sentence of the footer, has up to 14 words."""
SIGNED = lazy_pattern(
    r"(?:copyright\s*)?(?:©|\(c\)|&copy;|copyright)\s*(?:copyright\s*)?(?:\d{4}|[\w ]{1,30}\d{4})",
    re.IGNORECASE,
)
"""The mark, then a year close by: "© 2024 Lantern Media". A photo's credit seldom has the year."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks legal lines by their phrases, by a copyright sign with a year, and by the box they
    stand in.
    """
    for block, shape, cues in worded(page, "legal-line"):
        signed = SIGNED.search(block.text[:200]) is not None
        whole = is_whole(cues) and block.kind != "heading"
        if (
            whole
            or (not shape.prose and shape.words <= LABEL)
            or (shape.words <= NOTICE and (apart(cues) + signed) > 1)
        ):
            yield Mark(block.number, "a legal line")
    for block in page.blocks:
        if (
            "©" in block.text[:40]
            and page.shapes[block.number].words <= LABEL * 2
            and block.kind != "caption"
            and SIGNED.match(block.text)
        ):
            yield Mark(block.number, "a copyright line")
    yield from boxed(page, "legal-line", "the page's legal lines")
