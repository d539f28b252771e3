"""The reasons of the judge's verdicts, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from copydesk.judge.features import Features
from copydesk.judge.net import END_WORDS, UNIT, Exact, Net, Predictions, rounded
from copydesk.judge.scale import LOG, SHARE

MAX_REASONS = 3
MAX_WORDS = 3
"""Words that a reason quotes."""
MIN_ATTRIBUTION = UNIT // 8
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
    """Finds what moved a logit, of the columns that have words, the words, and the neighbours."""

    def __init__(self, net: Net, found: Features, predictions: Predictions) -> None:
        self.net, self.found, self.predictions = net, found, predictions
        self.columns = [at for at, name in enumerate(net.columns) if name in PHRASES]
        self.weights, self.mean = net.first[self.columns], net.mean[self.columns]

    def reasons(self, at: int, kept: bool) -> str:
        """What weighed most for the call on the block at a place in the features, the heaviest
        first: how far each thing moved the logit of body from an average block's.
        """
        if (self.predictions.body[at] > 0) != kept:
            return "the lines around it decide"
        sign = 1 if kept else -1
        attributions = [*self._column_attributions(at), *self._other_attributions(at, sign)]
        weighed = sorted(
            (-part * sign, words)
            for part, words in attributions
            if words and part * sign >= MIN_ATTRIBUTION
        )
        named = list(dict.fromkeys(words for _, words in weighed))[:MAX_REASONS]
        return ", ".join(named) or "many small signs together"

    def _column_attributions(self, at: int) -> Iterator[tuple[int, str]]:
        """How far each column moved the logit, in UNITs of a nat, and the words for its value."""
        values = self.found.columns[at, self.columns]
        attributions = (values - self.mean) * (
            self.weights @ self.predictions.attribution.slopes[at]
        )
        for column, attribution in zip(self.columns, _in_units(attributions), strict=True):
            if abs(attribution) >= MIN_ATTRIBUTION:
                value = int(self.found.columns[at, column])
                yield attribution, PHRASES[self.net.columns[column]](value)

    def _other_attributions(self, at: int, sign: int) -> Iterator[tuple[int, str]]:
        """How far the words, and the blocks above and below, moved the logit."""
        attribution = self.predictions.attribution
        of_words = self._word_attributions(at)
        most = sorted((-change * sign, word) for change, word in of_words if change * sign > 0)
        quoted = "”, “".join(word for _, word in most[:MAX_WORDS])
        yield sum(change for change, _ in of_words), f"words like “{quoted}”" if quoted else ""
        around = "the story" if sign > 0 else "chrome"
        for place, part in (("above", attribution.above), ("below", attribution.below)):
            yield round(float(part[at]) * UNIT), f"{around} {place} it"

    def _word_attributions(self, at: int) -> list[tuple[int, str]]:
        """How far each known word of a line moved the logit by its place and by being there."""
        words, line, slopes = (
            self.net.words,
            self.found.words[at],
            self.predictions.attribution.slopes[at],
        )
        if words is None:
            return []
        known = [word for word in dict.fromkeys(line) if word in words.rows and word.isalpha()]
        vectors = words.embeddings[[words.rows[word] for word in known]]
        changes = vectors @ rounded(words.bag @ slopes / max(1, len(set(line))) ** 0.5)
        places = (words.ends @ slopes).reshape(2 * END_WORDS, -1)
        ends = zip([*line[:END_WORDS], *line[-END_WORDS:]], _end_places(len(line)), strict=True)
        for word, place in ends:
            if word in known:
                number = known.index(word)
                changes[number] += vectors[number] @ places[place]
        return list(zip(_in_units(changes), known, strict=True))


def _end_places(size: int) -> list[int]:
    """The places of the first and of the last words of a line of so many."""
    count = min(size, END_WORDS)
    return [*range(count), *range(2 * END_WORDS - count, 2 * END_WORDS)]


def _in_units(attributions: Exact) -> list[int]:
    return np.rint(attributions * UNIT).astype(int).tolist()  # type: ignore[no-any-return]
