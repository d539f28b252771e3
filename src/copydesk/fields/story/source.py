"""Finds the agency that the story is from: in its dateline, its byline, its copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.fields import metadata
from copydesk.fields.names import is_agency, read_names
from copydesk.fields.story import dateline
from copydesk.fields.story.copyright import legal_lines
from copydesk.ledger import Find, Ledger
from copydesk.page import Page

OWNER = re.compile(
    r"(?:copyright|©|\(c\))[\s©(c)]*(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s+(?:by\s)?(?P<owner>(?:the\s)?[^\W\d_][^.,|©()]{1,50})", re.IGNORECASE
)
FULL = {"AP": "Associated Press", "Reuters": "Reuters", "REUTERS": "Reuters", "AFP": "AFP", "dpa": "dpa"}
"""Agencies that datelines abbreviate, as one writes them."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The agency, best first."""
    yield from _dateline(page, ledger)
    yield from _byline(page)
    for number in legal_lines(page, ledger):
        match = OWNER.search(page.blocks[number].text)
        owner = re.sub(r"\s+All\s+rights.*$", "", match["owner"], flags=re.IGNORECASE).strip() if match else ""
        if owner and (is_agency(owner) or is_agency(owner.removeprefix("The ").removeprefix("the "))) and not metadata.is_site_name(page, owner):
            yield Find("source", owner, number, None, "line", "the copyright line names an agency", 0.8)


def _dateline(page: Page, ledger: Ledger) -> Iterator[Find]:
    for place in dateline.find(page, ledger):
        match = dateline.opening_place(page.blocks[place.block or 0].text[:200])
        agency = (match["agency"] or "").strip("()[] ") if match else ""
        if is_agency(agency):
            yield Find("source", FULL.get(agency, agency), place.block, None, "line", "the dateline names an agency", 0.95)


def _byline(page: Page) -> Iterator[Find]:
    for cue in page.cues["byline"]:
        if cue.first == 0 and page.shapes[cue.block].words < 15:
            text = page.blocks[cue.block].text
            for agency in read_names(text[page.phrase(cue)[1] :].lstrip(" :")).agencies:
                yield Find("source", agency, cue.block, None, "line", "the byline names an agency", 0.9)
