"""Cuts tickers of markets and scores: "Dow 34,120.50 +1.2%".

Looks alike and stays: prose with a rate in it, and the rows of the story's own table of results (a
ticker has a change in percent or points at its end, and three of its lines follow one another).
Seen above the headline of papers and business pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, is_headline
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# A name, a price, a change.
PRICE_LINE = lazy_pattern(
    r"\S[\w "
    r"&./'’-]{0,24}?\s+[$€£]?\d[\d.,]*\s+(?:[▲▼+−–-]\s?)?[\d.,]+\s?%?\s*(?:\(?\s*[▲▼+−–-]?\s?[\d.,]+\s?%\s*\)?)?"
)
CHANGE = lazy_pattern(r"[▲▼]|[+−–-]\s?\d[\d.,]*\s?%|\(\s?[+−–-]?\d[\d.,]*\s?%\s?\)")
# Characters of a line that PRICE_LINE is tried on: "S&P 500 Futures 4,512.25 +12.50 (+0.28%)"
# has 40. No case holds it from above: what is longer seldom matches.
MAX_LINE_CHARS = 45
# Lines in a row; one or two are results that the story reports.
MIN_ROW_LINES = 3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark price lines in a row, and blocks inside a ticker's box."""
    row: list[int] = []
    for number in page.having("#"):
        if not _is_price_line(page, number):
            continue
        if row and number != row[-1] + 1:
            yield from _marks(row)
            row = []
        row.append(number)
    yield from _marks(row)
    yield from box_marks(page, "ticker-box")


def _is_price_line(page: Page, number: int) -> bool:
    block = page.blocks[number]
    if len(block.text) > MAX_LINE_CHARS or block.kind == "table-row" or is_headline(block):
        return False
    return (
        any(sign in block.text for sign in "%▲▼")
        and CHANGE.search(block.text) is not None
        and PRICE_LINE.fullmatch(block.text) is not None
    )


def _marks(row: list[int]) -> Iterator[Mark]:
    if len(row) >= MIN_ROW_LINES:
        for number in row:
            yield Mark(number, f"one of {len(row)} prices with their change in a row")
