"""Photo credits: the credit in a line, without its label."""

from __future__ import annotations

import re

from copydesk.parse.credit.agency import by_agency, of_agency, slashed
from copydesk.parse.credit.label import read_labelled
from copydesk.parse.credit.text import Credit
from copydesk.text.lazy_pattern import lazy_pattern

MAX_CHARACTERS_READ = 400
"""Characters at the end of a line in which its credit is."""
MAX_BRACKETS = 130
BRACKETS = lazy_pattern(r"[(\[](?P<name>[^()\[\]]{2,120})[)\]]\s*\.?\s*$")
NO_NAME = lazy_pattern(
    r"(?:symbol|archiv|file|illustrat|montage|photo|courtesy|©)\w*(?:\s\w+)?", re.IGNORECASE
)
"""A word in brackets behind a credit: "Foto: Anna Kroll / dpa (Symbolbild)"."""
BUTTONS = lazy_pattern(r"(?:\s*\b(?:hide|toggle) caption\b)*\s*$", re.IGNORECASE)
BY_FORM = ("agency in a sentence", "name and agency in a sentence", "label in a sentence")
"""Forms of a credit that a sentence can hold too, the least certain first."""


def read_credit(text: str) -> Credit | None:
    """Return the credit at the end of a line, or that is the whole line."""
    end = _end(text)
    offset = max(0, end - MAX_CHARACTERS_READ)
    line = text[offset:end]
    found = _in_brackets(line) or _best(line) or slashed(line)
    if found is None or (line.endswith(")") and found.form == "agency in a sentence"):
        return None  # "(mit dpa)": the agency wrote the story
    start, last = found.span
    whole = len(text) if last == len(line) else offset + last
    return found._replace(span=(offset + start, whole))


def _end(text: str) -> int:
    """Return the end of a line without caption buttons and trailing spaces."""
    tail = text[-60:]
    buttons = BUTTONS.search(tail) if "caption" in tail.lower() else None
    return len(text) - len(buttons[0] if buttons else tail) + (0 if buttons else len(tail.rstrip()))


def _in_brackets(line: str) -> Credit | None:
    """Return the credit that ends with a bracket: "(AP Photo/Jane Roe)"."""
    match = BRACKETS.search(line[-MAX_BRACKETS:])
    if match is None or NO_NAME.fullmatch(match["name"]):
        return None
    start = max(0, len(line) - MAX_BRACKETS) + match.start()
    inside = _best(match["name"])
    around = of_agency(line) if ":" not in match["name"] else None
    if around or inside is None or not inside.apart:
        return around or inside
    labelled = read_labelled(line)
    if labelled and labelled.span[0] < start and labelled.apart:
        return labelled
    return Credit(inside.value, (start, len(line)), "brackets")


def _best(line: str) -> Credit | None:
    """Return the more certain of two credits, else the earlier.

    They are by label and by agency.
    """
    found = [one for one in (read_labelled(line), by_agency(line)) if one]
    return max(found, key=lambda one: (_certainty(one), -one.span[0])) if found else None


def _certainty(one: Credit) -> int:
    return BY_FORM.index(one.form) if one.form in BY_FORM else len(BY_FORM)
