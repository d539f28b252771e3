"""Keeps a line that somebody is quoted with: "Leave a reply," the sign says, or "sign up for our
newsletter" inside a sentence.

Looks alike and stays cut: a slogan wholly in quotation marks, and a quotation in a reader's
comment. Seen in stories about websites, newsletters and radio stations.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.standing import may_return, prose_near
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

OPENING = frozenset('“„«"')
QUOTED = lazy_pattern(r"[“„«\"][^“”„«»\"]{2,400}[”“»\"]")
ATTRIBUTION = 2
"""Words outside the quotation marks that make it a quotation: "she said"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks cut blocks that quote somebody between standing prose, and cut spans inside quotation
    marks.
    """
    for number, verdicts in ledger.by_block.items():
        text = page.blocks[number].text
        if (number not in ledger.cut and number not in ledger.divided) or OPENING.isdisjoint(text):
            continue
        returns, spans = (
            may_return(page, ledger, number),
            [verdict.span for verdict in verdicts if verdict.span and verdict.call == "cut"],
        )
        quotes = [match.span() for match in QUOTED.finditer(text)] if returns or spans else []
        if (
            returns
            and quotes
            and _attributed(page, number, quotes)
            and (prose_near(page, ledger, number, -1) or prose_near(page, ledger, number, 1))
        ):
            yield Mark(number, "quotes somebody, between paragraphs of the story")
        for span in spans:
            if any(start < span[0] and span[1] < end for start, end in quotes):
                yield Mark(number, "stands inside quotation marks", span)


def _attributed(page: Page, number: int, quotes: list[tuple[int, int]]) -> bool:
    """Whether the block is a sentence with words enough outside its quotations."""
    text = page.blocks[number].text
    outside = len(text.split()) - sum(len(text[start:end].split()) for start, end in quotes)
    return page.shapes[number].ends and outside >= ATTRIBUTION
