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
    cut, said, shapes = ledger.cut, ledger.by_block, page.shapes
    return [
        number
        for number in range(len(page.blocks))
        if number not in cut or shapes[number].words > LABEL or shapes[number].prose or _agreed(said[number]) < AGREED
    ]


def _agreed(verdicts: Sequence[Verdict]) -> int:
    """How many filters have cut the whole block."""
    return len({verdict.who for verdict in verdicts if verdict.call == "cut" and verdict.span is None})
