"""Find the copyright lines of a page, by their sign and a year."""

from __future__ import annotations

import re

from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

SIGN = lazy_pattern(
    r"©|^\W{0,3}(?:copyright|copr|\(c\))\b|copyright\s\(c\)|^\(c\)\s", re.IGNORECASE
)
MAX_SIGN_OFFSET = 400
"""Characters of a line that are searched for its copyright sign."""
MAX_WORDS = 60
"""Words of a copyright line; a longer block is a page's terms of use."""


def legal_lines(page: Page) -> tuple[int, ...]:
    """Return the blocks that are copyright lines, in page order."""
    return tuple(
        number
        for number in page.having("#")
        if 1 < page.shapes[number].words <= MAX_WORDS
        and page.blocks[number].kind != "caption"
        and _has_sign(page.blocks[number].text[:MAX_SIGN_OFFSET])
    )


def _has_sign(text: str) -> bool:
    """Whether a line has the sign or the word where a copyright line has it."""
    lower = text.lower()
    return ("©" in text or "cop" in lower or "(c)" in lower) and SIGN.search(text) is not None
