"""The reasons of the judge's verdicts, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from copydesk.judge.attribution import attribution
from copydesk.judge.features import Features
from copydesk.judge.net import END_WORDS, UNIT, Predictions, rounded
from copydesk.judge.scale import LOG, SHARE, Whole
from copydesk.judge.weights import Exact, Net, Words

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


class Call(NamedTuple):
    """A call on a block.

    The block's place in the features, and whether it is kept.
    """

    at: int
    kept: bool


def reasons(
    net: Net, found: Features, predictions: Predictions, calls: Sequence[Call]
) -> Iterator[tuple[Call, str]]:
    """Yield each call with what weighed most for it, the heaviest first.

    The weight of a thing is how far it moved the logit of body from an average block's.
    """
    explained = [call for call in calls if (predictions.body[call.at] > 0) == call.kept]
    places = np.array([call.at for call in explained], int)
    attributed = attribution(net, predictions.pieces, places)
    signs = [1 if call.kept else -1 for call in explained]
    attributions = zip(
        signs,
        _column_attributions(net, found, attributed.slopes, places),
        _word_attributions(net, found, attributed.slopes, places),
        _in_units(attributed.above),
        _in_units(attributed.below),
        strict=True,
    )
    for call in calls:
        if (predictions.body[call.at] > 0) != call.kept:
            yield call, "the lines around it decide"
        else:
            yield call, _reason(*next(attributions))


def _reason(
    sign: int,
    columns: Sequence[tuple[int, str]],
    words: Sequence[tuple[int, str]],
    above: int,
    below: int,
) -> str:
    """Return the reason of a call by all that moved the logit of body.

    `sign` is 1 for a block that is kept, else -1.
    """
    most = sorted((-change * sign, word) for change, word in words if change * sign > 0)
    quoted = "”, “".join(word for _, word in most[:MAX_WORDS])
    around = "the story" if sign > 0 else "chrome"
    attributions = [
        *columns,
        (sum(change for change, _ in words), f"words like “{quoted}”" if quoted else ""),
        (above, f"{around} above it"),
        (below, f"{around} below it"),
    ]
    weighed = sorted(
        (-part * sign, words)
        for part, words in attributions
        if words and part * sign >= MIN_ATTRIBUTION
    )
    named = list(dict.fromkeys(words for _, words in weighed))[:MAX_REASONS]
    return ", ".join(named) or "many small signs together"


def _column_attributions(
    net: Net, found: Features, slopes: Exact, places: Whole
) -> Iterator[list[tuple[int, str]]]:
    """Yield for each block the columns that moved its logit of body.

    Each is a part of the logit, in UNITs of a nat, and the words for the column's value.
    """
    columns = [at for at, name in enumerate(net.columns) if name in PHRASES]
    phrases = [PHRASES[net.columns[column]] for column in columns]
    values = found.columns[places][:, columns]
    by_column = slopes @ net.first[columns].T
    units = np.rint((values - net.mean[columns]) * by_column * UNIT).astype(int)
    for own, own_values in zip(units.tolist(), values.tolist(), strict=True):
        yield [
            (unit, phrase(value))
            for unit, value, phrase in zip(own, own_values, phrases, strict=True)
            if abs(unit) >= MIN_ATTRIBUTION
        ]


def _word_attributions(
    net: Net, found: Features, slopes: Exact, places: Whole
) -> Iterator[list[tuple[int, str]]]:
    """Yield for each block its known words and their parts of the logit.

    A word counts by being in the line and by its place at one of its ends; in UNITs of a nat.
    """
    words = net.words
    if words is None:
        yield from ([] for _ in places)
        return
    lines = [found.words[at] for at in places]
    known = [
        [word for word in dict.fromkeys(line) if word in words.rows and word.isalpha()]
        for line in lines
    ]
    changes = iter(_changes(words, lines, known, slopes))
    for own in known:
        yield [(next(changes), word) for word in own]


def _changes(
    words: Words, lines: Sequence[Sequence[str]], known: Sequence[Sequence[str]], slopes: Exact
) -> list[int]:
    """Return each known word's part of the logit, line after line.

    In UNITs of a nat.
    """
    vectors = words.embeddings[np.array([words.rows[word] for own in known for word in own], int)]
    spread = np.sqrt([max(1, len(set(line))) for line in lines])[:, None]
    by_presence = rounded(slopes @ words.bag.T / spread)
    by_place = (slopes @ words.ends.T).reshape(len(lines), 2 * END_WORDS, vectors.shape[1])
    changes = (vectors * np.repeat(by_presence, [*map(len, known)], axis=0)).sum(axis=1)
    at, number, place = np.array([*_ends(lines, known)], int).reshape(-1, 3).T
    np.add.at(changes, at, (vectors[at] * by_place[number, place]).sum(axis=1))
    return _in_units(changes)


def _ends(
    lines: Sequence[Sequence[str]], known: Sequence[Sequence[str]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the known words at the ends of lines.

    The word's number among all known words, the line's number, and the place.
    """
    first = 0
    for number, (line, own) in enumerate(zip(lines, known, strict=True)):
        ends = [*line[:END_WORDS], *line[-END_WORDS:]]
        for word, place in zip(ends, _end_places(len(line)), strict=True):
            if word in own:
                yield first + own.index(word), number, place
        first += len(own)


def _end_places(size: int) -> list[int]:
    """The places of the first and of the last words of a line of so many."""
    count = min(size, END_WORDS)
    return [*range(count), *range(2 * END_WORDS - count, 2 * END_WORDS)]


def _in_units(attributions: Exact) -> list[int]:
    return np.rint(attributions * UNIT).astype(int).tolist()  # type: ignore[no-any-return]
