"""Finds the place that opens the story: "WASHINGTON (AP) — ", "(SPRINGFIELD, Ill.) — ", "ORRIN,
June 3, 2021 /PRNewswire/ -- ". It stays in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.model.ledger import Find, Ledger
from copydesk.model.page import Page
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
KNOWN = (
    *(
        "AP",
        "AFP",
        "Reuters",
        "REUTERS",
        "dpa",
        "UPI",
        "EFE",
        "ANSA",
        "CNN",
        "IANS",
        "PTI",
        "ANI",
        "Lusa",
        "LUSA",
        "PAP",
    ),
    *(r"GLOBE\sNEWSWIRE", r"BUSINESS\sWIRE", "ots"),
)
AGENCIES = rf"(?P<agency>[(\[](?:{'|'.join(KNOWN)})[^()]{{0,20}}[)\]])"
MIXED = lazy_pattern(
    rf"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:[ -][A-ZÀ-Þ][\w.'’-]+){{0,3}}{_STATE}){DAY}\s{AGENCIES}{DASH}",
)
"""A place in mixed case is a dateline only before an agency."""
SPANISH = lazy_pattern(
    r"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:\s(?:de|del|la|las|los|el|"
    r"[A-ZÀ-Þ][\w'’-]+)){0,5})(?P<agency>\s?\([^()]{2,30}\))?\s?\.\s?[-–—]{1,2}\s*(?=\S)"
)
"""A stop and a dash behind a place: "Valdemora.- A las siete"."""
STOP_AND_DASH = lazy_pattern(r"\.\s?[-–—]")
COLON = lazy_pattern(rf"{PLACE}(?P<agency>\s\([^()]{{2,30}}\))?:\s(?=[^\W\d_a-z])")
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
"""What stands in capitals before a dash or a colon and is no place."""
LOOKED_AT = 4
"""Paragraphs of prose that may open with the dateline: a standfirst or a pitch may stand before
it.
"""


def opening_place(text: str, start: int = 0) -> re.Match[str] | None:
    """The place, and the agency where there is one, that a paragraph opens with, behind a credit or
    caption that was glued to it.
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
    """The forms that a dateline at an offset may have, by its first letters and by the marks of the
    text: most paragraphs have none.
    """
    first, second = text[at : at + 1], text[at + 1 : at + 2]
    if first in ("(", "["):
        yield BRACKETED
    elif first.isupper():
        if not second.islower():
            yield BARE
        yield MIXED
        if STOP_AND_DASH.search(text, at):
            yield SPANISH


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The dateline of one of the story's first paragraphs."""
    for number, match in places(page, ledger):
        yield Find(
            "dateline",
            match["place"].strip(" ,"),
            number,
            match.span("place"),
            "line",
            "the story opens with a place and a dash or colon",
            0.9,
        )


def places(page: Page, ledger: Ledger) -> Iterator[tuple[int, re.Match[str]]]:
    """The paragraph that opens with a place, and the place and the agency in it."""
    headline = ledger.chosen("headline")
    start = headline.block + 1 if headline and headline.block is not None else 0
    prose = [
        number
        for number in range(start, len(page.blocks))
        if page.shapes[number].prose and not _is_chrome(ledger, number)
    ]
    for number in prose[:LOOKED_AT]:
        match = opening_place(
            page.blocks[number].text, _chrome_before(ledger, number)
        ) or _before_colon(page, number, prose)
        if match:
            yield number, match
            return


def _is_chrome(ledger: Ledger, number: int) -> bool:
    """Whether a named filter has cut the block: the judge does not know that a place opens it."""
    verdict = ledger.standing(number)
    return verdict is not None and verdict.call == "cut" and verdict.stage != "judge"


def _chrome_before(ledger: Ledger, number: int) -> int:
    """Where the text of a block begins whose first words are cut: "Text size: A A A LOWDEN,
    Iowa".
    """
    spans = [
        verdict.span
        for verdict in ledger.by_block.get(number, ())
        if verdict.span and verdict.call == "cut"
    ]
    return max((end for start, end in spans if start == 0), default=0)


def _before_colon(page: Page, number: int, prose: list[int]) -> re.Match[str] | None:
    """A place before a colon, which the page elsewhere writes in small letters; in a transcript
    other paragraphs open so.
    """
    match = _place_before_colon(page.blocks[number].text)
    if (
        not match
        or match["place"].startswith(NO_PLACE)
        or sum(
            _place_before_colon(page.blocks[one].text) is not None for one in prose[: 3 * LOOKED_AT]
        )
        > 1
    ):
        return None
    name = match["place"].split(",")[0].title()
    return (
        match
        if any(name in page.blocks[number].text for number in page.having(name.split()[0].lower()))
        else None
    )


def _place_before_colon(text: str) -> re.Match[str] | None:
    return (
        COLON.match(text) if ":" in text and text[0].isupper() and not text[1].islower() else None
    )
