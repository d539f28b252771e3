"""Learns the logit from which the judge overrides a filter's cut.

It depends on how often the filter's cuts are wrong by the truth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from copydesk import chain
from copydesk.filters.judge.judge import BY_FORM, OVERRULES, RARE, WORDED
from copydesk.judge.net import UNIT, Predictions
from training.dataset import BODY, Example
from training.nets import block_weights

NEVER = 1000 * UNIT
"""A logit that no block reaches."""
CHOICES = (-NEVER, 0, UNIT, 2 * UNIT, 3 * UNIT, 4 * UNIT, 6 * UNIT, NEVER)
MIN_CUTS = 30
"""Cuts from which on a filter's own threshold is learned; the others of the stages `line` and `run`
share one.
"""
WORDED_FILTERS = BY_FORM.union(step.name for step in chain.steps() if step.stage in WORDED)
PRIOR = 2.0
"""Mean blocks that a threshold has to win back for each nat that it is away from OVERRULES. With
0.2, filters of few cuts got thresholds far away; the cross-validated figures are the same.
"""
FARTHEST = 4
"""Nats from OVERRULES beyond which a threshold costs no more."""


class Cuts(NamedTuple):
    """The cuts of a filter.

    For each, its block's weight and logit, whether the block is body, and whether the decoded
    sequence has it as body.
    """

    weights: list[float]
    logits: list[int]
    is_body: list[bool]
    is_kept: list[bool]


def learn(judged: Iterable[tuple[Example, Predictions]]) -> dict[str, int]:
    """The threshold of each filter that cut enough blocks of these pages."""
    cuts = defaultdict[str, Cuts](lambda: Cuts([], [], [], []))
    for example, predictions in judged:
        weights = block_weights(example)
        for at, flags in enumerate(example.flags):
            for flag in flags:
                if flag.startswith("by:"):
                    found = cuts[flag.removeprefix("by:")]
                    found.weights.append(float(weights[at]))
                    found.logits.append(predictions.body[at])
                    found.is_body.append(bool(example.roles[at] == BODY))
                    found.is_kept.append(predictions.kept[at])
    rare = Cuts([], [], [], [])
    for name in sorted(cuts.keys() & WORDED_FILTERS):
        if len(cuts[name].weights) < MIN_CUTS:
            few = cuts[name]
            rare.weights.extend(few.weights)
            rare.logits.extend(few.logits)
            rare.is_body.extend(few.is_body)
            rare.is_kept.extend(few.is_kept)
    return {
        name: threshold(found)
        for name, found in sorted((cuts | {RARE: rare}).items())
        if len(found.weights) >= MIN_CUTS
    }


def threshold(cuts: Cuts, choices: Sequence[int] = CHOICES) -> int:
    """Return the threshold with the fewest misclassified words.

    With a prior for OVERRULES.
    """
    weights, logits, is_body, is_kept = map(np.array, cuts)

    def cost(choice: int) -> float:
        kept = is_kept & (logits >= choice)
        away = min(FARTHEST, abs(choice - OVERRULES) / UNIT)
        return float(weights[kept != is_body].sum()) + PRIOR * away * float(weights.mean())

    return min(choices, key=cost)
