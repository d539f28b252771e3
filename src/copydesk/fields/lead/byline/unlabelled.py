"""Who wrote a story, as a name says it that stands alone: beside the headline, beside a date, above
a sentence about its bearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.facts.authorship import (
    ABOUT,
    MAX_WORD_BLOCKS,
    NOT_WRITING,
    Claim,
    author_label,
    believed,
    ends_site_name,
    group_name,
    uncommon,
)
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.page import Block, Page
from copydesk.parse.credit import read_credit
from copydesk.parse.dates import label_before, written
from copydesk.parse.name_list import Names, read_names
from copydesk.parse.roles import begins_with_role, holds_job, holds_role, is_date_word, is_nobody
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

TOPIC_ADDRESS = lazy_pattern(
    r"/(?:categor\w+|tags?|topics?|sections?|kategorie\w*|thema|rubrik)/|[?#]", re.IGNORECASE
)
MARKS = " |,/·•-–—●∙⋅\n"
PRONOUN = lazy_pattern(
    r"\b(?:he|she|his|her|er|sie|seine|ihre|il|elle|ella|lui|lei)\b", re.IGNORECASE
)
SEPARATE = lazy_pattern(r"\s[|•·●∙⋅]\s")
ONE_WORD = lazy_pattern(
    r"([^\W\d_][\w.]{2,20})(?=$|\s*[|•·,–-]|\s+[\d(]|\s+[A-Z][a-z]{2,8}\.?\s\d)"
)
SECTION = lazy_pattern(r"\s(?:in|en|dans)\s(?=[A-Z])")
"""What stands between a name behind a date and the section: "Dec 17, 2025 • Jane Doe in Coast"."""
FURTHER = lazy_pattern(
    r"\s*(?:(?:in|on behalf of|en|dans|from|of)\s|\d+\s?(?:min|words|comment|"
    r"kommentar)|follow\b|view\b)",
    re.IGNORECASE,
)
"""What may follow a name beside a date: the section, the reading time, a button."""
LABELS = ("date-published", "date-modified", "share-bar", "label-alone")
"""Vocabularies of which a phrase that is the whole line is no name."""
NOBODY = Claim((), {}, "lone line", "")


def lone_lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Names that stand alone beside the headline."""
    if where.headline is not None:
        for number in _beside(page, where.headline, where.last):
            block = page.blocks[number]
            yield _alone(page, block, number - where.headline)
            if abs(number - where.headline) < 3 and page.shapes[number].words < 16:
                yield from _between_marks(page, block)
                yield from _account(page, block, number - where.headline)


def author_boxes(page: Page, where: Opening) -> Iterator[Claim]:
    """A name below the story's beginning, and the next block a sentence that begins with it: "Jane
    Doe is a writer who ...".
    """
    found: dict[tuple[str, ...], int] = {}
    below = [
        block
        for block, shape in zip(
            page.blocks[where.story + 1 :], page.shapes[where.story + 1 :], strict=True
        )
        if shape.prose
    ]
    for block in below:
        for number in (block.number - 1, block.number - 2):
            before = page.blocks[number].text
            if 4 < len(before) < 50 and block.text.startswith(before[:3]):
                names = read_names(before)
                if (
                    len(names.people) == 1
                    and names.end == len(before)
                    and _tells_of(page, block, names.people[0])
                ):
                    found.setdefault(names.people, number)
    if len(found) == 1:
        people, number = next(iter(found.items()))
        yield Claim(
            believed(page, people),
            {"author box": 1.0},
            "author box",
            "a name above a sentence about its bearer",
            number,
            (0, len(page.blocks[number].text)),
        )


def _tells_of(page: Page, block: Block, name: str) -> bool:
    """Whether a sentence begins with a person's name and goes on to say what the person is or
    does.
    """
    begins = block.text.startswith((f"{name} ", f"{name.split(maxsplit=1)[0]} is "))
    return (
        begins
        and (holds_job(block.text) or PRONOUN.search(block.text) is not None)
        and uncommon(page, name)
    )


def _alone(page: Page, block: Block, away: int) -> Claim:
    """A line by the headline that is names and nothing but a date or a role, or names alone beside
    a date or with a sentence about them below.
    """
    words = page.shapes[block.number].words
    plain = (
        block.kind in ("paragraph", "item", "heading")
        and words < 16
        and not block.text.endswith((":", "?", "!"))
    )
    plain = plain and not _leads_to_other(block.text)
    start, led = _behind_date(block.text) if plain else (0, False)
    section = SECTION.search(block.text, start) if led else None
    names = (
        read_names(block.text[start : section.start() if section else None])
        if plain and " " in block.text
        else Names((), (), 0)
    )
    end = start + names.end
    if _is_label(page, block.number) or len(names.people) < sum(
        link.start < end and link.end > start for link in block.links
    ):
        names = Names((), (), 0)
    if any(
        TOPIC_ADDRESS.search(link.url) and link.start < end and link.end > start
        for link in block.links
    ):
        names = Names((), (), 0)
    if not names.people:
        return _group_alone(page, block, away) if plain else NOBODY
    rest = block.text[start + names.end :].strip(MARKS)
    dated = led or _begins_with_date(rest)
    role = begins_with_role(rest)
    more = rest and (
        (not dated and not role) or (led and not role and not FURTHER.match(rest) and len(rest) > 2)
    )
    if (
        more
        or words > 5 * len(names.people) + 9 * bool(rest or led)
        or not all(_is_uncommon(page, block.number, name, led or dated) for name in names.people)
    ):
        return _group_alone(page, block, away)
    if away < 0 and page.form == "html" and not led:
        return NOBODY
    dated = dated or _by_date(page, block.number)
    role = role or (
        block.number + 1 < len(page.blocks) and begins_with_role(page.blocks[block.number + 1].text)
    )
    features = {
        "lone line": 1.0,
        "lone line beside a date": bool(dated),
        "name again below": _again(page, block, names.people[0]),
        "a date or role in the line": bool(rest or led or role),
        "just below the headline": 0 < away < 3,
        "above the headline": away < 0,
        "several names": len(names.people) > 1,
        "lone heading": block.kind == "heading",
        "lone item": block.kind == "item",
        "reads as a photo credit": read_credit(block.text) is not None,
    }
    people = believed(page, names.people)
    if not people and ends_site_name(page, names.people[0]):
        return NOBODY
    return Claim(
        people or names.people[:1],
        features,
        "lone line",
        "a name alone by the headline",
        block.number,
        (start, end),
        group=not people,
    )


def _is_label(page: Page, number: int) -> bool:
    """Whether a line is a label as a whole, of a date or a button: "Release Date", "Open Extended
    Reactions".
    """
    return any(
        cue.block == number and cue.how == "whole" for name in LABELS for cue in page.cues[name]
    )


def _begins_with_date(text: str) -> bool:
    """Whether a text is a date from its beginning on, behind its label or a few letters."""
    dated = next(written(text), None) if text else None
    return dated is not None and min(dated.start, label_before(text, dated.start)[0] + 12) < 14


def _leads_to_other(text: str) -> bool:
    """Whether a label leads to the line's name: an author's, which is read elsewhere, or "Reviewed
    by", which names no author.
    """
    return any(
        match.start() == 0 or NOT_WRITING.search(text[: match.start(1)])
        for match in author_label(text).finditer(text, 0, 100)
    )


def _group_alone(page: Page, block: Block, away: int) -> Claim:
    """A team's or the site's name alone beside a date: "The Harbor Team"."""
    text = block.text
    name = (
        group_name(page, text)
        if 0 < away < 5 and len(text) < 60 and not ABOUT.match(text)
        else None
    )
    known = (
        name is not None
        and (holds_role(name, "group") or metadata.is_site_name(page, name))
        and name[0].isupper()
    )
    dated = known and (
        _by_date(page, block.number) or (name != text and next(written(text), None) is not None)
    )
    if not name or not dated:
        return NOBODY
    return Claim(
        (name,),
        {"lone group beside a date": 1.0},
        "lone line",
        "a team's or the site's name beside a date",
        block.number,
        (0, len(name)),
        group=True,
    )


def _between_marks(page: Page, block: Block) -> Iterator[Claim]:
    """The one name among the parts of a line of details: "March 3, 2021 | 4 min | Jane Doe |
    Coast".
    """
    if (
        not SEPARATE.search(block.text)
        or next(written(block.text), None) is None
        or author_label(block.text).match(block.text)
    ):
        return
    parts = [part for part in re.finditer(r"[^|•·●∙⋅]+", block.text) if part[0].strip()]
    named = [
        (part, names.people)
        for part in parts
        if (names := read_names(part[0].strip())).people and names.end == len(part[0].strip())
    ]
    if (
        len(named) == 1
        and all(uncommon(page, name) for name in named[0][1])
        and (people := believed(page, named[0][1]))
    ):
        yield Claim(
            people,
            {"line of details": 1.0},
            "line of details",
            "a name in a line with the date",
            block.number,
            named[0][0].span(),
        )


def _account(page: Page, block: Block, away: int) -> Iterator[Claim]:
    """A name of one word just under the headline, and a date behind it or in the next line: "Kev",
    "January 3, 2021".
    """
    match = (
        ONE_WORD.match(block.text)
        if page.form == "text" and 0 < away < 3 and block.kind in ("paragraph", "item")
        else None
    )
    if (
        not match
        or author_label(block.text).match(block.text)
        or any(cue.block == block.number for cue in page.cues["nav-label"])
        or is_nobody(match[1])
        or not uncommon(page, match[1])
    ):
        return
    rest = block.text[match.end(1) :].strip(MARKS)
    below = page.blocks[block.number + 1].text if block.number + 1 < len(page.blocks) else ""
    dated = next(written(rest or below), None)
    if (
        dated
        and dated.start < 2
        and (rest or len(below) < 40)
        and not is_date_word(match[1].lower())
        and not metadata.is_site_name(page, match[1])
    ):
        yield Claim(
            (match[1],),
            {"lone account": 1.0},
            "account",
            "a name of one word before a date",
            block.number,
            match.span(1),
        )


def _behind_date(text: str) -> tuple[int, bool]:
    """Where a line goes on behind the date that it begins with, and whether it does: "Dec 17, 2025
    · Jane Doe".
    """
    last = 0
    for one in written(text):
        if len(text[last : one.start].strip(MARKS)) < 6:
            last = one.end
    left = text[last:].lstrip(MARKS)
    return (len(text) - len(left), True) if last and left else (0, False)


def _is_uncommon(page: Page, number: int, name: str, dated: bool) -> bool:
    """Whether a name's words are no words of the page's sentences. Beside a date one may be, as in
    "Madison Green", where the first stands in it alone.
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
    return any(len(text) < 60 and next(written(text), None) for text in beside)


def _again(page: Page, block: Block, name: str) -> bool:
    """Whether the name stands again below, alone or before a sentence about its bearer."""
    below = (page.blocks[one] for one in page.having(*tokens(name)[:1]) if one > block.number)
    return any(
        one.text.startswith(name)
        and (len(one.text) > len(block.text) + 20 or one.text == block.text)
        and one.kind != "item"
        for one in below
    )


def _beside(page: Page, headline: int, last: int) -> Iterator[int]:
    """The blocks below the headline where a name may stand alone, and the one above it, in a text
    dump the three.
    """
    yield from range(max(0, headline - (3 if page.form == "text" else 1)), headline)
    yield from range(headline + 1, min(last, headline + 8))
