"""Whether two texts are copies of one story: what they share word for word, and where that leaves a
doubt, what their records say of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from copydesk.dedupe.signature import shingles_of, words_of
from copydesk.fields.story.source import FULL

CERTAIN_OVERLAP, LIKELY_OVERLAP, MIN_OVERLAP = 0.8, 0.65, 0.4
"""The share of the shorter text's shingles that stand in the longer one: from SURE on they are
copies whatever is said of them; from DOUBTFUL on unless something speaks against it; from LEAST on
if something speaks for it and nothing against it. See docs/dedupe.md for how they were found.
"""
MIN_SHARED_SHINGLES = 20
"""Shingles that two copies share at least: a quotation of 24 words in two short texts makes no
copies.
"""
MIN_HEADLINE_OVERLAP = 0.5
"""The share of the words of the shorter of two headlines that stand in the other, from which on
they are alike; four words at least.
"""
MIN_FIGURES, MIN_FIGURE_OVERLAP = 4, 0.5
"""Of so many figures in the text that has fewer, this share stands in the other as well: a
correction changes one, a form that a program fills in all.
"""
DIGITS = frozenset("0123456789")
MAX_DAYS_APART = 30
"""Days between two dates that speak against a copy: a column that comes every month has its
standing paragraphs.
"""


class Claims(NamedTuple):
    """What the records that have a text say of it."""

    headlines: tuple[frozenset[str], ...]
    agencies: frozenset[str]
    datelines: frozenset[str]
    dates: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str | None, str | None, str | None, str | None]]) -> Claims:
        """The claims of rows of headline, agency, dateline and date."""
        headlines, agencies, datelines, dates = zip(*rows, strict=True)
        return cls(
            tuple(frozenset(words_of(headline)) for headline in headlines if headline),
            frozenset(" ".join(words_of(_full(agency))) for agency in agencies if agency),
            frozenset(" ".join(words_of(place)) for place in datelines if place),
            tuple(day for day in map(_day, dates) if day),
        )


class ShingledText:
    """A text as it is compared."""

    def __init__(self, words: list[str], claims: Claims) -> None:
        self.shingles = shingles_of(words)
        self.words = words
        self.claims = claims

    @cached_property
    def all(self) -> frozenset[str]:
        """Its shingles, each once."""
        return frozenset(self.shingles)

    @cached_property
    def figures(self) -> frozenset[str]:
        """Its figures, each once."""
        return frozenset(word for word in self.words if word[0] in DIGITS)


def same_story(one: ShingledText, other: ShingledText) -> bool:
    """Whether two texts are copies of one story."""
    share, shared = containment(one, other)
    if (
        share < MIN_OVERLAP
        or shared < MIN_SHARED_SHINGLES
        or _other_figures(one.figures, other.figures)
    ):
        return False
    if share >= CERTAIN_OVERLAP:
        return True
    if against(one.claims, other.claims):
        return False
    return share >= LIKELY_OVERLAP or bool(evidence(one.claims, other.claims))


def containment(one: ShingledText, other: ShingledText) -> tuple[float, int]:
    """The share of the shorter text's shingles that stand in the longer one, and how many that are.

    Of the longer one only the beginning counts, twice as long as the shorter and fifty words more:
    a copy that is cut short begins where the story does, and one of the ten briefs in a digest
    makes no copy of the digest.
    """
    short, long = sorted((one, other), key=lambda text: len(text.shingles))
    near = 2 * len(short.shingles) + 50
    within = long.all if len(long.shingles) <= near else frozenset(long.shingles[:near])
    shared = len(short.all & within)
    return shared / max(len(short.all), 1), shared


def evidence(one: Claims, other: Claims) -> tuple[str, ...]:
    """What the records of two texts say for their being copies: a headline that is alike, the same
    agency, the same place under the same date.
    """
    found = []
    if any(_alike(mine, theirs) for mine in one.headlines for theirs in other.headlines):
        found.append("headline")
    if one.agencies & other.agencies:
        found.append("agency")
    if one.datelines & other.datelines:
        found.append("dateline")
    return tuple(found)


def against(one: Claims, other: Claims) -> str | None:
    """What the records of two texts say against it: other agencies, or dates far apart; None where
    nothing does.
    """
    if one.agencies and other.agencies and not one.agencies & other.agencies:
        return "agency"
    if (
        one.dates
        and other.dates
        and min(abs(mine - theirs) for mine in one.dates for theirs in other.dates) > MAX_DAYS_APART
    ):
        return "date"
    return None


def _other_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= MIN_FIGURES and len(one & other) < MIN_FIGURE_OVERLAP * least


def _full(agency: str) -> str:
    return FULL.get(agency, agency).removeprefix("The ")


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= 4 and len(one & other) >= MIN_HEADLINE_OVERLAP * least


def _day(text: str | None) -> int | None:
    """A day as a number; None for none, and for what is no day."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
