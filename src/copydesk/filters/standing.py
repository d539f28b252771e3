"""What still stands around a block, for the filters of the stage `keep`."""

from __future__ import annotations

from copydesk.ledger import Ledger, Verdict
from copydesk.page import Page

BOUNDARIES = frozenset(("page",))
"""Stages whose filters found a boundary: what lies beyond it (comments, all that follows the story) is not brought back for its wording."""


def doubtful(ledger: Ledger, number: int) -> Verdict | None:
    """The verdict that has a whole block cut, if no filter of a boundary says so too."""
    verdict = ledger.standing(number)
    if verdict is None or verdict.call != "cut":
        return None
    spoken = ledger.by_block.get(number, ())
    return None if any(other.stage in BOUNDARIES and other.call == "cut" for other in spoken) else verdict


def stands(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a block is prose that is still body."""
    return page.shapes[number].prose and not ledger.is_cut(number) and not ledger.taken(number)


def prose_near(page: Page, ledger: Ledger, number: int, step: int, reach: int = 3) -> bool:
    """Whether standing prose is at most `reach` blocks from a block, above it (`step` -1) or below it (1)."""
    places = range(number + step, number + step * (reach + 1), step)
    return any(stands(page, ledger, place) for place in places if 0 <= place < len(page.blocks))
