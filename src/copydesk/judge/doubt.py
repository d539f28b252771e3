"""Which blocks are left in doubt for the judge: not a label that three filters have cut, each by its own reason.

Half of the blocks of the training pages are such labels, entries of menus most, and hold 0.03 % of the body's words; they are neither measured nor scored.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.ledger import Ledger, Verdict
from copydesk.page import Page

AGREED = 3
LABEL = 12
"""Words of a label at most. Longer blocks that three filters cut are hidden paragraphs as often as chrome: with them 0.24 % of the words were lost."""


def doubtful(page: Page, ledger: Ledger) -> list[int]:
    """The numbers of the blocks in doubt, ascending."""
    return [number for number in range(len(page.blocks)) if not beyond_doubt(page, ledger, number)]


def beyond_doubt(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a block is a label that three filters, the judge not counted, have cut."""
    if number not in ledger.cut:
        return False
    shape = page.shapes[number]
    return shape.words <= LABEL and not shape.prose and _agreed(ledger.by_block[number]) >= AGREED


def _agreed(verdicts: Sequence[Verdict]) -> int:
    """How many filters have cut the whole block."""
    return len({verdict.who for verdict in verdicts if verdict.call == "cut" and verdict.span is None and verdict.stage != "judge"})
