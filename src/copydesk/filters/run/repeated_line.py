"""Cuts what a page says twice: a paragraph that stands word for word further up, and a menu that is
printed twice.

Looks alike and must stand: the headline (a field's business), refrains and short answers ("Yes."),
lines of a table, list items that recur in a story, the first of two equal paragraphs. Seen where a
page is laid out for large and small screens, and where a pull quote or summary repeats the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark, marked
from copydesk.model.page import Page

PARAGRAPH = 12
"""Twelve equal words are no accident; a refrain is shorter."""
NOT_ASKED = frozenset(("title", "code", "table-row"))
LINES = 4
"""A run of this many short lines, all of which stood together before, is a second menu; three are a
story's own labels.
"""
ENTRY = 5
"""Menu entries have five words at most; a table's recurring rows have numbers."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks later copies of paragraphs, and both copies of a run of short lines that stands
    twice.
    """
    first: dict[tuple[str, ...], int] = {}
    copies: dict[int, int] = {}
    for block, words in zip(page.blocks, page.tokens, strict=True):
        key = tuple(words)
        if not key or block.kind in NOT_ASKED or (block.kind == "heading" and block.level == 1):
            continue
        copied = first.setdefault(key, block.number)
        if copied != block.number:
            copies[block.number] = copied
            if (
                len(key) >= PARAGRAPH
                and page.blocks[copied].text == block.text
                and page.shapes[block.number].prose
            ):
                yield Mark(block.number, f"stands word for word in block {copied}", weight=0.9)
    yield from _second_menus(page, copies)


def _second_menus(page: Page, copies: dict[int, int]) -> Iterator[Mark]:
    """Runs of short lines each of which follows, in its first copy, the one before."""
    twice: set[int] = set()
    run: list[int] = []
    for number in [*copies, -1]:
        words = page.tokens[number] if number >= 0 else []
        fits = 0 < len(words) <= ENTRY and "#" not in words and not page.shapes[number].ends
        if fits and (not run or (number == run[-1] + 1 and copies[number] == copies[run[-1]] + 1)):
            run.append(number)
            continue
        if len(run) >= LINES:
            twice.update(run)
            twice.update(copies[other] for other in run)
        run = [number] if fits else []
    yield from marked(sorted(twice), "a run of short lines that the page has twice", 0.8)
