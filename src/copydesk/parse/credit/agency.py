"""Photo credits with an agency or outlet: "Alex Poe/Getty Images"."""

from __future__ import annotations

import re

from copydesk.parse.agency import CREDITED, may_credit_agency
from copydesk.parse.credit.label import BEFORE_CREDIT
from copydesk.parse.credit.text import Credit, cleaned
from copydesk.parse.person_name import person
from copydesk.text.lazy_pattern import lazy_pattern

_WORD = r"[^\W\d_][\w.'’&-]*"
NAME_AND_AGENCY = (
    rf"(?:(?:[^\W\d_a-z][\w.'’&-]*[ ,]{{1,2}}){{0,5}}{_WORD}"
    rf"(?:\s?[/|]{{1,2}}\s?|\s+(?:via|on|from|for)\s+)"
    rf"(?:[\w.'’&-]+(?:\s?/\s?|\s)){{0,3}}?{CREDITED}"
    rf"(?:\s(?:via|on)\s(?:[A-Z][\w.]*\s?){{1,3}})?"
    rf"|(?<!\w){CREDITED}(?:\s?/{{1,2}}\s?[^\W_][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){{0,3}})?)"
)
BY_AGENCY = lazy_pattern(rf"(?P<name>{NAME_AND_AGENCY})[.)\]]*$")
"""A name and an agency at the end of a line: "Alex Poe/Getty Images", "AP Photo/Jane Roe", "K. Lee
via Reuters".
"""
_PART = (
    r"[«“\"]?[^\W\d_a-z][\w.'’&-]*"
    r"(?:\s(?:of|the|de|del|la|von|van|[^\W_a-z][\w.'’&-]*|\d)){0,4}[»”\"]?"
)
SLASHED = lazy_pattern(
    rf"(?:^|(?<=[.!?…”\"’])\s*|[(\[]\s?)(?P<name>{_PART}(?:\s?/\s?{_PART}){{1,2}})\s?[)\]]?\.?\s*$"
)
"""A name, a slash and an outlet at the end of a caption, or alone: "Kip Lassiter/WQHX"."""
BEHIND_SLASH = lazy_pattern(
    r"(?<=[\w”\"’»)][.!?…”\"’»)])\s*/\s?(?P<name>[^\W\d_a-z][^/|:]{3,40}?)\.?\s*$"
)
"""A slash between the end of a caption's sentence and a name: "... on Monday. / Ana Gil"."""
GLUED = lazy_pattern(r"(?<=[a-z]{3})[.!?]\s*(?=[A-Z])")
"""The boundary between a caption and a credit that is glued to it."""
OF_AGENCY = lazy_pattern(
    rf"(?:^|(?<=[.!?…”\"’»)])\s*)(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})"
    rf"\s?\((?P<agency>{CREDITED})\)\s*$"
)
"""A photographer and an agency in brackets: "... in the square. Andrés Molina (EFE)"."""


def by_agency(line: str) -> Credit | None:
    """Return the agency at the end of a line, with the name beside it."""
    at = max(0, len(line) - 120)
    match = BY_AGENCY.search(line, at) if may_credit_agency(line) else None
    if not match:
        return None
    start, name = match.start("name"), match["name"]
    glued = GLUED.search(name)
    if glued:
        start, name = start + glued.end(), name[glued.end() :]
    before = line[:start].rstrip()
    apart = not before or before[-1] in BEFORE_CREDIT
    named = re.search(r"[/|]|\s(?:via|on|from|for)\s", name) is not None
    form = "agency" if apart else "name and agency" if named else "agency"
    value = cleaned(name)
    credit = Credit(value, (start, len(line)), form if apart else f"{form} in a sentence")
    return credit if value else None


def of_agency(line: str) -> Credit | None:
    """Return a photographer and an agency in brackets: "Andrés Molina (EFE)"."""
    match = OF_AGENCY.search(line, max(0, len(line) - 130)) if may_credit_agency(line) else None
    if match is None or not person(match["name"]):
        return None
    value = f"{match['name']} ({match['agency']})"
    return Credit(value, (match.start("name"), len(line)), "agency in brackets")


def slashed(line: str) -> Credit | None:
    """Return a person's name behind a slash, or with an outlet and a slash between them."""
    at = max(0, len(line) - 120)
    if "/" not in line[at:]:
        return None
    if (behind := BEHIND_SLASH.search(line, at)) and person(behind["name"]):
        return Credit(cleaned(behind["name"]), (behind.start(), len(line)), "slash")
    match = SLASHED.search(line, at)
    cut_off = match is not None and at > 0 and match.start() == at
    if match is None or cut_off or not any(map(person, match["name"].split("/"))):
        return None
    return Credit(cleaned(match["name"]), (match.start(), len(line)), "slash")
