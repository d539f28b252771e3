"""Keeps a quotation: "Leave a reply," the sign says.

Also the words of a pitch inside quotation marks. Looks alike and stays cut: a slogan wholly in
quotation marks, and a quotation in a reader's comment. Seen in stories about websites, newsletters
and radio stations.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.keep.remaining_prose import body_near, reversible_cut
from copydesk.filters.line import quote
from copydesk.model.block import Span
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

OPENING = frozenset('“„«"')
QUOTED = lazy_pattern(r"[“„«\"][^“”„«»\"]{2,400}[”“»\"]")
# Words outside the quotation marks that attribute a quotation: "she said".
MIN_ATTRIBUTION_WORDS = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark cut quotations beside body, and cut spans in quotation marks."""
    for number, verdicts in ledger.by_block.items():
        text = page.blocks[number].text
        if (number not in ledger.cut and number not in ledger.divided) or OPENING.isdisjoint(text):
            continue
        spans = [verdict.span for verdict in verdicts if verdict.span and verdict.call == "cut"]
        whole = reversible_cut(page, ledger, number) is not None
        quotes = [match.span() for match in QUOTED.finditer(text)] if whole or spans else []
        if whole and quotes and _is_quotation(page, ledger, number, quotes):
            quoted = quote(text[slice(*quotes[0])].strip('“„«»”"'))
            yield Mark(number, f"quotes {quoted} beside a paragraph of the story")
        for span in spans:
            if any(start < span[0] and span[1] < end for start, end in quotes):
                yield Mark(number, "inside quotation marks", span)


def _is_quotation(page: Page, ledger: Ledger, number: int, quotes: list[Span]) -> bool:
    """Return whether a block is an attributed sentence beside body."""
    text = page.blocks[number].text
    outside = len(text.split()) - sum(len(text[start:end].split()) for start, end in quotes)
    if not page.shapes[number].ends or outside < MIN_ATTRIBUTION_WORDS:
        return False
    return body_near(page, ledger, number, -1) or body_near(page, ledger, number, 1)
