"""Who wrote a story, as lines of the page say it behind a label: "By Jane Doe", "Author:" and the
name in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copydesk.facts import metadata
from copydesk.facts.authorship import (
    MAX_LABEL_OFFSET,
    NOT_WRITING,
    Claim,
    author_label,
    believed,
    group_name,
    in_comments,
    label_words,
    uncommon,
)
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.page import Block, Page, Span
from copydesk.parse.credit import read_labelled
from copydesk.parse.dates import written
from copydesk.parse.name_list import read_names
from copydesk.parse.person_name import person
from copydesk.parse.roles import holds_role, is_nobody
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import is_east_asian

LEADING = lazy_pattern(
    r"\b(?:written|posted|published|story|text|article|report|words|ago|am|pm|uhr|"
    r"(?:post|article|story|column|piece)\s(?:was|is)(?:\soriginally)?)$",
    re.IGNORECASE,
)
"""Words that may stand before a small "by" that leads to the author."""
ACCOUNT = lazy_pattern(
    r"([^\W\d_][\w.]{2,24})\s*(?:$|[|•·,(–—-]|\d|[A-Z][a-z]{2,8}\.?\s\d|\b(?:on|in|at|"
    r"am|um|le|el|em|op)\s)"
)
"""A name of one word behind a label, and what may follow it: nothing, a mark or a date."""
SMALL = frozenset(
    ("the", "of", "and", "&", "for", "de", "der", "des", "du", "la", "von", "at", "on", "in")
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
"""What a title or a year ends with before the "by" of its own author: "The Ferry Test" (2000) by
John Roe.
"""
BELOW_PROSE = 40
"""Words of prose between a headline and a label that names somebody else: of a quoted piece, a
finding, a reader's letter.
"""
LONG = 14
"""Words of a line above which a label in its middle is a caption's or a sentence's, unless a mark
or one of LEADING stands before it.
"""
BEHIND_MARK = lazy_pattern(
    r"(?:[|•·●∙–—:.]|\b(?:was|is|written|originally)|"
    r"\d[\s,./-]{1,3}(?:[^\W\d_]{3,10}\.?\s)?(?:19|20)\d\d)\s*$",
    re.IGNORECASE,
)
ABOVE = 6
"""Words of a line that is a label alone: "Posted on Tuesday by"."""


def lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Lines that say "By" and names; near the headline for certain, elsewhere with less weight."""
    near, first = range(where.first, where.last), label_words()
    begins = tuple(first)
    for number in sorted({cue.block for cue in page.cues["byline"] if cue.first == 0} | set(near)):
        words, kind, said = page.shapes[number].words, page.blocks[number].kind, page.tokens[number]
        if not said or (first.isdisjoint(said) and not said[0].startswith(begins)):
            continue
        if (
            words <= 40
            and kind not in ("code", "title")
            and (
                number in near
                or (words <= 25 and number > where.story and not in_comments(page, number))
            )
        ):
            yield from _labelled(page, page.blocks[number], where, number in near)


def _labelled(page: Page, block: Block, where: Opening, near: bool) -> Iterator[Claim]:
    """The names behind the first label of a line that leads to any."""
    words = page.shapes[block.number].words
    after = near and (where.headline is None or block.number > where.headline - 3)
    place = _place(page, block, where, near)
    for match in author_label(block.text).finditer(block.text + " ", 0, MAX_LABEL_OFFSET):
        if NOT_WRITING.search(block.text[: match.start(1)]) or (
            match[1].lower().split()[-1] in NOUNS and not COLON.search(match[0])
        ):
            continue
        if match.end() >= len(block.text):
            yield from _below(page, block, place if words < ABOVE else {})
            return
        names = read_names(block.text[match.end() :], loose=is_east_asian(match[1]))
        if (
            words > LONG
            and not is_east_asian(match[1])
            and block.text[: match.start()].strip()
            and not BEHIND_MARK.search(block.text[: match.start()])
        ):
            continue
        leads = _leads(block.text, match) or (
            near
            and not block.text[: match.start()].rstrip().endswith(CLOSING)
            and words < 9
            and (block.kind == "paragraph" or match[1].lower() == "by")
            and block.kind != "heading"
            and match.end() + names.end == len(block.text)
        )
        people = believed(page, names.people)
        alone = (
            match.start() == 0
            and match[1].lower() == "by"
            and len(block.text) - names.end - match.end() < 3
        )
        if (
            people
            and leads
            and (
                near
                or alone
                or " " in match[1]
                or (":" in match[0] and words < (15 if match.start() == 0 else 10))
            )
        ):
            span = line_span(block.text, match.start(1), match.end() + names.end)
            yield Claim(
                people,
                place | {"label of several words": " " in match[1], "colon": ":" in match[0]},
                "line",
                f"the line says {match[1]!r} before the names",
                block.number,
                span,
            )
            return
        if (
            after
            and leads
            and not names.people
            and (one := _other(page, block, match, words, place))
        ):
            yield one
            return


def _place(page: Page, block: Block, where: Opening, near: bool) -> dict[str, float]:
    """The features of a labelled line's place: near the headline, above it, or elsewhere."""
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


def _other(
    page: Page, block: Block, match: re.Match[str], words: int, place: Mapping[str, float]
) -> Claim | None:
    """An account, a team or an office behind a label."""
    dated = next(written(block.text), None) is not None
    if (page.shapes[block.number].prose and not dated) or "(" in block.text[: match.start()]:
        return None
    account = ACCOUNT.match(block.text, match.end()) if words < 22 else None
    name = person(account[1], loose=True) if account else None
    if name and account and (believed(page, (name,)) or metadata.is_site_name(page, name)):
        return Claim(
            (name,),
            {**place, "account": 1.0, "account with a date": dated and match.start() == 0},
            "line",
            f"the line says {match[1]!r} before an account's name",
            block.number,
            (match.start(1), account.end(1)),
        )
    group = group_name(page, block.text[match.end() :]) if words < 14 else None
    if group and all(
        word[0].isupper() or word[0].isdigit() or word in SMALL or holds_role(word, "group")
        for word in group.split()
    ):
        at = block.text.find(group.split()[-1], match.end()) + len(group.split()[-1])
        return Claim(
            (group,),
            {**place, "group behind a label": 1.0},
            "line",
            f"the line says {match[1]!r} before the name",
            block.number,
            line_span(block.text, match.start(1), at),
            group=True,
        )
    return None


def _below(page: Page, block: Block, place: Mapping[str, float]) -> Iterator[Claim]:
    """Names that stand alone in the line below a label: "Author" and "Jane Doe"."""
    number = block.number + 1
    if place and number < len(page.blocks):
        text = page.blocks[number].text
        names = read_names(text)
        people = believed(page, names.people)
        rest = text[names.end :].strip()
        short = page.shapes[number].words < 5 * len(people) or (
            page.shapes[number].words < 20 and rest[:1] in (",", "|", "•", "·", "-", "–", "—")
        )
        group = group_name(page, text) if not people and text[:1].isupper() else None
        if group == text and (holds_role(group, "group") or metadata.is_site_name(page, group)):
            yield Claim(
                (group,),
                {**place, "label in the line above": 1.0, "group behind a label": 1.0},
                "line",
                f"the line above says {block.text!r}",
                number,
                (0, len(text)),
                group=True,
            )
            return
        if not all(uncommon(page, name) for name in people or (text,)):
            return
        if people and short and not page.shapes[number].prose:
            yield Claim(
                people,
                {**place, "label in the line above": 1.0},
                "line",
                f"the line above says {block.text!r}",
                number,
                line_span(text, 0, names.end),
            )
        elif (
            not people
            and "label elsewhere" not in place
            and (account := ACCOUNT.fullmatch(text))
            and text[0].isupper()
            and not is_nobody(text)
            and (name := person(account[1], loose=True))
        ):
            yield Claim(
                (name,),
                {**place, "label in the line above": 1.0, "account": 1.0},
                "line",
                f"the line above says {block.text!r}",
                number,
                (0, len(text)),
            )


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether a "by" begins the line or follows a date, a mark or a verb: not "a book by Jane Doe"
    in a title.
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


def line_span(text: str, start: int, end: int) -> Span:
    """The byline's span: to the end of the line where only a role or an outlet follows, and from
    its beginning where only a label leads.

    Whom the line credits for its pictures is another field's.
    """
    credit = read_labelled(text)
    if credit is not None and credit.span[0] > start:
        return start, min(end, credit.span[0])
    rest = text[end:]
    if len(rest.split()) < 8 and not any(letter.isdigit() for letter in rest):
        end = len(text)
    return (
        (0, end)
        if len(text[:start].split()) < 2 and not any(letter.isdigit() for letter in text[:start])
        else (start, end)
    )
