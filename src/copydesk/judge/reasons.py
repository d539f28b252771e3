"""Why the judge called a block as it did, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import compress

from copydesk.judge.measures import LOG, SCALE, names
from copydesk.judge.net import Belief, Net

MOST = 3


def _count(log: int) -> int:
    """The count that a measure on the logarithmic scale stands for."""
    return bisect_left(LOG, log)


def _words(value: int) -> str:
    count = _count(value)
    return "one word" if count == 1 else f"{count} words"


def _share(whole: str, most: str, none: str) -> Callable[[int], str]:
    return lambda value: whole if value >= SCALE - 1 else most if value >= SCALE // 3 else none if value == 0 else ""


SAID: dict[str, Callable[[int], str]] = {
    "words log": _words,
    "linked": _share("all linked", "much of it linked", "no links"),
    "ends": lambda value: "ends like a sentence" if value else "does not end like a sentence",
    "stops": lambda value: f"{value} sentences" if value > 1 else "",
    "related words": _share("shares its words with the story", "shares many words with the story", "shares no word with the story"),
    "frequent words": lambda value: "reads as running text" if value > SCALE // 4 else "few of the page's small words",
    "capitals": _share("every word capitalised", "many capitals", ""),
    "last prose": lambda value: f"{_count(value)} blocks after the last prose" if _count(value) > 3 else "beside prose",
    "next prose": lambda value: f"{_count(value)} blocks before the next prose" if _count(value) > 3 else "beside prose",
    "prose near": lambda value: "among prose" if _count(value) > 60 else "little prose near",
    "linked near": lambda value: "among links" if _count(value) > 150 else "",
    "copies": lambda value: f"on the page {value} times" if value > 1 else "",
    "before headline": lambda value: "above the headline" if value else "",
    "cut": lambda value: "a named filter cut it" if value else "no named filter cut it",
    "in nav": lambda value: "in the navigation" if value else "",
    "in footer": lambda value: "in a footer" if value else "",
    "in aside": lambda value: "in an aside" if value else "",
    "in article": lambda value: "in the article element" if value else "outside any article element",
    "in half": lambda value: "in the element that holds most of the prose" if value else "outside the element that holds most of the prose",
    "alike": lambda value: f"{value} elements like its own beside it" if value > 2 else "",
    "prose around 1": _share("alone with the prose", "among much of the prose", "no prose in its element"),
    "linked around 1": _share("its element all links", "its element mostly links", ""),
}
"""Measure -> the words for its value, or nothing where the value says nothing."""


class Reasoner:
    """What moves a net's logit, made ready: for each measure that can be said, its weight through each hidden unit."""

    def __init__(self, net: Net, form: str) -> None:
        self._said = [
            (SAID[measure], column, net.mean[column], [weight * hidden[column] for weight, hidden in zip(net.out[0], net.hidden, strict=True)])
            for column, measure in enumerate(names(form))
            if measure in SAID
        ]

    def reasons(self, row: Sequence[int], belief: Belief) -> str:
        """The measures that weighed most for the call, the heaviest first: by how far each moves the logit from an average block's, at the units that fired."""
        fired = [unit > 0 for unit in belief.units]
        weighed = []
        for words, column, mean, weights in self._said:
            change = (row[column] - mean) * sum(compress(weights, fired))
            if (change > 0) == belief.kept:
                weighed.append((abs(change), words(row[column])))
        said = dict.fromkeys(words for _, words in sorted(weighed, reverse=True) if words)
        return ", ".join(list(said)[:MOST]) or "by the weight of all evidence"
