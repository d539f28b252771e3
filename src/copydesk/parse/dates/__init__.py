"""Reads the dates in text and in markup; values are ISO 8601."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter

from copydesk.lexicon import phrases
from copydesk.model.block import Span
from copydesk.parse.dates.clock import Dated, time_of, with_time
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import is_east_asian
from copydesk.text.tokens import tokens

MACHINE = lazy_pattern(
    r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T "
    r"]\s?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d|"
    r"[+-]\d\d(?!\d))?)?",
    re.IGNORECASE,
)
"""ISO 8601 and similar forms, at the beginning of a value."""
YEAR = lazy_pattern(r"\d(?:(?<!\d\d)(?:(?<=1)9[89]|(?<=2)0\d)\d|(?<=[./-]\d)\d)(?!\d)")
"""A year from 1980 on, or two digits after a separator. A text without one has no complete date,
and no other pattern is tried on it. The pattern begins with a digit and looks behind it, which
takes a quarter of the time.
"""

_WORD = r"(?:[^\W\d_]{3,12}|[\u0900-\u0dff]{2,14})"
"""A month's name. Python does not count the vowel signs of Indic scripts as letters."""
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
NAMED_MONTH = (
    lazy_pattern(
        rf"(?<![\d.,:/-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?(?:\s|-|"
        rf"\.)?\s?(?:(?:de|di|of|"
        rf"d['’])\s?)?(?P<month>{_WORD})[.,]{{0,2}}[\s-]?\s?(?:del?\s|of\s)?{_YEAR}"
    ),
    lazy_pattern(
        rf"(?<![^\W\d_])(?:[a-z]{{2,10}}(?=[A-Z][a-z])|(?P<name>[^\W\d_]{{2,15}})(?=[A-Z][a-z]))?"
        rf"(?P<month>{_WORD})\.?[\s-](?:the\s)?(?P<day>\d{{1,2}})(?:st|"
        rf"nd|rd|th|º)?\s?[.,-]?\s?(?:de\s|of\s)?{_YEAR}"
    ),
    lazy_pattern(
        rf"(?<![\d.,:/-]){_YEAR}[.,-]?\s?(?P<month>{_WORD})[.,]?[\s-]?(?P<day>\d{{1,2}})(?!\d)"
    ),
)
"""Day, month's name and year in any order: "3. März 2021", "March 3rd, 2021", "2021. március 3.".

The name of an icon or person may touch the month: "todayOctober 19, 2023", "Jane DoeOctober 19,
2023". A person's name is not part of the date.
"""
YEAR_FIRST = lazy_pattern(
    r"(?<![\d.,:/-])(?P<year>(?:19|"
    r"20)\d\d)(?P<mark>\s?[./-]\s?)(?P<month>\d{1,2})(?:\s?[./-]\s?)(?P<day>\d{1,2})(?!\d)\s?[日일]?"
)
EAST_ASIAN_YEAR_FIRST = lazy_pattern(
    r"(?<![\d.,:/-])(?P<year>(?:19|"
    r"20)\d\d)(?P<mark>\s?[./年년-]\s?)(?P<month>\d{1,2})(?:\s?[./月월-]\s?)(?P<day>\d{1,2})(?!\d)\s?[日일]?"
)
"""YEAR_FIRST with the Chinese, Japanese or Korean words for year, month and day."""
NUMERIC = lazy_pattern(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<mark>[./-]|"
    r"\s\|\s)\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|"
    r"-(?!\d\d:\d\d))(?!\.\d)"
)
SEPARATORS, EAST_ASIAN_PARTS = "./-|年년", frozenset("年년月월")
"""Separators of numeric dates, and the East Asian words for year and month."""
STAMP = lazy_pattern(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")
"""A timestamp that a style sheet hides: "Jane Doe2022-12-07T10:10:52+01:00December 25, 2022"."""


@cache
def months() -> dict[str, int]:
    """Return the number of each month's name or short form in lower case."""
    return {name: int(number) for number, names in phrases("months").items() for name in names}


@cache
def label_words(kind: str) -> frozenset[str]:
    """Return the words of the date labels of a kind.

    The kinds are `published`, `modified` and `joint`. A Chinese, Japanese or Korean label has no
    spaces and is one word.
    """
    lines = [
        line.removesuffix(" ...") for lines in phrases(f"date-{kind}").values() for line in lines
    ]
    return frozenset(
        word
        for line in lines
        for word in ([line.replace(" ", "")] if is_east_asian(line) else line.split(" "))
    )


def markup_date(value: str) -> str | None:
    """Return a date in an attribute or metadata as ISO 8601; None if invalid."""
    match = MACHINE.match(value)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        stated = _iso(int(year), int(month), int(day))
        midnight = hour == "00" and minute == "00" and second in (None, "00")
        return (
            stated + time_of(int(hour), int(minute), second, zone)
            if stated and hour and not midnight and int(hour) < 24
            else stated
        )
    found = next(dates_in(value), None) if len(value) < 80 else None
    return found.value if found else None


def dates_in(text: str, day_first: bool | None = None) -> Iterator[Dated]:
    """Yield the complete dates in a text, in order.

    `day_first` decides how 03/04/2021 is read. With None it is read day first, and `other` has the
    second reading.
    """
    return iter(_dates_in(text, day_first))


@lru_cache(maxsize=1024)
def _dates_in(text: str, day_first: bool | None) -> tuple[Dated, ...]:
    """Return the dates in a text.

    Cached, because several fields read the same lines.
    """
    if not YEAR.search(text):
        return ()
    seen = (
        STAMP.sub(lambda stamp: " " * len(stamp.group()), text)
        if "T" in text and STAMP.search(text)
        else text
    )
    found = _days(seen, day_first)
    if not found and seen is not text:
        seen, found = text, _days(text, day_first)
    timed: list[Dated] = []
    for dated in found:
        timed.append(with_time(seen, dated, timed[-1].end if timed else 0))
    return tuple(timed)


def _days(text: str, day_first: bool | None) -> list[Dated]:
    """Return the days in a text, in order. No two of them overlap."""
    found: list[Dated] = []
    year_first = (
        YEAR_FIRST if text.isascii() or EAST_ASIAN_PARTS.isdisjoint(text) else EAST_ASIAN_YEAR_FIRST
    )
    for expression in (
        *NAMED_MONTH,
        *((year_first, NUMERIC) if any(mark in text for mark in SEPARATORS) else ()),
    ):
        for match in expression.finditer(text):
            dated = _read(match, day_first)
            if dated is None:
                continue
            place = bisect_left(found, dated.start, key=attrgetter("start"))
            beside = found[max(0, place - 1) : place + 1]
            if not any(dated.start < other.end and dated.end > other.start for other in beside):
                found.insert(place, dated)
    return found


def _read(match: re.Match[str], day_first: bool | None) -> Dated | None:
    groups = match.groupdict()
    if "first" in groups:
        return _read_numeric(match, day_first)
    month = (
        months().get(" ".join(tokens(groups["month"])))
        if not groups["month"].isdigit()
        else int(groups["month"])
    )
    value = _iso(int(groups["year"]), month, int(groups["day"])) if month else None
    start = match.start("month") if groups.get("name") else match.start()
    return Dated(start, match.end(), value) if value else None


def _read_numeric(match: re.Match[str], day_first: bool | None) -> Dated | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    as_day, as_month = _iso(year, second, first), _iso(year, first, second)
    if match["mark"] == "." and as_day:
        return Dated(*match.span(), as_day, None, as_month if as_month != as_day else None)
    if as_day and as_month and as_day != as_month:
        best, other = (as_month, as_day) if day_first is False else (as_day, as_month)
        return Dated(*match.span(), best, other if day_first is None else None)
    value = as_day or as_month
    return Dated(*match.span(), value) if value else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def label_before(text: str, start: int) -> tuple[int, str]:
    """Return the start and kind of the label before a date at `start`.

    The kind is `published`, `modified` or an empty string.
    """
    kind, at = "", start
    for depth, match in enumerate(
        reversed(list(re.finditer(r"[^\W\d_]+", text[max(0, start - 60) : start]))), 1
    ):
        word = match.group().lower()
        place = match.start() + max(0, start - 60)
        labelled = next(
            (name for name in ("modified", "published", "joint") if word in label_words(name)), None
        )
        gap = text[place + len(word) : at]
        if labelled is None or depth > 6 or len(gap) > 4 or "|" in gap:
            break
        at = place
        kind = (
            labelled if labelled == "modified" or (labelled == "published" and not kind) else kind
        )
    return (at, kind) if kind or at < start else (start, "")


def whole_span(text: str, span: Span) -> Span:
    """Return the span of the text; all of it if no words are outside the span."""
    left = tokens(text[: span[0]]) + tokens(text[span[1] :])
    return (0, len(text)) if not left else span
