"""Finds the place that opens the story: "WASHINGTON (AP) — ", "(SPRINGFIELD, Ill.) — ", "MARL POINT, June 3 (Reuters) - ". It stays in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.fields.credits import read_ahead
from copydesk.ledger import Find, Ledger
from copydesk.page import Page

DASH = r"\s*[-–—]{1,2}\s*(?=\S)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*"
_STATE = r"(?:,\s(?:[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+\.?)?|[A-Z]\.?[A-Z]\.?))?"
PLACE = rf"(?P<place>{_CAPITALS}(?:[ -]{_CAPITALS}){{0,4}}{_STATE})"
DAY = r"(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
BARE = re.compile(rf"{PLACE}{DAY}\s*(?:[(\[/](?P<agency>[^()\[\]]{{2,40}})[)\]/])?{DASH}")
BRACKETED = re.compile(rf"[(\[]{PLACE}{DAY}[)\]]\s*(?:[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]])?{DASH}")
AGENCIES = r"(?P<agency>[(\[](?:AP|AFP|Reuters|REUTERS|dpa|UPI|EFE|ANSA|CNN|IANS|PTI)[^()]{0,20}[)\]])"
MIXED = re.compile(rf"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:[ -][A-ZÀ-Þ][\w.'’-]+){{0,3}}{_STATE}){DAY}\s{AGENCIES}{DASH}")
"""A place in mixed case is a dateline only before an agency."""
LOOKED_AT = 4
"""Paragraphs of prose that may open with the dateline: a standfirst or a pitch may stand before it."""


def opening_place(text: str) -> re.Match[str] | None:
    """The place, and the agency where there is one, that a paragraph opens with, behind a credit that was glued to it."""
    ahead = read_ahead(text)
    start = ahead.span[1] + 1 if ahead else 0
    return BARE.match(text, start) or BRACKETED.match(text, start) or MIXED.match(text, start)


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The dateline of one of the story's first paragraphs."""
    headline = ledger.chosen("headline")
    start = headline.block + 1 if headline and headline.block is not None else 0
    prose = [number for number in range(start, len(page.blocks)) if page.shapes[number].prose and not ledger.is_cut(number)][:LOOKED_AT]
    for number in prose:
        text = page.blocks[number].text
        match = BARE.match(text) or BRACKETED.match(text) or MIXED.match(text)
        if (
            match
            and len(match["place"].rstrip(".,")) > 2
            and not match["place"].startswith(("FILE", "UPDATE", "BREAKING", "WATCH", "EDITOR", "NOTE", "Q", "PHOTO"))
        ):
            yield Find("dateline", match["place"].strip(" ,"), number, match.span("place"), "line", "the story opens with a place and a dash", 0.9)
            return
