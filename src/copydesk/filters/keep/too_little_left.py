"""Keeps the least certain cuts where a page with a headline has lost nearly all its prose.

Looks alike and stays cut: a page of which comments, hidden text or the site's furniture are the
mass, and a page without a headline. Seen where a story is about chrome itself, or where a page's
shape misled several filters at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

FLOOR = 0.2
"""Readers' comments apart, the stories of the training pages hold a fifth of their page's prose or
more.
"""
ARTICLE = 80
"""Fewer words of prose are a notice or a listing, of which nothing may be left."""
SURE = (
    "comment-thread",
    "comment-form",
    "hidden",
    "site-chrome",
    "page-title",
    "repeated-headline",
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks cut paragraphs, least weight first, until the floor is reached."""
    if ledger.chosen("headline") is None:
        return
    prose = [
        number
        for number, shape in enumerate(page.shapes)
        if shape.prose and not ledger.taken(number) and not ledger.cut_by(number, *SURE)
    ]
    total = sum(page.shapes[number].words for number in prose)
    cut = [number for number in prose if ledger.is_cut(number)]
    left = total - sum(page.shapes[number].words for number in cut)
    if total < ARTICLE:
        return
    for number in sorted(cut, key=lambda number: (_weight(ledger, number), number)):
        if left >= FLOOR * total:
            return
        left += page.shapes[number].words
        yield Mark(number, "one of the least certain cuts on a page with hardly any prose left")


def _weight(ledger: Ledger, number: int) -> float:
    verdict = ledger.standing(number)
    return verdict.weight if verdict else 0.0
