"""Dates of publication and change in the lines of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.facts.author_label import author_label
from copydesk.facts.stated_dates import DateClaim
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.block import Block
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import YEAR, dates_in, label_before, label_words, whole_span
from copydesk.parse.dates.clock import Dated
from copydesk.parse.relative_day import relative
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

OLDEST = "1990"
"""The earliest day of a story: the web has no older pages, so an older day is the story's topic."""
MAX_LINE_WORDS = 30
"""A longer line without a label is prose, and a date in it is the story's topic."""
MAX_LINE_DATES = 4
"""Dates of a line that are read; a table of dates has more."""
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
OPENING = lazy_pattern(r"\s*(?:/[^/\s]{2,20}/|\([^()]{2,40}\))?\s*(?:[-–—]{1,2}|[:|])\s*\S")
"""The mark between a date and the story that it opens: "29.11.2022 – The council ...".

The service that sent it may precede the mark: "June 3, 2024 /PRNewswire/ -- ".
"""
MAX_OPENING = 60
"""Characters of a long paragraph that are searched for the year of a date that opens it."""
FIRST_WORDS = 30
"""Characters of a paragraph within which an opening date begins, after a place or "Press release
of".
"""
LONGEST_LABEL = 30
HANDLE = lazy_pattern(r"@\w{2,30}\)\s*$")
"""The account before the date of a quoted post: "— Jane Doe (@janedoe) March 3, 2021"."""
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
"""Characters after a date that are searched for the verb of its sentence: "wurde am 3. März 2021 um
14:48 von Jana geschrieben".
"""
LEAD_WORDS = 100
"""Words of prose between a headline and the day under it, as of a long standfirst; a day after as
many is another story's.
"""
SIDE_TAGS = frozenset(("aside", "footer", "nav"))
SIDE_ROLES = frozenset(("complementary", "contentinfo", "navigation"))
MAX_LINKED = 0.8
"""Share of a line's characters inside links above which it is a card of another story."""


class _Search(NamedTuple):
    """The page, and the blocks in which dates are looked for.

    `near` are those around the headline, `labelled` those with a label or below one, `sentences`
    those with a sentence about their own story ("This entry was posted on ..."), `leads` the first
    of the story and the first below the headline.
    """

    page: Page
    where: Opening
    ledger: Ledger
    near: range
    labelled: frozenset[int]
    sentences: frozenset[int]
    leads: tuple[int, ...]


def lines(page: Page, where: Opening, ledger: Ledger) -> Iterator[tuple[DateClaim, str]]:
    """Yield dates in lines around the headline, elsewhere only labelled ones.

    Each has its label's meaning: `published`, `modified`, `joint` or nothing.
    """
    search = _search(page, where, ledger)
    for number in sorted(search.labelled | set(search.near)):
        block = page.blocks[number]
        dates = _dates_of(search, block) if _can_date(search, block) else []
        for dated in dates[:MAX_LINE_DATES]:
            start, kind = _label_of(search, block, dated)
            features = _features(search, block, dated, dates, kind)
            if features:
                alone = len(dates) == 1
                span = whole_span(block.text, (start, dated.end)) if alone else (start, dated.end)
                why = f"labelled as {kind}" if kind else "a date beside the headline"
                yield DateClaim(dated, features, "line", why, number, span), kind


def _search(page: Page, where: Opening, ledger: Ledger) -> _Search:
    sentences = frozenset(cue.block for cue in page.cues["date-entry"])
    cues = [cue for name in ("date-published", "date-modified") for cue in page.cues[name]]
    below = {cue.block + 1 for cue in cues if cue.how == "whole"} & set(range(len(page.blocks)))
    labelled = sentences | below | {cue.block for cue in cues}
    leads = (where.story,) if where.headline is None else (where.story, where.headline + 1)
    near = range(where.first, where.last)
    return _Search(page, where, ledger, near, frozenset(labelled), sentences, leads)


def _can_date(search: _Search, block: Block) -> bool:
    """Whether a block may have a date that is not a topic of prose or code."""
    number = block.number
    if block.kind in ("title", "code"):
        return False
    return (
        search.page.shapes[number].words <= MAX_LINE_WORDS
        or number in search.labelled
        or number in search.leads
        or YEAR.search(block.text[:MAX_OPENING]) is not None
    )


def _dates_of(search: _Search, block: Block) -> list[Dated]:
    """Return the dates of a line.

    A relative one ("2 days ago") only near the headline.
    """
    if YEAR.search(block.text):
        return list(dates_in(block.text))
    return _relative(search.page, block) if block.number in search.near else []


def _label_of(search: _Search, block: Block, dated: Dated) -> tuple[int, str]:
    """Return where the label of a date begins, and what it says."""
    if block.number in search.sentences:
        return 0, _verb(block.text, dated)
    start, kind = label_before(block.text, dated.start)
    if not kind and not tokens(block.text[: dated.start]):
        kind = _label_above(search.page, block.number)
    return start, kind


def _features(
    search: _Search, block: Block, dated: Dated, dates: list[Dated], kind: str
) -> dict[str, float]:
    """Return the features of a date in a line.

    Empty for one that is not the story's.
    """
    page, number, near = search.page, block.number, block.number in search.near
    if dated.day < OLDEST or (not near and (not kind or search.ledger.is_cut(number))):
        return {}
    if _spans_days(block.text, dates) or _of_other(page, block, dated):
        return {}
    if not kind and is_topic(block.text, dated):
        return {}
    if page.shapes[number].prose and not kind:
        return _in_prose(block, dated, near, number == search.where.story)
    features = _place(search, number) if near else {"labelled date elsewhere": 1.0}
    features |= of_cards(page, number)
    return features | ({f"label says {kind}": 1.0} if kind else {})


def _spans_days(text: str, dates: list[Dated]) -> bool:
    """Whether the two dates of a line are a range: "12 May - 15 May 2021"."""
    return len(dates) == 2 and RANGE.fullmatch(text[dates[0].end : dates[1].start]) is not None


def is_topic(text: str, dated: Dated) -> bool:
    """Whether a date is the topic of its line: "Effective June 2"."""
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
    """Whether a date is a quoted post's, or the day of joining or birth."""
    if "@" in block.text and HANDLE.search(
        block.text, max(0, dated.start - BEHIND_DATE), dated.start
    ):
        return True
    above = page.tokens[block.number - 1] if block.number and dated.start < 2 else ()
    return len(above) < 3 and " ".join(above) in OF_PERSON


def _verb(text: str, dated: Dated) -> str:
    """Return `published` or `modified` for a date in a sentence on its story.

    "This page was last edited on ...", "Dieser Beitrag wurde am ... veröffentlicht".
    """
    words = set(tokens(text[: dated.end + BEHIND_DATE])) - label_words("joint")
    return "published" if words.isdisjoint(label_words("modified")) else "modified"


def _label_above(page: Page, number: int) -> str:
    """Return the kind of the line above, if it is a label: "Last updated"."""
    above = page.blocks[number - 1].text if number else ""
    return (
        label_before(above, len(above))[1]
        if len(above) < LONGEST_LABEL and label_before(above, len(above))[0] == 0
        else ""
    )


def _in_prose(block: Block, dated: Dated, near: bool, first: bool) -> dict[str, float]:
    """Return the features of a date that opens a paragraph.

    Empty for one inside it.
    """
    if dated.start >= FIRST_WORDS:
        return {}
    if near and OPENING.match(block.text, dated.end) is not None:
        return {"date opens a paragraph, with a mark": 1.0}
    return {"date opens the story": 1.0} if first else {}


def _place(search: _Search, number: int) -> dict[str, float]:
    """Return the features of a date's place relative to the headline."""
    page, headline = search.page, search.where.headline
    if number == headline:
        return {"date in the headline": 1.0}
    away = number - (search.where.story if headline is None else headline)
    found = {"long line": float(page.shapes[number].words > 14)}
    if headline is None:
        found["no headline"] = 1.0
    if away <= 0:
        return found | {"date above the headline": 1.0, "blocks above": min(-away, 8) / 8}
    between = page.prose_before[number] - page.prose_before[number - away]
    return found | {
        "date below the headline": 1.0,
        "blocks below": min(away, 20) / 20,
        "date just below the headline": float(away < 4),
        "prose between headline and date": min(between, LEAD_WORDS) / LEAD_WORDS,
    }


def of_cards(page: Page, number: int) -> dict[str, float]:
    """Return the features of a block whose date is another story's.

    It is in a card or a sidebar.
    """
    block = page.blocks[number]
    return {
        "date in a link": float(page.shapes[number].linked > MAX_LINKED),
        "date in a sidebar or footer": float(
            any(box.tag in SIDE_TAGS or box.role in SIDE_ROLES for box in page.path(block))
        ),
    }


def _relative(page: Page, block: Block) -> list[Dated]:
    dated = relative(block.text, page.crawled) if page.crawled and len(block.text) < 80 else None
    return [dated] if dated else []
