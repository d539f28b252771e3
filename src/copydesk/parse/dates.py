"""Dates that pages write for people and for machines, as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.lexicon import phrases
from copydesk.model.page import Span
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import is_east_asian
from copydesk.text.tokens import DIGIT, tokens

MACHINE = lazy_pattern(
    r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T "
    r"]\s?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d|"
    r"[+-]\d\d(?!\d))?)?",
    re.IGNORECASE,
)
"""ISO 8601 and similar forms, at the beginning of a value."""
YEAR = lazy_pattern(r"\d(?:(?<!\d\d)(?:(?<=1)9[89]|(?<=2)0\d)\d|(?<=[./-]\d)\d)(?!\d)")
"""A year from 1980 on, or its last two digits behind a mark. A text without one has no whole date,
and no other pattern is tried on it. The pattern begins with a digit and looks back from it, which
takes Python a quarter of the time.
"""

_WORD = r"(?:[^\W\d_]{3,12}|[\u0900-\u0dff]{2,14})"
"""A month's name. In the scripts of India vowel signs are not letters to Python."""
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
SPOKEN = (
    lazy_pattern(
        rf"(?<![\d.,:/-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?(?:\s|-|"
        rf"\.)?\s?(?:(?:de|di|of|"
        rf"d['’])\s?)?(?P<month>{_WORD})[.,]{{0,2}}[\s-]?\s?(?:del?\s|of\s)?{_YEAR}"
    ),
    lazy_pattern(
        rf"(?<![^\W\d_])(?:[a-z]{{2,10}}(?=[A-Z][a-z]))?(?P<month>{_WORD})\.?[\s-](?:the\s)?(?P<day>\d{{1,2}})(?:st|"
        rf"nd|rd|th|º)?\s?[.,-]?\s?(?:de\s|of\s)?{_YEAR}"
    ),
    lazy_pattern(
        rf"(?<![\d.,:/-]){_YEAR}[.,-]?\s?(?P<month>{_WORD})[.,]?[\s-]?(?P<day>\d{{1,2}})(?!\d)"
    ),
)
"""Day, month's name and year in any order: "3. März 2021", "March 3rd, 2021", "2021. március 3.".

An icon's name may touch the month: "todayOctober 19, 2023".
"""
YEAR_FIRST = lazy_pattern(
    r"(?<![\d.,:/-])(?P<year>(?:19|"
    r"20)\d\d)(?P<mark>\s?[./-]\s?)(?P<month>\d{1,2})(?:\s?[./-]\s?)(?P<day>\d{1,2})(?!\d)\s?[日일]?"
)
SPELLED = lazy_pattern(
    r"(?<![\d.,:/-])(?P<year>(?:19|"
    r"20)\d\d)(?P<mark>\s?[./年년-]\s?)(?P<month>\d{1,2})(?:\s?[./月월-]\s?)(?P<day>\d{1,2})(?!\d)\s?[日일]?"
)
"""YEAR_FIRST with the Chinese, Japanese or Korean words for year, month and day."""
NUMERIC = lazy_pattern(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<mark>[./-]|"
    r"\s\|\s)\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|"
    r"-(?!\d\d:\d\d))(?!\.\d)"
)
MARKS, PARTS = "./-|年년", frozenset("年년月월")
"""Characters between the parts of a numeric date."""
STAMP = lazy_pattern(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")
"""A timestamp that a style sheet hides: "Jane Doe2022-12-07T10:10:52+01:00December 25, 2022"."""
CLOCK = lazy_pattern(
    r"(?:[\s,;|•·@–—-]|T(?=\d)|\b(?:at|um|à|a las?|alle|ore|kl\.?|às|om|"
    r"o)\b){0,6}(?P<hour>[012]?\d)"
    r"(?:\s?(?:[:h時时시]|\.(?=\d\d\s?(?:uhr|[ap]\.?m)))\s?(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d))?)?(?!\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?(?:(?:uhr|"
    r"hrs|h)\b|[分분]))?\s?(?P<zone>(?:UTC|GMT|Z)(?:[+-]\d\d?(?::?\d\d)?)?\b|"
    r"[+-]\d\d:?\d\d)?(?:[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
MAX_TIME_OFFSET = 40
"""Characters between a date and its time: six marks or words at most."""
BEFORE_CLOCK = lazy_pattern(
    r"(?P<hour>[012]?\d)[:.](?P<minute>[0-5]\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?\s?(?P<zone>UTC|"
    r"GMT)?(?:[A-Z]{2,4}\b)?[\s,|•·-]{0,3}(?:\w{3,9},?\s)?$",
    re.IGNORECASE,
)
RELATIVE = lazy_pattern(
    r"\b(?:(\d{1,3}|an?|one|eine[mr]?|un[ae]?)\s(minute|hour|day|week|min|hr|stunde|"
    r"tag|woche|heure|jour|hora|día|dia)\w{0,2}(?:\sago)?|(yesterday|today))\b",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "tag": 1, "jour": 1, "día": 1, "dia": 1, "week": 7, "woche": 7}


class Dated(NamedTuple):
    """A date in a text: half-open offsets, ISO value and second readings.

    `other` is the second reading of an ambiguous numeric date. `dotted` is the second reading of
    one with dots, month first: few pages mean it, so it counts only where metadata states that day.
    """

    start: int
    end: int
    value: str
    other: str | None = None
    dotted: str | None = None

    @property
    def day(self) -> str:
        """`YYYY-MM-DD`."""
        return self.value[:10]


@cache
def months() -> dict[str, int]:
    """Return the number of each month's name or short form in lower case."""
    return {name: int(number) for number, names in phrases("months").items() for name in names}


@cache
def label_words(kind: str) -> frozenset[str]:
    """Return the words of the date labels of a kind: `published`, `modified`, `joint`.

    A Chinese, Japanese or Korean label has no spaces and is one word.
    """
    lines = [
        line.removesuffix(" ...") for lines in phrases(f"date-{kind}").values() for line in lines
    ]
    return frozenset(
        word
        for line in lines
        for word in ([line.replace(" ", "")] if is_east_asian(line) else line.split(" "))
    )


def machine(value: str) -> str | None:
    """Return the ISO form of a date in markup, or None for no calendar day."""
    match = MACHINE.match(value)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        stated = _iso(int(year), int(month), int(day))
        midnight = hour == "00" and minute == "00" and second in (None, "00")
        return (
            stated + _time(int(hour), int(minute), second, zone)
            if stated and hour and not midnight and int(hour) < 24
            else stated
        )
    found = next(written(value), None) if len(value) < 80 else None
    return found.value if found else None


def written(text: str, day_first: bool | None = None) -> Iterator[Dated]:
    """Yield the whole dates in a text, in order.

    `day_first` decides how 03/04/2021 is read; with None, `other` has the second reading.
    """
    yield from _written(text, day_first)


@lru_cache(maxsize=1024)
def _written(text: str, day_first: bool | None) -> tuple[Dated, ...]:
    """Return the dates of a text. Cached: several fields read the same lines."""
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
    for dated in sorted(found):
        timed.append(_with_time(seen, dated, timed[-1].end if timed else 0))
    return tuple(timed)


def _days(text: str, day_first: bool | None) -> list[Dated]:
    found: list[Dated] = []
    year_first = YEAR_FIRST if text.isascii() or PARTS.isdisjoint(text) else SPELLED
    for expression in (
        *SPOKEN,
        *((year_first, NUMERIC) if any(mark in text for mark in MARKS) else ()),
    ):
        for match in expression.finditer(text):
            dated = _read(match, day_first)
            if dated and not any(
                dated.start < other.end and dated.end > other.start for other in found
            ):
                found.append(dated)
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
    return Dated(*match.span(), value) if value else None


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


def _with_time(text: str, dated: Dated, free: int) -> Dated:
    """Return the date with the time after it, or before it from offset `free` on."""
    free = max(free, dated.start - 40)
    after = (
        CLOCK.match(text, dated.end)
        if DIGIT.search(text, dated.end, dated.end + MAX_TIME_OFFSET)
        else None
    )
    before = (
        BEFORE_CLOCK.search(text[free : dated.start])
        if not (after and after["minute"]) and DIGIT.search(text, free, dated.start)
        else None
    )
    clock = after if after and (after["minute"] or after["half"]) else before
    if clock is None:
        return dated
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half and hour <= 12 else hour
    if hour > 23:
        return dated
    seconds = clock["second"] if clock is after else None
    value = dated.value + _time(hour, int(clock["minute"] or 0), seconds, clock["zone"])
    if clock is after:
        return dated._replace(end=clock.end(), value=value)
    return dated._replace(start=free + clock.start(), value=value)


def _time(hour: int, minute: int, second: str | None, zone: str | None) -> str:
    text = f"T{hour:02}:{minute:02}" + (f":{second}" if second else "")
    if not zone:
        return text
    offset = re.sub(r"^(?:UTC|GMT|Z)", "", zone, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", offset)
    if not digits:
        return text + "+00:00"
    digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
    return f"{text}{offset[0]}{digits[:2]}:{digits[2:] or '00'}"


def relative(text: str, crawled: str) -> Dated | None:
    """Return the day of "3 hours ago" or "yesterday" on a page fetched on `crawled`."""
    match = RELATIVE.search(text)
    if not match:
        return None
    number, unit, word = match.groups()
    if (
        not word
        and "ago" not in match.group().lower()
        and not re.search(r"\b(?:vor|il y a|hace|há)\s$", text[: match.start()], re.IGNORECASE)
    ):
        return None
    back = (
        {"yesterday": 1, "today": 0}[word.lower()]
        if word
        else _DAYS.get(unit.lower(), 0) * (int(number) if number.isdigit() else 1)
    )
    return Dated(
        *match.span(), (date.fromisoformat(crawled[:10]) - timedelta(days=back)).isoformat()
    )


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
    """Return the span, or all of the text if only punctuation and digits are left."""
    left = tokens(text[: span[0]]) + tokens(text[span[1] :])
    return (0, len(text)) if not left else span
