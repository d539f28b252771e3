"""What still stands around a block, for the filters of the stage `keep`."""

from __future__ import annotations

from copydesk.judge.doubt import beyond_doubt
from copydesk.model.ledger import Ledger, Verdict
from copydesk.model.page import Page

SURE = 0.8
"""The judge, who has weighed the wording too, is believed from here on."""


def may_return(page: Page, ledger: Ledger, number: int) -> Verdict | None:
    """The verdict that has a whole block cut, if it is not beyond doubt, and no filter that found a
    boundary says so too, nor the judge with some certainty.

    What lies beyond a boundary (comments, all that follows the story) is not brought back for its
    wording.
    """
    verdict = ledger.standing(number)
    if verdict is None or verdict.call != "cut" or beyond_doubt(page, ledger, number):
        return None
    score = ledger.scores.get(number)
    if score is not None and score.doubt >= SURE:
        return None
    beyond = any(other.stage == "page" for other in ledger.by_block[number] if other.call == "cut")
    return None if beyond else verdict


def stands(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a block is prose that is still body."""
    return page.shapes[number].prose and not ledger.is_cut(number) and not ledger.taken(number)


def prose_near(page: Page, ledger: Ledger, number: int, step: int, reach: int = 3) -> bool:
    """Whether standing prose is at most `reach` blocks from a block, above it (`step` -1) or below
    it (1).
    """
    places = range(number + step, number + step * (reach + 1), step)
    return any(stands(page, ledger, place) for place in places if 0 <= place < len(page.blocks))
