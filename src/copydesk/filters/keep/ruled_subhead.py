"""Keeps a short line between a story's paragraphs where the rules of the site say that its stories
have such, and only the judge cuts it.

Looks alike and stays cut: a line that a named filter or a rule of the site cuts, the lines that
follow such a one up to the next paragraph (the titles under "Read also"), and whatever stands above
the story or below it. Seen on sites with a rule file that says `subheads = true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.standing import stands
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

MOST_WORDS = 15
"""The longest subhead is a question or a quotation."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the lines between two paragraphs that stand, down to the first that is cut for more
    than its looks.
    """
    if page.site is None or not page.site.subheads:
        return
    held: list[int] = []
    inside = plain = False
    for block in page.blocks:
        if stands(page, ledger, block.number):
            yield from (
                Mark(
                    number,
                    f"a short line between paragraphs, as this site's stories have "
                    f"them ({_file(page)})",
                )
                for number in held
            )
            held, inside, plain = [], True, True
        elif inside and plain and ledger.is_cut(block.number):
            plain = (
                _by_looks(ledger, block.number) and page.shapes[block.number].words <= MOST_WORDS
            )
            held += [block.number] if plain else []


def _by_looks(ledger: Ledger, number: int) -> bool:
    """Whether a block is cut only by those who go by its looks and its place, which a subhead
    shares with a label.
    """
    return all(
        verdict.stage == "judge" or verdict.who == "short-outsider"
        for verdict in ledger.by_block[number]
        if verdict.call == "cut"
    )


def _file(page: Page) -> str:
    return page.site.source.rsplit("/", 1)[-1] if page.site else ""
