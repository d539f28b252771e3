"""Reads authors from lines of names alone, by the headline or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.author_label import NOT_WRITING, author_label
from copydesk.facts.authorship import ABOUT, Claim, accepted, ends_site_name, group_name
from copydesk.facts.name_words import MAX_WORD_BLOCKS, uncommon
from copydesk.fields.lead.byline.details_line import MARKS, account, between_marks
from copydesk.fields.lead.byline.name_lines import with_same_role
from copydesk.fields.lead.byline.topic import leads_to_topic
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.block import Block, Span
from copydesk.model.page import Page
from copydesk.parse.agency import is_agency
from copydesk.parse.credit import read_credit
from copydesk.parse.dates import dates_in, label_before
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import begins_with_role, holds_role, is_role_only, is_writer_role
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

SECTION = lazy_pattern(r"\s(?:in|en|dans)\s(?=[A-Z])")
"""The word between a name behind a date and the section: "Dec 17, 2025 • Jane Doe in Coast"."""
FURTHER = lazy_pattern(
    r"\s*(?:(?:in|on behalf of|en|dans|from|of)\s|\d+\s?(?:min|words|comment|"
    r"kommentar)|follow\b|view\b)",
    re.IGNORECASE,
)
"""What may follow a name beside a date: the section, the reading time, a button."""
EMAIL = lazy_pattern(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
"""The email address behind a name: "Jane Doe jdoe@tidepost.example"."""
LABELS = ("date-published", "date-modified", "share-bar", "label-alone")
"""Vocabularies whose phrases, as a whole line, are not names."""
MAX_WORDS = 16
"""Words of a line below which it can be names and their roles."""
MAX_DATE_LINE = 60
"""Characters of a line that is a date beside a name."""


class _Lone(NamedTuple):
    """A line that begins with names, or with a date and names.

    `span` is that of the names, `led` whether a date leads to them, `rest` what follows them.
    """

    block: Block
    people: tuple[str, ...]
    span: Span
    led: bool
    rest: str

    @property
    def dated(self) -> bool:
        """Whether a date is in the line."""
        return self.led or _begins_with_date(self.rest)

    @property
    def has_role(self) -> bool:
        """Whether a role follows the names."""
        return begins_with_role(self.rest)

    @property
    def has_address(self) -> bool:
        """Whether an email address follows the names."""
        return EMAIL.fullmatch(self.rest) is not None


def lone_lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield the names that are lines by themselves beside the headline."""
    if where.headline is None:
        return
    listed = set[int]()
    for number in _beside(page, where.headline, where.last):
        if number in listed:
            continue
        block, away = page.blocks[number], number - where.headline
        if (claim := _alone(page, block, away)) is not None:
            yield claim
            listed |= with_same_role(page, number).keys()
        if abs(away) < 3 and page.shapes[number].words < MAX_WORDS:
            yield from between_marks(page, block)
            yield from account(page, block, away)


def _beside(page: Page, headline: int, last: int) -> Iterator[int]:
    """Yield the blocks below the headline that may be a name, then one above.

    In a text dump the three above it.
    """
    yield from range(max(0, headline - (3 if page.form == "text" else 1)), headline)
    yield from range(headline + 1, min(last, headline + 8))


def _alone(page: Page, block: Block, away: int) -> Claim | None:
    """Return the names that a line by the headline consists of.

    A date or a role may be beside them.
    """
    if not _is_plain(page, block):
        return None
    one = _read(page, block)
    if one is None or not _is_whole(page, one):
        return _group(page, block, away)
    if away < 0 and page.form == "html" and not one.led:
        return None
    further = chain.from_iterable(with_same_role(page, block.number).values())
    people = accepted(page, (*one.people, *further))
    if not people and ends_site_name(page, one.people[0]):
        return None
    shown, why = people or one.people[:1], "a name alone by the headline"
    features = _features(page, one, away)
    return Claim(shown, features, "lone line", why, block.number, one.span, group=not people)


def _is_plain(page: Page, block: Block) -> bool:
    """Whether a line is short, and neither a lead-in nor behind a label.

    The line above is a label too if it is the role of a photographer or another non-writer.
    """
    above = page.blocks[block.number - 1].text if block.number else ""
    return (
        block.kind in ("paragraph", "item", "heading")
        and page.shapes[block.number].words < MAX_WORDS
        and not block.text.endswith((":", "?", "!"))
        and not _leads_to_other(block.text)
        and not (NOT_WRITING.fullmatch(above) and is_role_only(above))
    )


def _read(page: Page, block: Block) -> _Lone | None:
    """Return the names that a line begins with, or that follow its date."""
    start, led = _behind_date(block.text)
    if " " not in block.text or _is_label(page, block.number):
        return None
    section = SECTION.search(block.text, start) if led else None
    names = read_names(block.text[start : section.start() if section else None])
    end = start + names.end
    linked = sum(link.start < end and link.end > start for link in block.links)
    if len(names.people) < max(1, linked) or leads_to_topic(page, block, (start, end)):
        return None
    return _Lone(block, names.people, (start, end), led, block.text[end:].strip(MARKS))


def _is_whole(page: Page, one: _Lone) -> bool:
    """Whether a line has names, a date, a role or an address, and no other words."""
    further = one.rest and (
        not (one.dated or one.has_role or one.has_address)
        or (one.led and not one.has_role and not FURTHER.match(one.rest) and len(one.rest) > 2)
    )
    most = 5 * len(one.people) + 9 * bool(one.rest or one.led)
    number = one.block.number
    return (
        not further
        and page.shapes[number].words <= most
        and all(_is_uncommon(page, number, name, one.dated) for name in one.people)
    )


def _features(page: Page, one: _Lone, away: int) -> dict[str, float]:
    number, (start, end) = one.block.number, one.span
    role_beside = _has_role_beside(page, number)
    found = {
        "lone line": True,
        "lone line beside a date": one.dated or _by_date(page, number),
        "name again below": _again(page, one.block, one.people[0]),
        "a date or role in the line": bool(one.rest or one.led or one.has_role or role_beside),
        "a role behind the name": one.has_role or role_beside,
        "just below the headline": 0 < away < 3,
        "above the headline": away < 0,
        "several names": len(one.people) > 1,
        "lone heading": one.block.kind == "heading",
        "lone item": one.block.kind == "item",
        "lone link": any(link.start < end and link.end > start for link in one.block.links),
        "reads as a photo credit": read_credit(one.block.text) is not None,
    }
    return {name: float(value) for name, value in found.items()}


def _has_role_beside(page: Page, number: int) -> bool:
    """Whether a role is the line above, or begins the line below."""
    above, below = page.blocks[max(0, number - 1)], page.blocks[number + 1 : number + 2]
    return is_writer_role(above.text) or any(begins_with_role(one.text) for one in below)


def _is_label(page: Page, number: int) -> bool:
    """Whether a line is the label of a date or a button: "Release Date"."""
    return any(
        cue.block == number and cue.how == "whole" for name in LABELS for cue in page.cues[name]
    )


def _begins_with_date(text: str) -> bool:
    """Whether a text begins with a date, or with the label of one."""
    dated = next(dates_in(text), None) if text else None
    return dated is not None and min(dated.start, label_before(text, dated.start)[0] + 12) < 14


def _leads_to_other(text: str) -> bool:
    """Whether a label leads to the line's name.

    An author's is read elsewhere; "Reviewed by" names no author.
    """
    return any(
        match.start() == 0 or NOT_WRITING.search(text[: match.start(1)])
        for match in author_label(text).finditer(text, 0, 100)
    )


def _group(page: Page, block: Block, away: int) -> Claim | None:
    """Return a team's, an agency's or the site's name alone beside a date.

    "The Harbor Team"
    """
    text = block.text
    likely = 0 < away < 5 and len(text) < MAX_DATE_LINE and not ABOUT.match(text)
    name = group_name(page, text) if likely else None
    if not name or not name[0].isupper():
        return None
    known = holds_role(name, "group") or is_agency(name) or metadata.is_site_name(page, name)
    if not known:
        return None
    in_line = name != text and next(dates_in(text), None) is not None
    if not in_line and not _by_date(page, block.number):
        return None
    features, why = {"lone group beside a date": 1.0}, "a team's or outlet's name beside a date"
    span = (0, len(name))
    return Claim((name,), features, "lone line", why, block.number, span, group=True)


def _behind_date(text: str) -> tuple[int, bool]:
    """Return the end of the date that begins a line, and whether one does."""
    last = 0
    for one in dates_in(text):
        if len(text[last : one.start].strip(MARKS)) < 6:
            last = one.end
    left = text[last:].lstrip(MARKS)
    return (len(text) - len(left), True) if last and left else (0, False)


def _is_uncommon(page: Page, number: int, name: str, dated: bool) -> bool:
    """Whether no word of a name occurs in the page's sentences.

    Beside a date one may, as in "Madison Green", if the first occurs in the name only.
    """
    if uncommon(page, name):
        return True
    if not (dated or _by_date(page, number)) or name not in page.blocks[number].text:
        return False
    first = page.having(*tokens(name)[:1])[:MAX_WORD_BLOCKS]
    return all(name in page.blocks[one].text for one in first)


def _by_date(page: Page, number: int) -> bool:
    """Whether the line above or below is a date."""
    beside = [
        page.blocks[one].text for one in (number - 1, number + 1) if 0 <= one < len(page.blocks)
    ]
    return any(len(text) < MAX_DATE_LINE and next(dates_in(text), None) for text in beside)


def _again(page: Page, block: Block, name: str) -> bool:
    """Whether a name occurs again below.

    It is alone or before a sentence about the person.
    """
    below = (page.blocks[one] for one in page.having(*tokens(name)[:1]) if one > block.number)
    return any(
        one.text.startswith(name)
        and (len(one.text) > len(block.text) + 20 or one.text == block.text)
        and one.kind != "item"
        for one in below
    )
