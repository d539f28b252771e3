"""The blocks in doubt, which the judge scores.

Beyond doubt is what several filters have cut, each by its own reason: half of the blocks of the
training pages, entries of menus most, which are neither measured nor scored.
"""

from __future__ import annotations

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

AGREED = {"html": 3, "text": 2}
"""Filters that must have cut a block, by form of page. Of what so many have cut the judge would
keep 0.01 % of the training pages' body words on HTML (0.4 % where one filter fewer has), and 0.02 %
in dumps (3 %).
"""


def doubtful(page: Page, ledger: Ledger) -> list[int]:
    """The numbers of the blocks in doubt, ascending."""
    settled = {number for number in ledger.cut if _agreed(page, ledger, number)}
    return [number for number in range(len(page.blocks)) if number not in settled]


def beyond_doubt(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether enough filters have cut a block.

    The judge's own verdict is not counted.
    """
    return number in ledger.cut and _agreed(page, ledger, number)


def _agreed(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether so many filters have cut a whole block."""
    verdicts, least = ledger.by_block[number], AGREED[page.form]
    return (
        len(verdicts) >= least
        and len(
            {
                verdict.who
                for verdict in verdicts
                if verdict.call == "cut" and verdict.span is None and verdict.stage != "judge"
            }
        )
        >= least
    )
