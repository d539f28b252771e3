"""Cuts and keeps by the weight of all evidence: what a block measures, what stands around it, what
the named filters said.

Looks alike and must stand: a short paragraph between long ones, a list or a table that is the
story, a lead that is all link. Seen on every page: teaser cards in full sentences, company
boilerplate, captions that read like prose. It speaks of every block that is left in doubt: its
marks carry the role it saw, and the fields and the confidence read them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from math import exp, inf

from copydesk.judge.leftovers import beside_lead, pulled, second_copies
from copydesk.judge.measures import measure
from copydesk.judge.net import ROLES, UNIT, Scorer, scorer_for
from copydesk.judge.reasons import Reasoner
from copydesk.model.ledger import Ledger, Mark, Score
from copydesk.model.page import Page

WORDED = ("line", "run")
OVERRULES = 2 * UNIT
"""The logit from which the judge overrules a filter of the stages `line` and `run`, which know the
words. From one nat to two, more bodies of unseen sites' pages came out exact than with none (0.228
of them against 0.216), and no other score fell by more than 0.0005.
"""
HEADS_NOTHING = 2 * UNIT
"""The logit below which a heading goes with all that stands under it: of the training pages' 108
such headings 78 were no part of the story.
"""
OVERRULED = 0.1
"""Probability of body of a block that the net takes for body and that is cut nevertheless: by a
named filter, as a copy, or beside the byline.
"""
BODY = ROLES.index("body")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark | Score]:
    """Score every block in doubt, and mark those whose call the judge overrides."""
    scorer = scorer_for(page.form)
    reasons = _reasoner(scorer, page.form).reasons
    measured, certain = measure(page, ledger), frozenset(scorer.net.certain)
    beliefs = scorer.believe(measured)
    stands = {
        number: body
        for number, body, kept in zip(measured.numbers, beliefs.body, beliefs.kept, strict=True)
        if kept and body >= _needed(ledger, number, certain)
    }
    left_out = dict.fromkeys(second_copies(page, stands), "stands above, word for word")
    left_out |= dict.fromkeys(
        pulled(page, stands), "stands within a paragraph as well, word for word"
    )
    left_out |= dict.fromkeys(beside_lead(page, ledger), "beside the byline or the date")
    left_out |= {
        number: "all that it heads is cut"
        for number in _heading_nothing(page, stands.keys() - left_out.keys())
        if stands[number] < HEADS_NOTHING
    }
    for at, (number, body, roles, believed) in enumerate(
        zip(measured.numbers, beliefs.body, beliefs.roles, beliefs.kept, strict=True)
    ):
        kept = number in stands and number not in left_out
        role = "body" if kept else _role(roles)
        score = Score(number, OVERRULED if believed and not kept else _probability(body), role)
        yield score
        if kept == (number in ledger.cut):
            why = left_out.get(number) or reasons(measured.alone(at), beliefs.units(at), believed)
            weight = score.probability if kept else score.doubt
            yield Mark(number, why, None, weight, "keep" if kept else "cut", role)


def _heading_nothing(page: Page, stands: Container[int]) -> Iterator[int]:
    """The headings that stand over cut blocks only, up to the next heading or the page's end."""
    below, open_end = False, True
    for block in reversed(page.blocks):
        if block.number not in stands:
            below = True
        else:
            if block.kind == "heading" and below and open_end:
                yield block.number
            below, open_end = False, block.kind == "heading"


@cache
def _reasoner(scorer: Scorer, form: str) -> Reasoner:
    return Reasoner(scorer.net, form)


def _needed(ledger: Ledger, number: int, certain: frozenset[str]) -> float:
    """The logit that it takes to keep a block, by who has cut all of it."""
    named = [
        other.who
        for other in ledger.by_block.get(number, ())
        if other.call == "cut"
        and other.span is None
        and (other.stage in WORDED or other.who in certain)
    ]
    if not named:
        return -inf
    return OVERRULES if certain.isdisjoint(named) else inf


def _probability(logit: int) -> float:
    """The probability that a block is body, to three places."""
    return round(1.0 / (1.0 + exp(-min(30.0, max(-30.0, logit / UNIT)))), 3)


def _role(logits: tuple[int, ...]) -> str:
    """The likeliest role of a block that is not body."""
    others = (*logits[:BODY], -inf, *logits[BODY + 1 :])
    return ROLES[others.index(max(others))]
