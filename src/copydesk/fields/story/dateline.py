"""Finds the place that opens the story: the dateline.

"WASHINGTON (AP) — ", "(SPRINGFIELD, Ill.) — ", "ORRIN, June 3, 2021 /PRNewswire/ -- ". It stays in
the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dateline import capitals_before_colon, opening_place, place_before_colon

LOOKED_AT = 4
"""Paragraphs of prose that may open with the dateline: one may be a standfirst or a pitch."""
LOOKED_AT_BEFORE_COLON = 2
"""The same with a colon behind it; further down a name before a colon is a speaker's."""


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
    """Return the paragraph that opens with a place, the place, the agency."""
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
    """Whether a filter other than the judge has cut the block.

    The judge has no feature for a place that opens a block.
    """
    verdict = ledger.decisive(number)
    return verdict is not None and verdict.call == "cut" and verdict.stage != "judge"


def _chrome_before(ledger: Ledger, number: int) -> int:
    """Return the start of a block's text behind its first words, if cut.

    "Text size: A A A LOWDEN, Iowa".
    """
    spans = [
        verdict.span
        for verdict in ledger.by_block.get(number, ())
        if verdict.span and verdict.call == "cut"
    ]
    return max((end for start, end in spans if start == 0), default=0)


def _before_colon(page: Page, number: int, prose: list[int]) -> re.Match[str] | None:
    """Return a place before a colon that the page also has in small letters.

    In a transcript other paragraphs open so.
    """
    if number not in prose[:LOOKED_AT_BEFORE_COLON]:
        return None
    match = place_before_colon(page.blocks[number].text)
    before_colon = (capitals_before_colon(page.blocks[one].text) for one in prose[: 3 * LOOKED_AT])
    if not match or sum(one is not None for one in before_colon) > 1:
        return None
    name = match["place"].split(",")[0].title()
    return (
        match
        if any(name in page.blocks[number].text for number in page.having(name.split()[0].lower()))
        else None
    )
