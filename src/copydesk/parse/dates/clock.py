"""Reads the time of day after or before a date."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import DIGIT

CLOCK = lazy_pattern(
    r"(?:[\s,;|•·@–—-]|T(?=\d)|(?P<kl>\bkl(?:o\b|\b\.?))|\b(?:at|um|à|a las?|alle|ore|às|om|"
    r"o)\b){0,6}(?P<hour>[012]?\d)"
    r"(?:\s?(?:[:h時时시]|\.(?=\d\d\s?(?:uhr|[ap]\.?m))|(?(kl)\.|(?!)))\s?(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d))?)?(?!\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?(?:(?:uhr|"
    r"hrs|h)\b|[分분]))?\s?(?P<zone>(?:UTC|GMT|Z)(?:[+-]\d\d?(?::?\d\d)?)?\b|"
    r"[+-]\d\d:?\d\d)?(?:(?-i:[A-Z]{2,4})\b)?",
    re.IGNORECASE,
)
"""The time after a date, with the words before it. A point is between hour and minute only before
"Uhr", "am" or "pm", or behind "kl", as in Norwegian.
"""
MAX_TIME_OFFSET = 40
"""Characters between a date and its time: six marks or words at most."""
BEFORE_CLOCK = lazy_pattern(
    r"(?P<hour>[012]?\d)[:.](?P<minute>[0-5]\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?\s?(?P<zone>UTC|"
    r"GMT)?(?:[A-Z]{2,4}\b)?[\s,|•·-]{0,3}(?:\w{3,9},?\s)?$",
    re.IGNORECASE,
)


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


def with_time(text: str, dated: Dated, free: int) -> Dated:
    """Return the date with the time beside it.

    The time is after the date, or before it from offset `free` on.
    """
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
    value = dated.value + time_of(hour, int(clock["minute"] or 0), seconds, clock["zone"])
    if clock is after:
        return dated._replace(end=clock.end(), value=value)
    return dated._replace(start=free + clock.start(), value=value)


def time_of(hour: int, minute: int, second: str | None, zone: str | None) -> str:
    """Return the time and its offset in the form of ISO 8601."""
    text = f"T{hour:02}:{minute:02}" + (f":{second}" if second else "")
    if not zone:
        return text
    offset = re.sub(r"^(?:UTC|GMT|Z)", "", zone, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", offset)
    if not digits:
        return text + "+00:00"
    digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
    return f"{text}{offset[0]}{digits[:2]}:{digits[2:] or '00'}"
