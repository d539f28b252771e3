"""Finds the legal line of the story or the site, as a whole: "Copyright 2024, Harbor Audio. All
rights reserved.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from copydesk.model.ledger import Find, Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

SIGN = lazy_pattern(
    r"©|^\W{0,3}(?:copyright|copr|\(c\))\b|copyright\s\(c\)|^\(c\)\s", re.IGNORECASE
)
LOOKED_AT = 400
"""Characters of a line in which its sign of copyright stands."""
LONGEST = 60
"""Words of a legal line; a longer block is a page's terms."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The legal lines, the story's own (the first below it) before the site's."""
    for place, number in enumerate(legal_lines(page, ledger)):
        yield Find(
            "copyright",
            page.blocks[number].text,
            number,
            None,
            "line",
            "a line with the sign of copyright and a year",
            0.9 - 0.05 * min(place, 8),
        )


def _has_sign(text: str) -> bool:
    """Whether the sign of copyright or the word stands where a legal line has it."""
    lower = text.lower()
    return ("©" in text or "cop" in lower or "(c)" in lower) and SIGN.search(text) is not None


@lru_cache(maxsize=2)
def legal_lines(page: Page, ledger: Ledger) -> tuple[int, ...]:
    """The blocks that are legal lines: those below the headline first."""
    headline = ledger.chosen("headline")
    start = headline.block if headline and headline.block is not None else 0
    found = []
    for number in page.having("#"):
        block, words = page.blocks[number], page.shapes[number].words
        if 1 < words <= LONGEST and _has_sign(block.text[:LOOKED_AT]) and block.kind != "caption":
            found.append((number < start, number))
    return tuple(number for _, number in sorted(found))
