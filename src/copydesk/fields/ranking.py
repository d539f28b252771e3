"""Ranks the candidates of a field by learned weights.

A field generates candidates and describes each by named features. The score of a candidate is the
sum of its features, each times its weight; "none of them" scores 0. Training (`training/fields.py`)
fits the weights of a softmax over a page's candidates and "none", so a positive score means that a
candidate is more likely right than that the page has no such field.
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
"""Features that a `why` names, the weightiest first."""

Features = Mapping[str, float]
"""Feature name -> value, mostly 0 to 1. A feature that is absent is 0."""


class Ranker(NamedTuple):
    """Learned weights of one field and form of page: feature -> nats.

    `threshold` is the score above which a candidate is chosen. Training sets it so that few values
    are invented on pages that have none.
    """

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Features) -> float:
        """The score of a candidate, in nats."""
        weights = self.weights
        return round(sum(weights.get(name, 0.0) * value for name, value in features.items()), 6)

    def confidence(self, score: float) -> float:
        """A score as a find's weight: 0.5 at the threshold, rounded to 3 digits."""
        return round(min(0.99, max(0.01, 1 / (1 + exp(self.threshold - score)))), 3)

    def reasons(self, features: Features) -> str:
        """Return the features that added most to a score, with their parts of it."""
        added = {name: self.weights.get(name, 0.0) * value for name, value in features.items()}
        most = sorted((name for name in added if added[name] > 0), key=lambda n: (-added[n], n))
        return (
            ", ".join(f"{name} ({added[name]:+.1f})" for name in most[:REASONS]) or "nothing else"
        )


@cache
def ranker(field: str, form: str) -> Ranker:
    """The ranker of a field for `html` or `text` pages, as training left it."""
    return Ranker(**_weights()[f"{field}-{form}"])


@cache
def _weights() -> dict[str, dict[str, Any]]:
    return json.loads(WEIGHTS.read_text("utf-8"))  # type: ignore[no-any-return]


def merged(parts: Sequence[Features]) -> dict[str, float]:
    """Return the greatest value of each feature over a candidate's evidence."""
    found: dict[str, float] = {}
    for part in parts:
        for name, value in part.items():
            found[name] = max(value, found.get(name, value))
    return found
