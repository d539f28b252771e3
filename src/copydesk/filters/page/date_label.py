"""Cuts lines that are a labelled date: "Originally Published: May 3, 2024".

Looks alike and stays: a sentence with a date, a date without a label (a chronicle's entry), and the
date that a field has taken. Seen below the story of newspapers, and beside each post of a live
blog.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_quoted, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import dates_in, label_before
from copydesk.text.tokens import tokens

# Words of the longest line: two dates with their labels, one with its time.
MAX_WORDS = 16
# Words of a line besides its labels and dates: a weekday and a time zone.
MAX_OTHER_WORDS = 2
EXCLUDED_KINDS = frozenset(("title", "heading", "code", "table-row"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark lines of which labels and dates are nearly all the words."""
    for number in page.having("#"):
        block = page.blocks[number]
        if page.shapes[number].words > MAX_WORDS or block.kind in EXCLUDED_KINDS:
            continue
        if not ledger.taken(number) and not is_quoted(block.text) and _is_labelled(block.text):
            yield Mark(number, f"nothing but a labelled date: {quote(block.text)}", weight=0.8)


def _is_labelled(text: str) -> bool:
    """Return whether a line opens with a label and is all labels and dates."""
    others, end = 0, 0
    for dated in dates_in(text):
        start, kind = label_before(text, dated.start)
        if end == 0 and not (kind and start == 0):
            return False
        others, end = others + len(tokens(text[end:start])), dated.end
    return end > 0 and others + len(tokens(text[end:])) <= MAX_OTHER_WORDS
