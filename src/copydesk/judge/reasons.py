"""Why the judge called a block as it did, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import compress

from copydesk.judge.blocks import LOG, SCALE
from copydesk.judge.measures import names
from copydesk.judge.net import WIDE, WIDE_HALF, Net, unpacked

MOST = 3


def _count(log: int) -> int:
    """The count that a measure on the logarithmic scale stands for."""
    return bisect_left(LOG, log)


def _words(value: int) -> str:
    count = _count(value)
    return "one word" if count == 1 else f"{count} words"


def _share(whole: str, most: str, none: str) -> Callable[[int], str]:
    return lambda value: (
        whole if value >= SCALE - 1 else most if value >= SCALE // 3 else none if value == 0 else ""
    )


SAID: dict[str, Callable[[int], str]] = {
    "words log": _words,
    "linked": _share("all linked", "much of it linked", "no links"),
    "ends": lambda value: "ends like a sentence" if value else "does not end like a sentence",
    "stops": lambda value: f"{value} sentences" if value > 1 else "",
    "related words": _share(
        "shares its words with the story",
        "shares many words with the story",
        "shares no word with the story",
    ),
    "frequent words": lambda value: (
        "reads as running text" if value > SCALE // 4 else "few of the page's small words"
    ),
    "capitals": _share("every word capitalised", "many capitals", ""),
    "last prose": lambda value: (
        f"{_count(value)} blocks after the last prose" if _count(value) > 3 else "beside prose"
    ),
    "next prose": lambda value: (
        f"{_count(value)} blocks before the next prose" if _count(value) > 3 else "beside prose"
    ),
    "prose near": lambda value: "among prose" if _count(value) > 60 else "little prose near",
    "linked near": lambda value: "among links" if _count(value) > 150 else "",
    "copies": lambda value: f"on the page {value} times" if value > 1 else "",
    "before headline": lambda value: "above the headline" if value else "",
    "cut": lambda value: "a named filter cut it" if value else "no named filter cut it",
    "in nav": lambda value: "in the navigation" if value else "",
    "in footer": lambda value: "in a footer" if value else "",
    "in aside": lambda value: "in an aside" if value else "",
    "in article": lambda value: (
        "in the article element" if value else "outside any article element"
    ),
    "in half": lambda value: (
        "in the element that holds most of the prose"
        if value
        else "outside the element that holds most of the prose"
    ),
    "alike": lambda value: f"{value} elements like its own beside it" if value > 2 else "",
    "prose around 1": _share(
        "alone with the prose", "among much of the prose", "no prose in its element"
    ),
    "linked around 1": _share("its element all links", "its element mostly links", ""),
}
"""Measure -> the words for its value, or nothing where the value says nothing."""


class Reasoner:
    """What moves a net's logit, made ready: for each hidden unit the weights through it of the
    measures that can be said, side by side in one integer.
    """

    def __init__(self, net: Net, form: str) -> None:
        alone = [name for name in names(form) if " at " not in name]
        self._said = [
            (SAID[name], column, net.mean[net.measures.index(name)])
            for column, name in enumerate(alone)
            if name in SAID
        ]
        said = [net.measures.index(name) for name in alone if name in SAID]
        self._weights = [
            sum(weight * hidden[column] << WIDE * at for at, column in enumerate(said))
            for weight, hidden in zip(net.out[0], net.hidden, strict=True)
        ]
        self._half = sum(WIDE_HALF << WIDE * at for at in range(len(said)))

    def reasons(self, values: Sequence[int], units: Sequence[int], kept: bool) -> str:
        """The measures that weighed most for the call, the heaviest first: by how far each moves
        the logit from an average block's, at the units that fired.

        `values` are the block's measures without its neighbours'.
        """
        weights = unpacked(sum(compress(self._weights, units), self._half), len(self._said))
        weighed = []
        for (words, column, mean), weight in zip(self._said, weights, strict=True):
            change = (values[column] - mean) * weight
            if change and (change > 0) == kept:
                weighed.append((abs(change), words(values[column])))
        said = dict.fromkeys(words for _, words in sorted(weighed, reverse=True) if words)
        return ", ".join(list(said)[:MOST]) or "by the weight of all evidence"
