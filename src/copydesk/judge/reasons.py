"""Why the judge called a block as it did, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from copydesk.judge.features import Features
from copydesk.judge.net import END_WORDS, UNIT, Beliefs, Exact, Net, rounded
from copydesk.judge.scale import LOG, SHARE

MAX_REASONS = 3
MAX_WORDS = 3
"""Words that a reason quotes."""
MIN_PULL = UNIT // 8
"""The least part of a logit that is a reason, in UNITs of a nat."""


def _count(log: int) -> int:
    """The count with this place on the logarithmic scale."""
    return bisect_left(LOG, log)


def _words(value: int) -> str:
    count = _count(value)
    return "one word" if count == 1 else f"{count} words"


def _share(whole: str, most: str, none: str) -> Callable[[int], str]:
    return lambda value: (
        whole if value >= SHARE - 1 else most if value >= SHARE // 3 else none if value == 0 else ""
    )


def _yes(there: str, absent: str = "") -> Callable[[int], str]:
    return lambda value: there if value else absent


def _far(what: str) -> Callable[[int], str]:
    return lambda value: f"{_count(value)} blocks {what}" if _count(value) > 3 else "beside prose"


PHRASES: Mapping[str, Callable[[int], str]] = {
    "words log": _words,
    "linked": _share("all linked", "much of it linked", "no links"),
    "ends": _yes("ends like a sentence", "does not end like a sentence"),
    "stops": lambda value: f"{value} sentences" if value > 1 else "",
    "colon": _yes("ends with a colon"),
    "starts small": _yes("begins with a small letter"),
    "quotes": _yes("has a quotation"),
    "related words": _share(
        "shares its words with the story",
        "shares many words with the story",
        "shares no word with the story",
    ),
    "frequent words": lambda value: (
        "reads as running text" if value > SHARE // 4 else "few of the page's small words"
    ),
    "capitals": _share("every word capitalised", "many capitals", ""),
    "last prose": _far("after the last prose"),
    "next prose": _far("before the next prose"),
    "prose near": lambda value: "among prose" if _count(value) > 60 else "little prose near",
    "linked near": lambda value: "among links" if _count(value) > 150 else "",
    "copies": lambda value: f"on the page {value} times" if value > 1 else "",
    "before headline": _yes("above the headline"),
    "cut": _yes("a named filter cut it", "no named filter cut it"),
    "settled before": lambda value: "below chrome" if value else "",
    "settled after": lambda value: "above chrome" if value else "",
    "in nav": _yes("in the navigation"),
    "in footer": _yes("in a footer"),
    "in aside": _yes("in an aside"),
    "in article": _yes("in the article element", "outside any article element"),
    "in half": _yes(
        "in the element that holds most of the prose",
        "outside the element that holds most of the prose",
    ),
    "alike": lambda value: f"{value} elements like its own beside it" if value > 2 else "",
    "prose around 1": _share(
        "alone with the prose", "among much of the prose", "no prose in its element"
    ),
    "linked around 1": _share("its element all links", "its element mostly links", ""),
}
"""Column -> the words for its value, or nothing where the value explains nothing."""


class Reasoner:
    """Finds what moved a logit: for each hidden unit the weights of the columns that have words."""

    def __init__(self, net: Net, found: Features, beliefs: Beliefs) -> None:
        self.net, self.found, self.beliefs = net, found, beliefs
        self.columns = [at for at, name in enumerate(net.columns) if name in PHRASES]

    def reasons(self, at: int, kept: bool) -> str:
        """What weighed most for the call on the block at a place in the features, the heaviest
        first: how far each thing moved the logit of body from an average block's.
        """
        if (self.beliefs.body[at] > 0) != kept:
            return "the lines around it decide"
        sign = 1 if kept else -1
        weighed = sorted(
            (-pull * sign, words)
            for pull, words in self._pulls(at, kept)
            if words and pull * sign >= MIN_PULL
        )
        named = list(dict.fromkeys(words for _, words in weighed))[:MAX_REASONS]
        return ", ".join(named) or "many small signs together"

    def _pulls(self, at: int, kept: bool) -> Iterator[tuple[int, str]]:
        """How far each thing moved the logit, in UNITs of a nat, and the words for it."""
        pull, net = self.beliefs.pull, self.net
        slopes, values = pull.slopes[at], self.found.columns[at]
        for column in self.columns:
            change = (values[column] - net.mean[column]) * _dot(net.first[column], slopes)
            yield round(change * UNIT), PHRASES[net.columns[column]](int(values[column]))
        of_words = list(self._word_pulls(at, slopes))
        sign = 1 if kept else -1
        most = sorted((-change * sign, word) for change, word in of_words if change * sign > 0)
        quoted = "”, “".join(word for _, word in most[:MAX_WORDS])
        yield sum(change for change, _ in of_words), f"words like “{quoted}”" if quoted else ""
        around = "the story" if kept else "chrome"
        yield round(float(pull.above[at]) * UNIT), f"{around} above it"
        yield round(float(pull.below[at]) * UNIT), f"{around} below it"

    def _word_pulls(self, at: int, slopes: Exact) -> Iterator[tuple[int, str]]:
        """How far each known word of a line moved the logit by its place and by being there."""
        words = self.net.words
        if words is None:
            return
        line = self.found.words[at]
        size, different = words.embeddings.shape[1], list(dict.fromkeys(line))
        bag = rounded(words.bag @ slopes / max(1, len(different)) ** 0.5)
        places = (words.ends @ slopes).reshape(2 * END_WORDS, size)
        for word in different:
            if word in words.rows and word[-1].isalpha():
                vector = words.embeddings[words.rows[word]]
                change = _dot(vector, bag)
                for place in _places(line, word):
                    change += _dot(vector, places[place])
                yield round(change * UNIT), word


def _places(line: Sequence[str], word: str) -> Iterator[int]:
    """The places at the ends of a line that a word takes."""
    for at, here in enumerate(line):
        if here == word and at < END_WORDS:
            yield at
        if here == word and at >= len(line) - END_WORDS:
            yield 2 * END_WORDS - len(line) + at


def _dot(left: Exact, right: Exact) -> float:
    return float(np.dot(left, right))
