"""Cuts later copies of paragraphs, and menus that are printed twice.

Looks alike and stays: the headline (a field handles it), refrains and short answers ("Yes."), lines
of a table, list items that recur in a story, the first of two equal paragraphs. Seen where a page
is laid out for large and small screens, and where a pull quote or summary repeats the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a paragraph whose copy is cut; a refrain is shorter.
MIN_PARAGRAPH_WORDS = 12
# Lines of a second menu; three that recur in the same order are a story's own labels.
MIN_MENU_LINES = 4
# Words of a menu entry.
MAX_ENTRY_WORDS = 5
EXCLUDED_KINDS = frozenset(("title", "code", "table-row"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark later copies of paragraphs, and both copies of a menu."""
    first: dict[tuple[str, ...], int] = {}
    copies: dict[int, int] = {}
    for block, words in zip(page.blocks, page.tokens, strict=True):
        is_headline = block.kind == "heading" and block.level == 1
        if not words or block.kind in EXCLUDED_KINDS or is_headline:
            continue
        number, copied = block.number, first.setdefault(tuple(words), block.number)
        if copied == number:
            continue
        copies[number] = copied
        same = page.blocks[copied].text == block.text and page.shapes[number].prose
        if same and len(words) >= MIN_PARAGRAPH_WORDS:
            yield Mark(number, f"the same words as block {copied}", weight=0.9)
    yield from _second_menus(page, copies)


def _second_menus(page: Page, copies: dict[int, int]) -> Iterator[Mark]:
    """Mark runs of short lines that recur in the same order.

    Their first copies follow one another.
    """
    twice: set[int] = set()
    run: list[int] = []
    for number in [*copies, -1]:
        fits = number >= 0 and _can_be_entry(page, number)
        if fits and (not run or (number == run[-1] + 1 and copies[number] == copies[run[-1]] + 1)):
            run.append(number)
            continue
        if len(run) >= MIN_MENU_LINES:
            twice.update(run)
            twice.update(copies[other] for other in run)
        run = [number] if fits else []
    yield from marked(sorted(twice), "in a run of short lines that the page has twice", 0.8)


def _can_be_entry(page: Page, number: int) -> bool:
    """Return whether a line can be a menu entry.

    A table's recurring rows have numbers.
    """
    words = page.tokens[number]
    return len(words) <= MAX_ENTRY_WORDS and "#" not in words and not page.shapes[number].ends
