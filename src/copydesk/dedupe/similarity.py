"""Decides whether two texts are copies of one story.

Shared shingles decide; where they leave a doubt, the records' metadata does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from copydesk.dedupe.signature import shingles_of, words_of
from copydesk.parse.agency import full_name

# Share of the shorter text's shingles found in the longer one. From CERTAIN_OVERLAP on the texts
# are copies; from LIKELY_OVERLAP on unless metadata contradicts; from MIN_OVERLAP on if metadata
# agrees and none contradicts. docs/dedupe.md has the measurements.
CERTAIN_OVERLAP, LIKELY_OVERLAP, MIN_OVERLAP = 0.8, 0.65, 0.4
# Two short texts with the same quotation of 24 words are not copies.
MIN_SHARED_SHINGLES = 20
# Share of the shorter headline's words found in the other one; four words at least.
MIN_HEADLINE_OVERLAP = 0.5
# Where the text with fewer figures has MIN_FIGURES, this share must be in the other one: a
# correction changes one figure, a form filled by a program changes all.
MIN_FIGURES, MIN_FIGURE_OVERLAP = 4, 0.5
DIGITS = frozenset("0123456789")
# Days. A monthly column repeats paragraphs and is not a copy.
MAX_DAYS_APART = 30


class Claims(NamedTuple):
    """The metadata of all records that have a text."""

    headlines: tuple[frozenset[str], ...]
    agencies: frozenset[str]
    datelines: frozenset[str]
    dates: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str | None, str | None, str | None, str | None]]) -> Claims:
        """Return the claims of rows of headline, agency, dateline and date."""
        headlines, agencies, datelines, dates = zip(*rows, strict=True)
        return cls(
            tuple(frozenset(words_of(headline)) for headline in headlines if headline),
            frozenset(" ".join(words_of(_full(agency))) for agency in agencies if agency),
            frozenset(" ".join(words_of(place)) for place in datelines if place),
            tuple(day for day in map(_day, dates) if day),
        )


class ShingledText:
    """A text ready for comparison."""

    def __init__(self, words: list[str], claims: Claims) -> None:
        self.shingles = shingles_of(words)
        self.words = words
        self.claims = claims

    @cached_property
    def all(self) -> frozenset[str]:
        """The set of its shingles."""
        return frozenset(self.shingles)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The set of its figures."""
        return frozenset(word for word in self.words if word[0] in DIGITS)


def same_story(one: ShingledText, other: ShingledText) -> bool:
    """Return whether two texts are copies of one story."""
    share, shared = containment(one, other)
    if (
        share < MIN_OVERLAP
        or shared < MIN_SHARED_SHINGLES
        or _figures_differ(one.figures, other.figures)
    ):
        return False
    if share >= CERTAIN_OVERLAP:
        return True
    if against(one.claims, other.claims):
        return False
    return share >= LIKELY_OVERLAP or bool(evidence(one.claims, other.claims))


def containment(one: ShingledText, other: ShingledText) -> tuple[float, int]:
    """Return the overlap of two texts: a share, and shared shingles.

    The share is that of the shorter one's shingles found in the longer one. Of the longer
    one only the beginning counts, twice as long as the shorter one and fifty shingles more: a
    shortened copy begins where the story does, and one of ten briefs in a digest is not a copy of
    the digest.
    """
    short, long = sorted((one, other), key=lambda text: len(text.shingles))
    near = 2 * len(short.shingles) + 50
    within = long.all if len(long.shingles) <= near else frozenset(long.shingles[:near])
    shared = len(short.all & within)
    return shared / max(len(short.all), 1), shared


def evidence(one: Claims, other: Claims) -> tuple[str, ...]:
    """Return the metadata that supports a copy.

    A similar headline, the same agency, or the same dateline.
    """
    found = []
    if any(_similar(mine, theirs) for mine in one.headlines for theirs in other.headlines):
        found.append("headline")
    if one.agencies & other.agencies:
        found.append("agency")
    if one.datelines & other.datelines:
        found.append("dateline")
    return tuple(found)


def against(one: Claims, other: Claims) -> str | None:
    """Return the metadata that contradicts a copy, or None.

    Different agencies, or dates far apart.
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


def _figures_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= MIN_FIGURES and len(one & other) < MIN_FIGURE_OVERLAP * least


def _full(agency: str) -> str:
    return full_name(agency).removeprefix("The ")


def _similar(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= 4 and len(one & other) >= MIN_HEADLINE_OVERLAP * least


def _day(text: str | None) -> int | None:
    """Return a date as a day number; None for what is not a date."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
