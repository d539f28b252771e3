"""Cuts headlines of other stories among paragraphs: "1:48 Strike ends".

"ALSO: Bridge shut" is one too. A video's length comes before them, or a kicker in capitals and a
colon; they end without a stop. Looks alike and stays: a programme's times and the entries of a live
blog (many, and later than ten minutes), the turns of an interview (sentences), a single labelled
line. Seen in dumps of television stations and tabloids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.filters.line import quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

LENGTH = lazy_pattern(r"(?P<sign>0?\d:[0-5]\d)\s+[^\W\d_a-z]")
KICKER = lazy_pattern(r"(?P<sign>[^\W\d_a-z](?:[^\W\d_a-z]|[’'& -]){2,30}:)\s+[\"“‘']?[^\W_]")
# Words of a headline with the sign before it.
MIN_WORDS, MAX_WORDS = 5, 22
# Lines of one form on a page: more are a programme or a glossary.
MAX_LINES = 6
# Lines with a kicker; a single one may be the story's own label.
MIN_KICKERS = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark such lines where paragraphs of prose are above and below."""
    for pattern, least, what in (
        (LENGTH, 1, "a video's length"),
        (KICKER, MIN_KICKERS, "a kicker"),
    ):
        found = {}
        for block, shape in zip(page.blocks, page.shapes, strict=True):
            fits = MIN_WORDS <= shape.words <= MAX_WORDS and not shape.ends
            if fits and block.kind == "paragraph" and (match := pattern.match(block.text)):
                found[block.number] = match["sign"]
        if not least <= len(found) <= MAX_LINES:
            continue
        for number, sign in found.items():
            if _in_prose(page, number, list(found)):
                yield Mark(number, f"{what}, {quote(sign)}, before a headline", weight=0.8)


def _in_prose(page: Page, number: int, lines: Sequence[int]) -> bool:
    """Return whether the blocks above and below are paragraphs.

    Other such lines are passed over.
    """
    sides = range(number - 1, -1, -1), range(number + 1, len(page.blocks))
    beside = [next((n for n in side if n not in lines), None) for side in sides]
    shapes = [page.shapes[place] for place in beside if place is not None]
    return len(shapes) == len(sides) and all(
        shape.prose or shape.words > MAX_WORDS for shape in shapes
    )
