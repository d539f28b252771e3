"""Cuts and keeps blocks by their features and their neighbours'.

Verdicts of the named filters are features too. Looks alike and stays: a short paragraph between
long ones, a list or a table that is the story, a lead that is all link. Seen on every page: teaser
cards in full sentences, company boilerplate, captions that read like prose. It scores every block
in doubt; the page kind and the confidence use the scores.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from math import exp, inf

from copydesk.judge.features import features
from copydesk.judge.leftovers import beside_lead, pulled, second_copies
from copydesk.judge.net import ROLES, UNIT, predict
from copydesk.judge.reasons import Call, reasons
from copydesk.judge.weights import Net, net_for
from copydesk.model.entries import Mark, Score, Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

WORDED = ("line", "run")
FINAL = "error-message"
"""The filter whose cuts the judge never overrides: it classifies the page, not its blocks."""
BY_FORM = frozenset(("author-bio", "date-label", "next-story", "teaser-deck"))
"""The filters of the stage `page` that match lines by their form, as those of WORDED do. The others
match them by their place, which the judge measures itself.
"""
RARE = "rare"
"""The name in the weights of the threshold that filters with too few cuts share."""
OVERRULES = 2 * UNIT
"""The logit from which the judge revives what a filter of the stages `line` and `run` cut of which
the training pages had too few cuts to learn its own. From one nat to two, more bodies of unseen
sites' pages came out exact than with none (0.228 of them against 0.216), and no other score fell by
more than 0.0005.
"""
HEADS_NOTHING = 2 * UNIT
"""The logit below which a heading goes with all that is under it: of the training pages' 108 such
headings 78 were not part of the story.
"""
OVERRULED = 0.1
"""Probability of body of a block that the net takes for body and that is cut nevertheless: by a
named filter, as a copy, or beside the byline.
"""
BODY = ROLES.index("body")


def mark(page: Page, ledger: Ledger, threshold: float = 0.0) -> Iterator[Mark | Score]:
    """Score every block in doubt; mark those whose call the judge overrides.

    Body is what has a logit over the threshold, in nats.
    """
    net, found = net_for(page.form), features(page, ledger)
    least = round(threshold * UNIT)
    predictions = predict(net, found, least)
    accepted = {
        number: body
        for number, body, kept in zip(
            found.numbers, predictions.body, predictions.kept, strict=True
        )
        if kept and (number not in ledger.by_block or body >= _needed(net, ledger, number) + least)
    }
    left_out = _left_out(page, ledger, accepted)
    kept = [number in accepted and number not in left_out for number in found.numbers]
    overridden = [
        at for at, number in enumerate(found.numbers) if kept[at] == (number in ledger.cut)
    ]
    calls = [
        Call(at, predictions.kept[at]) for at in overridden if found.numbers[at] not in left_out
    ]
    why = {
        found.numbers[call.at]: reason for call, reason in reasons(net, found, predictions, calls)
    }
    why |= left_out
    roles = [
        "body" if is_kept else _role(logits)
        for is_kept, logits in zip(kept, predictions.roles.tolist(), strict=True)
    ]
    probabilities = [
        OVERRULED if predicted and not is_kept else _probability(body)
        for is_kept, predicted, body in zip(kept, predictions.kept, predictions.body, strict=True)
    ]
    scores = [*map(Score, found.numbers, probabilities, roles)]
    yield from scores
    for at in overridden:
        number, probability, role, *_ = scores[at]
        weight = probability if kept[at] else scores[at].doubt
        yield Mark(number, why[number], None, weight, "keep" if kept[at] else "cut", role)


def _left_out(page: Page, ledger: Ledger, accepted: Mapping[int, int]) -> dict[int, str]:
    """Map each block that is cut whatever its words are to the reason.

    `accepted` are the bodies' logits.
    """
    left_out = dict.fromkeys(
        second_copies(page, accepted), "repeats a passage above, word for word"
    )
    left_out |= dict.fromkeys(
        pulled(page, accepted), "quotes a paragraph of the story, word for word"
    )
    left_out |= dict.fromkeys(beside_lead(page, ledger), "beside the byline or the date")
    return left_out | {
        number: "all that it heads is cut"
        for number in _heading_nothing(page, accepted.keys() - left_out.keys())
        if accepted[number] < HEADS_NOTHING
    }


def _heading_nothing(page: Page, accepted: Container[int]) -> Iterator[int]:
    """Return the headings above cut blocks only.

    Each is looked at up to the next heading or the end of the page.
    """
    below, open_end = False, True
    for block in reversed(page.blocks):
        if block.number not in accepted:
            below = True
        else:
            if block.kind == "heading" and below and open_end:
                yield block.number
            below, open_end = False, block.kind == "heading"


def _needed(net: Net, ledger: Ledger, number: int) -> float:
    """Return the logit that it takes to keep a block.

    It depends on the filters that have cut all of it, and is infinite where the page's own style
    hides it, and on a page that is an error message.
    """
    rare = net.overrules.get(RARE, OVERRULES)
    return max(
        (
            inf
            if other.who == FINAL or (other.who == "hidden" and "by the page's style" in other.why)
            else net.overrules.get(other.who, rare if _is_by_form(other) else -inf)
            for other in ledger.by_block[number]
            if other.call == "cut" and other.span is None
        ),
        default=-inf,
    )


def _is_by_form(verdict: Verdict) -> bool:
    return verdict.stage in WORDED or verdict.who in BY_FORM


def _probability(logit: int) -> float:
    """The probability that a block is body, to three places."""
    return round(1.0 / (1.0 + exp(-min(30.0, max(-30.0, logit / UNIT)))), 3)


def _role(logits: list[int]) -> str:
    """The likeliest role of a block that is not body."""
    others = (*logits[:BODY], -inf, *logits[BODY + 1 :])
    return ROLES[others.index(max(others))]
