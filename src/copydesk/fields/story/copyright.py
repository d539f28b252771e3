"""Finds the legal line of the story or the site, as a whole: "Copyright 2024, Harbor Audio. All rights reserved."."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.ledger import Find, Ledger
from copydesk.page import Page

LONGEST = 60
"""Words of a legal line; a longer block is a page's terms."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The legal lines, the story's own (the first below it) before the site's."""
    headline = ledger.chosen("headline")
    start = headline.block if headline and headline.block is not None else 0
    found = []
    for number in sorted({*page.having("copyright", "copr"), *_signed(page)}):
        text, words = page.blocks[number].text, page.shapes[number].words
        signed = "©" in text or text.lower().startswith(("copyright", "(c) ", "copr")) or "copyright (c)" in text.lower()
        if signed and 1 < words <= LONGEST and any(letter.isdigit() for letter in text) and page.blocks[number].kind != "caption":
            found.append((number < start, number))
    for place, (_, number) in enumerate(sorted(found)):
        yield Find("copyright", page.blocks[number].text, number, None, "line", "a line with the sign of copyright and a year", 0.9 - 0.05 * min(place, 8))


def _signed(page: Page) -> list[int]:
    return [block.number for block in page.blocks if "©" in block.text] if "©" in page.source or "&copy;" in page.source else []
