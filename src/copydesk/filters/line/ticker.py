"""Cuts tickers of markets and scores: "Dow 34,120.50 +1.2%", "BTC $64,000 -0.4%", "DAX 15.234 +0,3
%".

Looks alike and must stand: prose with a rate in it, the rows of the story's own table of results (a
ticker has a change in percent or points at its end, and three stand together). Seen above the
headline of papers and business pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed, is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

QUOTE = lazy_pattern(
    r"\S[\w "
    r"&./'’-]{0,24}?\s+[$€£]?\d[\d.,]*\s+(?:[▲▼+−–-]\s?)?[\d.,]+\s?%?\s*(?:\(?\s*[▲▼+−–-]?\s?[\d.,]+\s?%\s*\)?)?"
)
"""A name, a price, a change."""
CHANGE = lazy_pattern(r"[▲▼]|[+−–-]\s?\d[\d.,]*\s?%|\(\s?[+−–-]?\d[\d.,]*\s?%\s?\)")
LONGEST = 45
"""The longest quote: "S&P 500 Index Futures 4,512.25 +12.50 (+0.28%)"."""
TOGETHER = 3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks quotes of which three or more stand in a row, and blocks inside a ticker's box."""
    row: list[int] = []
    for number in page.having("#"):
        if not _is_quote(page, number):
            continue
        if row and number != row[-1] + 1:
            yield from _marks(row)
            row = []
        row.append(number)
    yield from _marks(row)
    yield from boxed(page, "ticker-box", "a ticker")


def _is_quote(page: Page, number: int) -> bool:
    block = page.blocks[number]
    if len(block.text) > LONGEST or block.kind == "table-row" or is_headline(block):
        return False
    return (
        any(sign in block.text for sign in "%▲▼")
        and CHANGE.search(block.text) is not None
        and QUOTE.fullmatch(block.text) is not None
    )


def _marks(row: list[int]) -> Iterator[Mark]:
    if len(row) >= TOGETHER:
        for number in row:
            yield Mark(number, f"one of {len(row)} quotes of a ticker in a row")
