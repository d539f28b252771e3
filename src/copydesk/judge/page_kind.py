"""Whether a page is an article, and how far its body can be trusted.

Two logistic regressions weigh the features of a judged page: the probability that it is an article,
and that its body has a word F1 over 0.9.
"""

from __future__ import annotations

from functools import cache
from math import exp
from operator import mul
from typing import NamedTuple

from copydesk.judge.page_features import page_features
from copydesk.judge.weights import read_weights, weights_file
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

STEP = 1 << 20
"""Steps of a nat to which the weights of pages are rounded."""


class Logistic(NamedTuple):
    """Weights of the page features and a bias, whole numbers in STEPs of a nat."""

    weights: list[int]
    bias: int

    def probability(self, features: list[int]) -> float:
        """The probability (0 to 1), to three places."""
        logit = min(30.0, max(-30.0, (sum(map(mul, features, self.weights)) + self.bias) / STEP))
        return round(1.0 / (1.0 + exp(-logit)), 3)


class PagePrediction(NamedTuple):
    """The probabilities that a page is an article, and that its body has a word F1 over 0.9."""

    article: float
    good: float


@cache
def _both(path: str, form: str) -> tuple[Logistic, Logistic]:
    both = read_weights(path).about["pages"][form]
    return Logistic(**both["article"]), Logistic(**both["good"])


def predict_page(page: Page, ledger: Ledger) -> PagePrediction:
    """Predict from a page and its ledger, which has all verdicts."""
    article, good = _both(weights_file(), page.form)
    features = page_features(page, ledger)
    return PagePrediction(article.probability(features), good.probability(features))
