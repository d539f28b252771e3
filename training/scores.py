"""Scores of a body against the truth.

Four-word-shingle F1 as the article-extraction benchmark computes it, word F1 as WCXB does, and
exact bodies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import mean
from typing import Any

WORD = re.compile(r"\w+")
SHINGLE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return a text's four-word shingles; one of all its words if fewer."""
    words = WORD.findall(text)
    if 0 < len(words) < SHINGLE:
        return Counter([tuple(words)])
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _overlap(found: Counter[Any], true: Counter[Any]) -> tuple[float, float]:
    """Return the precision and recall of a bag; 1 if both bags are empty."""
    both, most, wanted = sum((found & true).values()), sum(found.values()), sum(true.values())
    return (both / most if most else float(not wanted)), (
        both / wanted if wanted else float(not most)
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def word_f1(body: str, true: str) -> float:
    """The F1 of the bags of words, in lower case."""
    return _f1(*_overlap(Counter(WORD.findall(body.lower())), Counter(WORD.findall(true.lower()))))


def table(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the figures of (body, true body) pairs, to four places.

    Shingle F1 of the mean precision and recall, mean word F1, share of exact bodies.
    """
    overlaps = [_overlap(shingles(body), shingles(true)) for body, true in pairs]
    found = [
        precision for (precision, _), (body, _) in zip(overlaps, pairs, strict=True) if body.strip()
    ]
    return {
        "shingle_F1": round(_f1(mean(found or [0.0]), mean(recall for _, recall in overlaps)), 4),
        "word_F1": round(mean(word_f1(body, true) for body, true in pairs), 4),
        "exact": round(mean(WORD.findall(body) == WORD.findall(true) for body, true in pairs), 4),
    }
