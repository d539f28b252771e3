"""Finds the copyright notice of the story or the site.

"Copyright 2024, Harbor Audio. All rights reserved."
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The legal lines, the story's own (the first below it) before the site's."""
    for place, number in enumerate(legal_lines(page, ledger)):
        yield Find(
            "copyright",
            page.blocks[number].text,
            number,
            None,
            "line",
            "a line with the sign of copyright and a year",
            0.9 - 0.05 * min(place, 8),
        )


def legal_lines(page: Page, ledger: Ledger) -> tuple[int, ...]:
    """Return the copyright lines: those below the headline first."""
    headline = ledger.chosen("headline")
    start = headline.block if headline and headline.block is not None else 0
    return tuple(sorted(page.facts.legal_lines, key=lambda number: (number < start, number)))
