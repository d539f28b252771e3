"""Cuts the page's title: the title element, or its line in a text dump.

The line is the first, and is the headline with the site's name. Looks alike and stays: a first
sentence that begins with the headline's words. Seen in every HTML page, and at the top of text
dumps made from them.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

SEPARATOR = lazy_pattern(r"\s[-–—|·•»:]+\s|\s?[|»]\s?")
# Words of a site's name and section beside the headline: "Orrin Courier | News, Sport and Weather"
# has 6.
MAX_NAME_WORDS = 8


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark title blocks, and in a text dump a first line of headline and name."""
    headline = ledger.chosen("headline")
    words = headline.value.split() if headline and isinstance(headline.value, str) else []
    for block in page.blocks:
        if block.kind == "title":
            yield Mark(block.number, "the title element")
    if page.form == "text" and words and page.blocks and headline and headline.block != 0:
        name = _name_beside(page, " ".join(words))
        if name:
            yield Mark(0, f"the headline and {quote(name)}")


def _name_beside(page: Page, headline: str) -> str:
    """Return the separator and name beside the headline in the first line.

    Empty where it has none.
    """
    folded, wanted = page.blocks[0].text.casefold(), headline.casefold()
    if wanted not in folded or len(page.tokens[0]) - len(wanted.split()) > MAX_NAME_WORDS:
        return ""
    before, _, after = folded.partition(wanted)
    if before and after:
        return ""
    separated = SEPARATOR.match(after) or SEPARATOR.search(before[-3:])
    return (before or after) if separated else ""
