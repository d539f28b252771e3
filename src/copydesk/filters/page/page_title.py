"""Cuts the page's title: an HTML page's title element, or a first line that is the headline with
the site's name.

Looks alike and must stand: a first sentence that begins with the headline's words.
Seen in every HTML page, and at the top of text dumps made from them.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

SEPARATOR = lazy_pattern(r"\s[-–—|·•»:]+\s|\s?[|»]\s?")
MOST_NAME = 8
"""A site's name and section after a headline have eight words at most ("Orrin Courier | News, Sport
and Weather").
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks title blocks, and in a text dump a first line of headline and name."""
    headline = ledger.chosen("headline")
    words = headline.value.split() if headline and isinstance(headline.value, str) else []
    for block in page.blocks:
        if block.kind == "title":
            yield Mark(block.number, "the page's title")
    if page.form == "text" and words and page.blocks and headline and headline.block != 0:
        first = page.blocks[0]
        if _is_title(page, first.text, " ".join(words)):
            yield Mark(0, "the page's title: the headline and the site's name")


def _is_title(page: Page, line: str, headline: str) -> bool:
    """Whether a line is the headline, a separator and a few words more, or the other way round."""
    folded, wanted = line.casefold(), headline.casefold()
    if wanted not in folded or len(page.tokens[0]) - len(wanted.split()) > MOST_NAME:
        return False
    before, _, after = folded.partition(wanted)
    return not (before and after) and bool(SEPARATOR.match(after) or SEPARATOR.search(before[-3:]))
