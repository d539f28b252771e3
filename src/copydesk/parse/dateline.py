"""The place that opens a story, as its dateline: "WASHINGTON (AP) — "."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.parse.agency import IN_DATELINE
from copydesk.parse.credit import read_ahead, read_inside
from copydesk.text.lazy_pattern import lazy_pattern

DASH = r"\s*[-–—]{1,2}\s*(?=\S)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ.'’]|-(?=[A-ZÀ-ÖØ-Þ]))*"
_STATE = r"(?:,\s(?:[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+\.?)?|[A-Z]\.?[A-Z]\.?))?"
PLACE = rf"(?P<place>{_CAPITALS}(?:[ -]{_CAPITALS}){{0,4}}{_STATE})"
DAY = r"(?:,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s(?:19|20)\d\d)?)?"
BARE = lazy_pattern(
    rf"{PLACE}{DAY}\s*(?:(?:[-–—]{{1,2}}\s?)?[(\[/](?P<agency>[^()\[\]]{{2,40}})[)\]/])?{DASH}"
)
BRACKETED = lazy_pattern(
    rf"[(\[]{PLACE}{DAY}[)\]]\s*(?:[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]])?{DASH}"
)
AGENCY = rf"[(\[](?P<agency>{IN_DATELINE}(?!\w)[^()]{{0,20}})[)\]]"
MIXED = lazy_pattern(
    rf"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:[ -][A-ZÀ-Þ][\w.'’-]+){{0,3}}{_STATE}){DAY}\s{AGENCY}{DASH}",
)
"""A place in mixed case is a dateline only before an agency."""
SPANISH = lazy_pattern(
    r"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:\s(?:de|del|la|las|los|el|"
    r"[A-ZÀ-Þ][\w'’-]+)){0,5})(?:\s?\((?P<agency>[^()]{2,30})\))?\s?\.\s?[-–—]{1,2}\s*(?=\S)"
)
"""A full stop and a dash after a place: "Valdemora.- A las siete"."""
STOP_AND_DASH = lazy_pattern(r"\.\s?[-–—]")
COLON = lazy_pattern(rf"{PLACE}(?:\s\((?P<agency>[^()]{{2,30}})\))?:\s(?=[^\W\d_a-z])")
NO_PLACE = (
    "FILE",
    "UPDATE",
    "BREAKING",
    "WATCH",
    "EDITOR",
    "NOTE",
    "Q",
    "PHOTO",
    "EXCLUSIVE",
    "LISTEN",
    "VIDEO",
    "CORRECTION",
)
"""Words in capitals before a dash or a colon that are not places."""


def opening_place(text: str, start: int = 0) -> re.Match[str] | None:
    """Match the place, and its agency if any, that a paragraph opens with.

    A credit or caption glued to the front of the paragraph is skipped.
    """
    glued = read_ahead(text) or read_inside(text) if not start else None
    at = glued.span[1] if glued else start
    at += len(text) - at - len(text[at:].lstrip())
    found = next((match for form in _forms(text, at) if (match := form.match(text, at))), None)
    return (
        found
        if found
        and len(found["place"].rstrip(".,")) > 2
        and not found["place"].startswith(NO_PLACE)
        else None
    )


def _forms(text: str, at: int) -> Iterator[re.Pattern[str]]:
    """The forms that can match at an offset, by its first letters."""
    first, second = text[at : at + 1], text[at + 1 : at + 2]
    if first in ("(", "["):
        yield BRACKETED
    elif first.isupper():
        if not second.islower():
            yield BARE
        yield MIXED
        if STOP_AND_DASH.search(text, at):
            yield SPANISH


def place_before_colon(text: str) -> re.Match[str] | None:
    """Match a place in capitals, and its agency if any, before a colon."""
    match = capitals_before_colon(text)
    return match if match and not match["place"].startswith(NO_PLACE) else None


def capitals_before_colon(text: str) -> re.Match[str] | None:
    """Match capitals before a colon: a place, or a speaker in a transcript."""
    return (
        COLON.match(text) if ":" in text and text[0].isupper() and not text[1].islower() else None
    )
