"""Keeps subheads that only the judge cut, where a site rule allows it.

Looks alike and stays cut: a line that a named filter or a rule of the site cuts, the lines that
follow it up to the next paragraph (the titles under "Read also"), and every line above the story or
below it. Seen on sites with a rule file that has `subheads = true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.keep.remaining_prose import is_body
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of the longest subhead, a question or a quotation.
MAX_SUBHEAD_WORDS = 15


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the cut lines between two paragraphs.

    They end at a line that another filter cuts.
    """
    if page.site is None or not page.site.subheads:
        return
    why = f"a short line between paragraphs; subheads = true in {page.site.source.split('/')[-1]}"
    held: list[int] = []
    inside = plain = False
    for block in page.blocks:
        if is_body(page, ledger, block.number):
            yield from marked(held, why)
            held, inside, plain = [], True, True
        elif inside and plain and ledger.is_cut(block.number):
            short = page.shapes[block.number].words <= MAX_SUBHEAD_WORDS
            plain = short and _by_looks(ledger, block.number)
            held += [block.number] if plain else []


def _by_looks(ledger: Ledger, number: int) -> bool:
    """Return whether only filters of form and place cut a block.

    They cut a subhead by its looks.
    """
    return all(
        verdict.stage == "judge" or verdict.who == "short-outsider"
        for verdict in ledger.by_block[number]
        if verdict.call == "cut"
    )
