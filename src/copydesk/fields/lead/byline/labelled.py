"""Reads authors behind a label: "By Jane Doe", "Author:" above a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.author_label import MAX_LABEL_OFFSET, NOT_WRITING, author_label, label_words
from copydesk.facts.authorship import Claim, accepted, group_name, in_comments
from copydesk.fields.lead.byline.name_lines import below, with_following
from copydesk.fields.lead.byline.spans import line_span
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.parse.dates import dates_in
from copydesk.parse.name_list import Names, is_join, read_names, without_joins
from copydesk.parse.person_name import person
from copydesk.parse.roles import holds_role
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import is_east_asian

LEADING = lazy_pattern(
    r"\b(?:written|posted|published|story|text|article|report|words|ago|am|pm|uhr|"
    r"(?:post|article|story|column|piece)\s(?:was|is)(?:\soriginally)?)$",
    re.IGNORECASE,
)
"""Words before a small "by" that leads to the author."""
ACCOUNT = lazy_pattern(
    r"([^\W\d_][\w.]{2,24})\s*(?:$|[|•·,(–—-]|\d|[A-Z][a-z]{2,8}\.?\s\d|\b(?:on|in|at|"
    r"am|um|le|el|em|op)\s)"
)
"""A name of one word behind a label, and what may follow it: nothing, a mark or a date."""
SMALL = frozenset(
    (
        "the",
        "of",
        "and",
        "&",
        "for",
        "de",
        "der",
        "des",
        "du",
        "la",
        "von",
        "at",
        "on",
        "in",
    )
)
"""Small words inside the name of a team or an office."""
COLON = lazy_pattern("[:：]")
NOUNS = frozenset(
    (
        "text",
        "texte",
        "texto",
        "testo",
        "tekst",
        "words",
        "文",
        "interview",
        "fotos",
        "foto",
        "bilder",
        "photos",
        "images",
        "pictures",
    )
)
"""Labels that end in words of every page: they lead to a name only before a colon."""
CLOSING = (")", "]", '"', "”", "’", "»")
"""Ends of a title or a year before the "by" of its own author: "The Ferry Test" (2000) by John
Roe.
"""
BELOW_PROSE = 40
"""Words of prose between a headline and a label that names somebody else: of a quoted piece, a
finding, a reader's letter.
"""
MAX_WORDS_AROUND = 14
"""Words of a line above which a label in its middle is a caption's or a sentence's, unless a mark
or one of LEADING is before it.
"""
BEHIND_MARK = lazy_pattern(
    r"(?:[|•·●∙–—:.]|\b(?:was|is|written|originally)|"
    r"\d[\s,./-]{1,3}(?:[^\W\d_]{3,10}\.?\s)?(?:19|20)\d\d)\s*$",
    re.IGNORECASE,
)
MAX_LABEL_WORDS = 6
"""Words of a line below which it can be a label alone: "Posted on Tuesday by"."""
MAX_NEAR_WORDS, MAX_FAR_WORDS = 40, 25
"""Words of a line with a label near the headline and elsewhere; a longer one is prose."""


class _Line(NamedTuple):
    """A line that may have a label, and the features of its place.

    `near` is set around the headline; `after` not above it.
    """

    page: Page
    block: Block
    near: bool
    after: bool
    place: Mapping[str, float]

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def words(self) -> int:
        return self.page.shapes[self.block.number].words


def lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield the people behind labels, near the headline and elsewhere."""
    near, first = range(where.first, where.last), label_words()
    begins = tuple(first)
    for number in sorted({cue.block for cue in page.cues["byline"] if cue.first == 0} | set(near)):
        found = page.tokens[number]
        if not found or (first.isdisjoint(found) and not found[0].startswith(begins)):
            continue
        if _can_name(page, number, where, number in near):
            yield from _labelled(_line(page, page.blocks[number], where, number in near))


def _can_name(page: Page, number: int, where: Opening, near: bool) -> bool:
    """Whether a line is short enough for a byline, not in code or comments."""
    if page.blocks[number].kind in ("code", "title"):
        return False
    words = page.shapes[number].words
    far = words <= MAX_FAR_WORDS and number > where.story and not in_comments(page, number)
    return words <= MAX_NEAR_WORDS if near else far


def _line(page: Page, block: Block, where: Opening, near: bool) -> _Line:
    after = near and (where.headline is None or block.number > where.headline - 3)
    return _Line(page, block, near, after, _place(page, block, where, near))


def _place(page: Page, block: Block, where: Opening, near: bool) -> dict[str, float]:
    """Return the features of a labelled line's place."""
    if not near:
        return {"label elsewhere": 1.0}
    if where.headline is not None and block.number <= where.headline - 3:
        return {"label above the headline": 1.0}
    away = abs(block.number - (where.story if where.headline is None else where.headline))
    found = {"label near the headline": 1.0, "blocks to the label": min(away, 15) / 15}
    if where.headline is not None and (
        page.prose_before[block.number] - page.prose_before[where.headline] > BELOW_PROSE
    ):
        found["label below prose"] = 1.0
    return found


def _labelled(line: _Line) -> Iterator[Claim]:
    """Yield the names behind the first label of a line that leads to any."""
    for match in author_label(line.text).finditer(line.text + " ", 0, MAX_LABEL_OFFSET):
        if _of_no_writer(line.text, match):
            continue
        if match.end() >= len(line.text):
            if line.words < MAX_LABEL_WORDS:
                yield from below(line.page, line.block, line.place)
            return
        if _in_sentence(line, match):
            continue
        names = read_names(line.text[match.end() :], loose=is_east_asian(match[1]))
        leads = _leads(line.text, match) or _leads_in_short(line, match, names)
        if leads and (claim := _people(line, match, names)):
            rest = line.text[match.end() + names.end :].strip()
            if not rest or is_join(rest):
                yield from with_following(line.page, claim, without_joins(line.text)[2])
            else:
                yield claim
            return
        if leads and line.after and not names.people and (claim := _other(line, match)):
            yield claim
            return


def _of_no_writer(text: str, match: re.Match[str]) -> bool:
    """Whether a label does not name a writer.

    "Reviewed by", or a noun without a colon.
    """
    return NOT_WRITING.search(text[: match.start(1)]) is not None or (
        match[1].lower().split()[-1] in NOUNS and not COLON.search(match[0])
    )


def _in_sentence(line: _Line, match: re.Match[str]) -> bool:
    """Whether a label is inside a long line, without a mark before it."""
    before = line.text[: match.start()]
    return (
        line.words > MAX_WORDS_AROUND
        and not is_east_asian(match[1])
        and bool(before.strip())
        and not BEHIND_MARK.search(before)
    )


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether a "by" begins the line or follows a date, a mark or a verb.

    In "a book by Jane Doe" it does not.
    """
    before = text[: match.start(1)].rstrip()
    if match.end() == match.end(1):
        return match[1][0].isupper()
    return (
        not before
        or not (before[-1].isalpha() or before[-1] in CLOSING)
        or (not match[1].islower() and not before[-1].islower())
        or LEADING.search(before) is not None
    )


def _leads_in_short(line: _Line, match: re.Match[str], names: Names) -> bool:
    """Whether a short line near the headline ends with a label and its names."""
    return (
        line.near
        and not line.text[: match.start()].rstrip().endswith(CLOSING)
        and line.words < 9
        and (line.block.kind == "paragraph" or match[1].lower() == "by")
        and line.block.kind != "heading"
        and match.end() + names.end == len(line.text)
    )


def _people(line: _Line, match: re.Match[str], names: Names) -> Claim | None:
    """Return the people behind a label.

    Away from the headline only those of a plain label.
    """
    people = accepted(line.page, names.people)
    colon = ":" in match[0]
    by = match.start() == 0 and match[1].lower() == "by"
    alone = by and len(line.text) - names.end - match.end() < 3
    plain = " " in match[1] or (colon and line.words < (15 if match.start() == 0 else 10))
    if not people or not (line.near or alone or plain):
        return None
    span = line_span(line.text, match.start(1), match.end() + names.end)
    features = {"label of several words": float(" " in match[1]), "colon": float(colon)}
    why = f"the label {match[1]!r} is before the names"
    return Claim(people, {**line.place, **features}, "line", why, line.block.number, span)


def _other(line: _Line, match: re.Match[str]) -> Claim | None:
    """Return the account, team or office behind a label."""
    dated = next(dates_in(line.text), None) is not None
    prose = line.page.shapes[line.block.number].prose and not dated
    if prose or "(" in line.text[: match.start()]:
        return None
    return _account(line, match, dated) or _group(line, match)


def _account(line: _Line, match: re.Match[str], dated: bool) -> Claim | None:
    account = ACCOUNT.match(line.text, match.end()) if line.words < 22 else None
    name = person(account[1], loose=True) if account else None
    if not name or not account:
        return None
    if not accepted(line.page, (name,)) and not metadata.is_site_name(line.page, name):
        return None
    dated = dated and match.start() == 0
    features = {**line.place, "account": 1.0, "account with a date": float(dated)}
    why = f"the label {match[1]!r} is before an account's name"
    span = (match.start(1), account.end(1))
    return Claim((name,), features, "line", why, line.block.number, span)


def _group(line: _Line, match: re.Match[str]) -> Claim | None:
    group = group_name(line.page, line.text[match.end() :]) if line.words < 14 else None
    if not group or not all(map(_is_group_word, group.split())):
        return None
    last = group.split()[-1]
    end = line.text.find(last, match.end()) + len(last)
    span = line_span(line.text, match.start(1), end)
    features = {**line.place, "group behind a label": 1.0}
    why = f"the label {match[1]!r} is before the name"
    return Claim((group,), features, "line", why, line.block.number, span, group=True)


def _is_group_word(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in SMALL or holds_role(word, "group")
