"""The body that earlier stages left around a block."""

from __future__ import annotations

from copydesk.judge.doubt import beyond_doubt
from copydesk.model.entries import Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# The judge's probability that a block is not body, from which no filter of this stage reverses a
# cut: the judge weighs the wording too.
MIN_SURE_DOUBT = 0.8
# Blocks from a line to the prose beside it: a picture, its caption and an advertisement marker.
MAX_DISTANCE = 3


def reversible_cut(page: Page, ledger: Ledger, number: int) -> Verdict | None:
    """The verdict that cuts a whole block, unless it is certain.

    It is certain where several filters agree, where a filter found a boundary (comments, all that
    follows the story), or where the judge is sure.
    """
    verdict = ledger.decisive(number)
    if verdict is None or verdict.call != "cut" or beyond_doubt(page, ledger, number):
        return None
    score = ledger.scores.get(number)
    if score is not None and score.doubt >= MIN_SURE_DOUBT:
        return None
    if any(other.stage == "page" and other.call == "cut" for other in ledger.by_block[number]):
        return None
    return verdict


def is_body(page: Page, ledger: Ledger, number: int) -> bool:
    """Return whether a block is prose that no filter cut or field took."""
    return page.shapes[number].prose and not ledger.is_cut(number) and not ledger.taken(number)


def body_near(
    page: Page, ledger: Ledger, number: int, step: int, distance: int = MAX_DISTANCE
) -> bool:
    """Return whether body is near a block on one side.

    It is within `distance` blocks above (`step` -1) or below (`step` 1).
    """
    places = range(number + step, number + step * (distance + 1), step)
    return any(is_body(page, ledger, place) for place in places if 0 <= place < len(page.blocks))
