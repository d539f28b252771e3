"""Finds the agency that the story is from.

It is in the dateline, the byline, the copyright notice, or the metadata as author. On a Chinese
page, it is also the outlet behind the label of a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from copydesk.facts import metadata
from copydesk.fields.story import dateline
from copydesk.fields.story.copyright import legal_lines
from copydesk.lexicon import phrases
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.agency import full_name, is_agency
from copydesk.parse.name_list import read_names
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

OWNER = lazy_pattern(
    r"(?:copyright|©|\(c\))[\s©(c)]*(?:19|20)\d\d(?:\s?[-–]\s?(?:19|"
    r"20)?\d\d)?,?\s+(?:by\s)?(?P<owner>(?:the\s)?[^\W\d_][^.,|©()]{1,50})",
    re.IGNORECASE,
)
ALL_RIGHTS = lazy_pattern(r"\s+All\s+rights.*$", re.IGNORECASE)
CHINESE_SOURCE = lazy_pattern(
    r"(?<![^\W\d])(?:来源|來源|稿源)\s?[:：]\s?"
    r"(?P<name>[^\W\d_]{1,18}[报報网網社台刊闻聞](?:客户端)?)(?!\w)"
)
"""The Chinese label of a story's source, and an outlet's name by its last letter (paper, net,
agency, station, journal, news). A picture's label has another word before.
"""
MAX_DETAILS_CHARACTERS = 90
"""Characters of a line with the date, the source, the author and the editor."""
APART = lazy_pattern(r"[|,/•·–—]")


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the agency, or the outlet of a Chinese label, best first."""
    yield from _dateline(page, ledger)
    yield from _byline(page)
    yield from _labelled(page, ledger)
    for number in legal_lines(page, ledger):
        match = OWNER.search(page.blocks[number].text)
        owner = ALL_RIGHTS.sub("", match["owner"]).strip() if match else ""
        if owner and _writes_for_others(owner) and not _is_site(page, ledger, owner):
            yield Find(
                "source",
                _plain(owner),
                number,
                None,
                "line",
                "the copyright line names an agency",
                0.8,
            )
    yield from _stated(page)


def _labelled(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the outlet behind a Chinese label, unless it is the site."""
    for block in page.blocks:
        likely = (
            # Each label has this character.
            "源" in block.text
            and len(block.text) < MAX_DETAILS_CHARACTERS
            and not page.shapes[block.number].prose
        )
        match = CHINESE_SOURCE.search(block.text) if likely else None
        if match and not _is_site(page, ledger, match["name"]):
            why = "the label of a source is before the name"
            yield Find("source", match["name"], block.number, None, "line", why, 0.7)


def _stated(page: Page) -> Iterator[Find]:
    """An agency that metadata names as the author."""
    stated = [one.name for one in metadata.names(page, page.facts.story.get("author"))]
    for name in (*stated, *page.evidence.meta("author")):
        if is_agency(name):
            yield Find(
                "source",
                _plain(name),
                None,
                None,
                "meta:author",
                "metadata names an agency as the author",
                0.6,
            )


def _plain(owner: str) -> str:
    """An agency's name without its article."""
    return owner.removeprefix("The ").removeprefix("the ")


def _writes_for_others(name: str) -> bool:
    """Whether a name is an agency's, or ends like one.

    "Harbor Audio", "Lakeland News Service".
    """
    words, (ends, begins) = " ".join(tokens(_plain(name))), _kinds()
    return (
        is_agency(name)
        or is_agency(_plain(name))
        or words.startswith(begins)
        or words.endswith(ends)
    )


@cache
def _kinds() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that agencies' names end and begin with."""
    lines = [line for lines in phrases("agency-kinds").values() for line in lines]
    return tuple(line[3:] for line in lines if line.startswith("... ")), tuple(
        line[:-3] for line in lines if line.endswith(" ...")
    )


def _is_site(page: Page, ledger: Ledger, owner: str) -> bool:
    """Whether an owner is the site itself.

    Its metadata has the name, or a text dump has it on a line of its own above the headline.
    """
    headline = ledger.chosen("headline")
    above = (
        page.tokens[: headline.block]
        if headline and headline.block is not None and page.form == "text"
        else ()
    )
    return (
        metadata.is_site_name(page, owner)
        or tokens(owner) in above
        or tokens(_plain(owner)) in above
    )


def _dateline(page: Page, ledger: Ledger) -> Iterator[Find]:
    for number, match in dateline.places(page, ledger):
        agency = (match["agency"] or "").strip()
        if is_agency(agency):
            yield Find(
                "source",
                full_name(agency),
                number,
                None,
                "line",
                "the dateline names an agency",
                0.95,
            )


def _byline(page: Page) -> Iterator[Find]:
    for cue in page.cues["byline"]:
        if cue.first == 0 and page.shapes[cue.block].words < 15:
            text = page.blocks[cue.block].text[page.phrase(cue)[1] :].lstrip(" :")
            names = read_names(text)
            beside = [
                part.strip()
                for part in APART.split(text[names.end :])
                if _writes_for_others(part.strip())
            ]
            for agency in (*names.agencies, *beside):
                yield Find(
                    "source", agency, cue.block, None, "line", "the byline names an agency", 0.9
                )
