"""When a story was published and changed, as lines of the page say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.facts.authorship import author_label
from copydesk.facts.stated_dates import DateClaim, day_first
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.ledger import Ledger
from copydesk.model.page import Block, Page
from copydesk.parse.dates import (
    YEAR,
    Dated,
    label_before,
    label_words,
    relative,
    whole_span,
    written,
)
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

OLDEST = "1990"
"""A line's date before this is a subject of the story: the web has no older pages."""
RANGE = lazy_pattern(r"\s*(?:[-–—]|to|until|bis|au|al|t/m)\s*", re.IGNORECASE)
MARK = lazy_pattern(r"[|•·●∙:;/–—]|\s-\s")
WORD = lazy_pattern(r"[^\W\d_]+")
NOW = frozenset(
    (
        "today",
        "tomorrow",
        "heute",
        "morgen",
        "demain",
        "hoy",
        "mañana",
        "oggi",
        "expires",
        "until",
        "valid",
        "deadline",
    )
)
OPENING = lazy_pattern(r"\s*[-–—:|]\s*\S")
"""What stands between a date and the story that it opens: "29.11.2022 – The council ..."."""
FIRST_WORDS = 30
"""Characters of a paragraph in which the date that it opens with begins, behind a place or "Press
release of".
"""
LONGEST_LABEL = 30
HANDLE = lazy_pattern(r"@\w{2,30}\)\s*$")
"""What stands before the date of a post that the story quotes: "— Jane Doe (@janedoe) March 3,
2021".
"""
OF_PERSON = frozenset(
    (
        "joined",
        "member since",
        "registered",
        "mitglied seit",
        "registriert",
        "dabei seit",
        "inscrit",
        "miembro desde",
        "born",
        "geboren",
    )
)
"""Labels of a day that is a person's and not a story's."""
BEHIND_DATE = 40
"""Characters behind a date in which the verb of its sentence stands: "wurde am 3. März 2021 um
14:48 von Jana geschrieben".
"""
LEAD_WORDS = 100
"""Words of prose between a headline and the day under it: a long standfirst. Behind more of them
stand the days of other stories, or that of a short one.
"""
BEHIND_PROSE = 2.0
BELOW = 12
"""Blocks between a story's prose and the date under it: a byline, tags, a share row."""


def lines(page: Page, where: Opening, ledger: Ledger) -> Iterator[tuple[DateClaim, str]]:
    """Dates in lines around the headline, and elsewhere where a label stands before them."""
    near = range(where.first, where.last)
    told = {cue.block for cue in page.cues["date-entry"]}
    cues = [cue for name in ("date-published", "date-modified") for cue in page.cues[name]]
    labelled = (
        {cue.block for cue in cues}
        | {cue.block + 1 for cue in cues if cue.how == "whole" and cue.block + 1 < len(page.blocks)}
        | told
    )
    leads = (where.story, None if where.headline is None else where.headline + 1)
    for number in sorted(labelled | set(near)):
        block = page.blocks[number]
        if block.kind in ("title", "code") or (
            page.shapes[number].words > 30
            and number not in labelled
            and number not in leads
            and not block.text[:1].isdigit()
        ):
            continue
        dates = (
            list(written(block.text))
            if YEAR.search(block.text)
            else _relative(page, block)
            if number in near
            else []
        )
        for dated in dates[:4]:
            if dated.day < OLDEST:
                continue
            start, kind = label_before(block.text, dated.start)
            kind = kind or (
                _label_above(page, number) if not tokens(block.text[: dated.start]) else ""
            )
            if number in told:
                start, kind = 0, _verb(block.text, dated)
            if number not in near and (not kind or ledger.is_cut(number)):
                continue
            features = (
                _place(page, where, number) if number in near else {"labelled date elsewhere": 1.0}
            )
            if kind:
                features[f"label says {kind}"] = 1.0
            if (
                _spans_days(block.text, dates)
                or (not kind and _is_told(block.text, dated))
                or _of_other(page, block, dated)
            ):
                continue
            if page.shapes[number].prose and not kind:
                features = _in_prose(block, dated, number in near, number == where.story)
            if features:
                span = (
                    whole_span(block.text, (start, dated.end))
                    if len(dates) == 1
                    else (start, dated.end)
                )
                yield (
                    DateClaim(
                        dated,
                        features,
                        "line",
                        f"the line says {kind}" if kind else "a date beside the headline",
                        number,
                        span,
                    ),
                    kind,
                )


def _spans_days(text: str, dates: list[Dated]) -> bool:
    """Whether a line's two dates are the first and last day of something: "12 May 2021 - 15 May
    2021".
    """
    return len(dates) == 2 and RANGE.fullmatch(text[dates[0].end : dates[1].start]) is not None


def _is_told(text: str, dated: Dated) -> bool:
    """Whether a date is what a line tells of and not when it was written: "Effective beginning June
    2", "Open today, March 14".
    """
    parts = MARK.split(text[max(0, dated.start - 80) : dated.start].rstrip(": "))
    before = parts[-1]
    words = [
        word
        for word in WORD.findall(before)
        if not any(word.lower() in label_words(kind) for kind in ("joint", "published", "modified"))
    ]
    opening = before.lstrip()
    named = author_label(opening).match(opening) is not None
    return not named and (
        sum(word.islower() for word in words) > 1 or any(word.lower() in NOW for word in words)
    )


def _of_other(page: Page, block: Block, dated: Dated) -> bool:
    """Whether a date is a quoted post's, or the day on which somebody joined or was born."""
    if "@" in block.text and HANDLE.search(
        block.text, max(0, dated.start - BEHIND_DATE), dated.start
    ):
        return True
    above = page.tokens[block.number - 1] if block.number and dated.start < 2 else ()
    return len(above) < 3 and " ".join(above) in OF_PERSON


def _verb(text: str, dated: Dated) -> str:
    """What a sentence about its story says of the date in it: "This page was last edited on ...",
    "Dieser Beitrag wurde am ... veröffentlicht".
    """
    said = set(tokens(text[: dated.end + BEHIND_DATE])) - label_words("joint")
    return "published" if said.isdisjoint(label_words("modified")) else "modified"


def _label_above(page: Page, number: int) -> str:
    """What the line above says of a date that begins a line, where it is a label alone: "Last
    updated", "Published on".
    """
    above = page.blocks[number - 1].text if number else ""
    return (
        label_before(above, len(above))[1]
        if len(above) < LONGEST_LABEL and label_before(above, len(above))[0] == 0
        else ""
    )


def _in_prose(block: Block, dated: Dated, near: bool, first: bool) -> dict[str, float]:
    """The features of a date that a paragraph opens with; none for one in its middle."""
    if dated.start >= FIRST_WORDS:
        return {}
    if near and OPENING.match(block.text, dated.end) is not None:
        return {"date opens a paragraph, with a mark": 1.0}
    return {"date opens the story": 1.0} if first else {}


def _place(page: Page, where: Opening, number: int) -> dict[str, float]:
    """The features of a date's place: in the headline, above it, or how far below it."""
    if number == where.headline:
        return {"date in the headline": 1.0}
    away = number - (where.headline if where.headline is not None else where.story)
    found = {"long line": float(page.shapes[number].words > 14)}
    if where.headline is None:
        found["no headline"] = 1.0
    if away <= 0:
        return found | {"date above the headline": 1.0, "blocks above": min(-away, 8) / 8}
    behind = page.prose_before[number] - page.prose_before[number - away]
    return found | {
        "date below the headline": 1.0,
        "blocks below": min(away, 20) / 20,
        "date just below the headline": float(away < 4),
        "date below prose": float(behind > LEAD_WORDS),
    }


def _relative(page: Page, block: Block) -> list[Dated]:
    dated = relative(block.text, page.crawled) if page.crawled and len(block.text) < 80 else None
    return [dated] if dated else []


def only_date(page: Page, ledger: Ledger) -> list[DateClaim]:
    """The date that stands alone in a line, where the whole page has one such day: a dateline under
    the story.
    """
    found: list[DateClaim] = []
    for number in page.having("#"):
        block = page.blocks[number]
        if page.shapes[number].words < 7 and block.kind != "item" and YEAR.search(block.text):
            for dated in written(block.text, day_first(page)):
                if (
                    not _is_told(block.text, dated)
                    and label_before(block.text, dated.start)[1] != "modified"
                    and "\u00a9" not in block.text
                    and (
                        not ledger.is_cut(block.number)
                        or label_before(block.text, dated.start) == (0, "published")
                    )
                ):
                    found.append(
                        DateClaim(
                            dated,
                            {"the only date that is a line": 1.0},
                            "line",
                            "the only date that stands alone on the page",
                            block.number,
                            (dated.start, dated.end),
                        )
                    )
    days = {claim.dated.day for claim in found}
    found = [claim for claim in found if claim.block is not None and _in_story(page, claim.block)]
    if len(days) != 1 or not found or found[0].dated.day <= OLDEST or found[0].dated.other:
        return []
    return found[:1]


def _in_story(page: Page, number: int) -> bool:
    """Whether a line stands where a story's may: prose just above it or below it, and in no footer,
    menu or box beside the story.
    """
    near = (
        page.prose_before[min(len(page.blocks), number + BELOW)]
        - page.prose_before[max(0, number - BELOW)]
    )
    lead = page.form == "text" and page.prose_before[number] == 0
    return (near > 0 or lead) and not any(
        box.tag in ("footer", "nav", "aside") or box.hidden
        for box in page.path(page.blocks[number])
    )
