"""Reads authors from details: "March 3, 2021 | 4 min | Jane Doe | Coast"."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.facts.author_label import author_label
from copydesk.facts.authorship import Claim, accepted
from copydesk.facts.name_words import uncommon
from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.parse.dates import dates_in
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import is_date_word, is_role_only
from copydesk.text.lazy_pattern import lazy_pattern

MARKS = " |,/·•-–—●∙⋅\n"
"""Marks between the parts of a line of details."""
SEPARATE = lazy_pattern(r"\s[|•·●∙⋅]\s")
PART = lazy_pattern(r"[^|•·●∙⋅]+")
ONE_WORD = lazy_pattern(
    r"([^\W\d_][\w.]{2,20})(?=$|\s*[|•·,–-]|\s+[\d(]|\s+[A-Z][a-z]{2,8}\.?\s\d)"
)
MAX_DATE_LINE = 40
"""Characters of a line below an account's name that is a date."""


def between_marks(page: Page, block: Block) -> Iterator[Claim]:
    """Yield the one name among the parts of a line with a date."""
    text = block.text
    if not SEPARATE.search(text) or author_label(text).match(text):
        return
    if next(dates_in(text), None) is None:
        return
    named = [
        (part, names.people)
        for part in PART.finditer(text)
        if (names := read_names(part[0].strip())).people and names.end == len(part[0].strip())
    ]
    if len(named) != 1 or not all(uncommon(page, name) for name in named[0][1]):
        return
    part, people = named[0]
    if people := accepted(page, people):
        features, why = {"line of details": 1.0}, "a name in a line with the date"
        yield Claim(people, features, "line of details", why, block.number, part.span())


def account(page: Page, block: Block, away: int) -> Iterator[Claim]:
    """Yield a name of one word just under the headline, above a date.

    "Kev", then "January 3, 2021".
    """
    likely = page.form == "text" and 0 < away < 3 and block.kind in ("paragraph", "item")
    match = ONE_WORD.match(block.text) if likely else None
    if match and _is_account(page, block, match[1]) and _dated(page, block, match.end(1)):
        features, why = {"lone account": 1.0}, "a name of one word before a date"
        yield Claim((match[1],), features, "account", why, block.number, match.span(1))


def _is_account(page: Page, block: Block, name: str) -> bool:
    return not (
        author_label(block.text).match(block.text)
        or block.number in page.cued["nav-label"]
        or is_role_only(name)
        or is_date_word(name.lower())
        or metadata.is_site_name(page, name)
        or not uncommon(page, name)
    )


def _dated(page: Page, block: Block, end: int) -> bool:
    """Whether a date follows in the line, or is the next line."""
    rest = block.text[end:].strip(MARKS)
    below = page.blocks[block.number + 1].text if block.number + 1 < len(page.blocks) else ""
    dated = next(dates_in(rest or below), None)
    return dated is not None and dated.start < 2 and bool(rest or len(below) < MAX_DATE_LINE)
