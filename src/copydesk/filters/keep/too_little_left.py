"""Keeps the least certain cuts where nearly all the prose was cut.

Looks alike and stays cut: a page that is mostly comments, hidden text or site navigation, and a
page without a headline. Seen where a story is about boilerplate itself, or where a page's form
misled several filters at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Share of a page's prose that is left: comments apart, the stories of the training pages hold a
# fifth of their page's prose or more.
MIN_PROSE_LEFT = 0.2
# Words of prose of an article; a page with fewer is a notice or a listing, which may be all cut.
MIN_ARTICLE_WORDS = 80
CERTAIN = (
    "comment-thread",
    "comment-form",
    "hidden",
    "site-chrome",
    "page-title",
    "repeated-headline",
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark cut paragraphs until enough of the prose is left.

    Those that were cut with the least weight come first.
    """
    if ledger.chosen("headline") is None:
        return
    prose = {
        number: shape.words
        for number, shape in enumerate(page.shapes)
        if shape.prose and not ledger.taken(number) and not ledger.cut_by(number, *CERTAIN)
    }
    total = sum(prose.values())
    if total < MIN_ARTICLE_WORDS:
        return
    cut = [number for number in prose if ledger.is_cut(number)]
    left = total - sum(prose[number] for number in cut)
    why = f"only {left} of {total} words of prose are left"
    for number in sorted(cut, key=lambda number: (_weight(ledger, number), number)):
        if left >= MIN_PROSE_LEFT * total:
            return
        left += prose[number]
        yield Mark(number, why)


def _weight(ledger: Ledger, number: int) -> float:
    verdict = ledger.decisive(number)
    return verdict.weight if verdict else 0.0
