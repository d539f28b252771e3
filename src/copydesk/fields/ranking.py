"""Ranks the candidates of a field by learned weights.

A field generates candidates and describes each by named features. A candidate's score is the sum of
its features, each times its weight; "none of them" scores 0. Training (`training/fields.py`) fits
the weights of a softmax over a page's candidates and "none". So a candidate with a positive score
is more probable than that the page has no such field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

WEIGHTS = Path(__file__).resolve().parent / "weights.json"
REASONS = 3
"""Features that a `why` names: those that add most to the score."""

Features = Mapping[str, float]
"""Feature name -> value, mostly 0 to 1. A missing feature is 0."""


class Ranker(NamedTuple):
    """Learned weights, in nats, for one field on one form of page.

    `threshold` is the score above which a candidate is chosen. Training sets it so that few values
    are invented for pages without the field.
    """

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Features) -> float:
        """Return the score of a candidate, in nats."""
        weights = self.weights
        return round(sum(weights.get(name, 0.0) * value for name, value in features.items()), 6)

    def confidence(self, score: float) -> float:
        """Return the weight of a find with this score: 0.5 at the threshold."""
        return round(min(0.99, max(0.01, 1 / (1 + exp(self.threshold - score)))), 3)

    def reasons(self, features: Features) -> str:
        """Format the features that add most to a score, with what each adds."""
        added = {name: self.weights.get(name, 0.0) * value for name, value in features.items()}
        most = sorted((name for name in added if added[name] > 0), key=lambda n: (-added[n], n))
        return (
            ", ".join(f"{name} ({added[name]:+.1f})" for name in most[:REASONS]) or "nothing else"
        )


@cache
def ranker(field: str, form: str) -> Ranker:
    """Return the learned ranker of a field for `html` or `text` pages."""
    return Ranker(**_weights()[f"{field}-{form}"])


@cache
def _weights() -> dict[str, dict[str, Any]]:
    return json.loads(WEIGHTS.read_text("utf-8"))  # type: ignore[no-any-return]


def merged(parts: Sequence[Features]) -> dict[str, float]:
    """Merge the features of a candidate's evidence: the maximum of each."""
    found: dict[str, float] = {}
    for part in parts:
        for name, value in part.items():
            found[name] = max(value, found.get(name, value))
    return found
