"""Cuts and keeps by the weight of all evidence: what a block measures, what stands around it, what the named filters said.

Looks alike and must stand: a short paragraph between long ones, a list or a table that is the story, a lead that is all link. Seen on every
page: teaser cards in full sentences, company boilerplate, captions that read like prose. The only filter that speaks of every block: its
marks carry the role it saw, and the fields and the confidence read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from copydesk.judge.measures import measure
from copydesk.judge.net import ROLES, UNIT, Belief, scorer_for
from copydesk.judge.reasons import reasons
from copydesk.ledger import Ledger, Mark
from copydesk.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks every block: cut or keep, how sure, and its likeliest role. Where it agrees with what stands, the reason that stands says more than its own."""
    scorer = scorer_for(page.form)
    measured = measure(page, ledger)
    for number, belief in enumerate(scorer.believe(measured)):
        agrees = belief.kept != ledger.is_cut(number)
        why = "agrees" if agrees else reasons(scorer.net, page.form, measured.rows[number], belief)
        yield Mark(number, why, None, _sure(belief), "keep" if belief.kept else "cut", _role(belief))


def _sure(belief: Belief) -> float:
    """The probability of the call, by the block's own evidence, to three places."""
    logit = min(30.0, max(-30.0, belief.body / UNIT))
    body = 1.0 / (1.0 + exp(-logit))
    return round(body if belief.kept else 1.0 - body, 3)


def _role(belief: Belief) -> str:
    if belief.kept:
        return "body"
    others = [(logit, role) for role, logit in zip(ROLES, belief.roles, strict=True) if role != "body"]
    return max(others)[1]
