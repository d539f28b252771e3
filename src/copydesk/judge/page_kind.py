"""Whether a page is an article, and how far its body can be trusted.

Two logistic regressions weigh the features of a judged page: the probability that it is an article,
and that its body has a word F1 over 0.9. The first weighs the words of the page as well: "cart" and
"replies" are on pages that are not articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from math import exp, sqrt
from operator import mul
from typing import NamedTuple

from copydesk.judge.page_features import page_features
from copydesk.judge.weights import read_weights, weights_file
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

STEP = 1 << 20
"""Steps of a nat to which the weights of pages are rounded."""


class Logistic(NamedTuple):
    """Weights of the page features and of words, and a bias.

    Whole numbers in STEPs of a nat.
    """

    weights: list[int]
    bias: int
    words: Mapping[str, int]

    def probability(self, features: list[int], words: Set[str]) -> float:
        """Return the probability (0 to 1) of a page, to three places.

        The weights of the page's known words are summed and divided by the square root of their
        number, so that a long page's words count no more than a short one's.
        """
        known = [self.words[word] for word in words if word in self.words]
        of_words = sum(known) / sqrt(max(1, len(known)))
        logit = (sum(map(mul, features, self.weights)) + self.bias + of_words) / STEP
        return round(1.0 / (1.0 + exp(-min(30.0, max(-30.0, logit)))), 3)


class PagePrediction(NamedTuple):
    """The two probabilities of a page.

    That it is an article, and that its body has a word F1 over 0.9.
    """

    article: float
    good: float


@cache
def _both(path: str, form: str) -> tuple[Logistic, Logistic]:
    both = read_weights(path).about["pages"][form]
    return Logistic(**both["article"]), Logistic(**both["good"])


def predict_page(page: Page, ledger: Ledger) -> PagePrediction:
    """Predict from a page and its ledger, which has all verdicts."""
    article, good = _both(weights_file(), page.form)
    features, words = page_features(page, ledger), page_words(page)
    return PagePrediction(article.probability(features, words), good.probability(features, words))


def page_words(page: Page) -> Set[str]:
    """The different words of all blocks of a page."""
    return page.words.keys()
