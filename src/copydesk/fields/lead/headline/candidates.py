"""The lines that may be the story's headline, and their features.

On an HTML page these are headings, elements whose class names a headline, and lines that repeat a
title in the metadata; in a text dump, the lines above the middle of its prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.lines import MOST_WORDS, LineRelations
from copydesk.facts.titles import StatedTitle
from copydesk.fields.ranking import Features
from copydesk.model.block import Block
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.credit import read_credit
from copydesk.parse.dates import YEAR, dates_in
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

NOT_HEADLINE = lazy_pattern(
    r"(?:as\s)?(?:heard|(?:first\s)?aired|broadcast)\s(?:on|by)\s|transcript$|listen\W[\d\W]{0,20}$"
    r"|(?:from|to|cc|date|sent|reply-to|return-path|delivered-to):\s|"
    r".{0,120}\bpage\s\d{1,3}(?:\sof\s\d{1,3})?$",
    re.IGNORECASE,
)
"""Lines that are not a headline: the programme, length or transcript line above the byline on a
radio station's page; the header lines of an email except the subject; the running head of a
printed page.
"""
MAX_LINES = 24
"""Most lines of a dump that get all features. With a thousand, the same headlines are chosen in
twice the time.
"""
MAX_LINES_ABOVE_STORY = 6
"""Most lines above the story of a dump that another tool has cleaned, which begins with the
headline.
"""
CREDIT_MARKS = frozenset("/©")
"""Characters, one of which is in every photo credit without a word of the credit vocabulary."""
MIN_PART_LETTERS = 12
"""Fewest letters of a text that counts as part of a title: the start of a title is often
shorter.
"""
MAX_LINKED_SHARE = 0.8
"""Share of a line's characters inside links above which the line counts as linked."""
MIN_MENU_SHARE = 0.5
"""Share of a menu's characters inside links; strokes between them are not."""
NOT_HEADLINE_KINDS = ("title", "code", "control", "caption")


class HeadlineCandidate(NamedTuple):
    """A line, or a title in the metadata, that may be the headline."""

    block: int | None
    features: Features
    title: StatedTitle | None = None


def candidates(
    page: Page, ledger: Ledger, story: int, max_lines: int = MAX_LINES
) -> Iterator[HeadlineCandidate]:
    """Yield the lines that may be the headline.

    `story` is the first block of the story's prose.
    """
    lines = LineRelations(page, ledger)
    if page.form == "text":
        yield from _of_dump(page, ledger, lines, story, max_lines)
    else:
        yield from _of_html(page, ledger, lines, story)


def _of_html(
    page: Page, ledger: Ledger, lines: LineRelations, story: int
) -> Iterator[HeadlineCandidate]:
    """Yield the blocks of an HTML page that may be the headline, then the stated titles."""
    headings = [block for block in page.blocks if block.kind == "heading"]
    named = _named(page)
    stating = _stating(lines, {tuple(tokens(title.text)) for title in page.facts.titles})
    first = [block.number for block in headings if block.level == 1]
    if any(block.number in stating and block.number not in first for block in headings):
        first = []
    heads = {block.number for block in headings if block.level < 4}
    shown = set[str]()
    for number in sorted(heads | named | {n for n in stating if len(page.blocks[n].text) > 9}):
        block = page.blocks[number]
        if not 0 < page.shapes[number].words <= MOST_WORDS or block.kind in NOT_HEADLINE_KINDS:
            continue
        features = _of_block(page, ledger, block, story, lines, number in named)
        if first == [number]:
            features["only heading of level 1"] = 1.0
        shown.add(metadata.key(block.text))
        yield HeadlineCandidate(number, features)
    yield from _stated(page, shown)


def _named(page: Page) -> set[int]:
    """Return the first two blocks of each element whose class names a headline."""
    boxes = [page.boxes[number] for number in page.named.get("headline", ())]
    return {number for box in boxes for number in range(box.first, min(box.last, box.first + 2))}


def _stated(page: Page, shown: Set[str]) -> Iterator[HeadlineCandidate]:
    """Yield the titles that the metadata states and no line shows."""
    sources: dict[str, list[StatedTitle]] = {}
    for title in page.facts.titles:
        sources.setdefault(title.key, []).append(title)
    for key, titles in sources.items():
        if key not in shown:
            features = {f"only {title.who} has it": 1.0 for title in titles}
            features["several sources have it"] = float(len(titles) > 1)
            yield HeadlineCandidate(None, _present(features), titles[0])


def _stating(lines: LineRelations, stated: Set[Sequence[str]]) -> set[int]:
    """Return the blocks with exactly the words of a stated title."""
    sizes = frozenset(map(len, stated))
    return {number for number, key in enumerate(lines.keys) if len(key) in sizes and key in stated}


def _of_dump(
    page: Page, ledger: Ledger, lines: LineRelations, story: int, max_lines: int
) -> Iterator[HeadlineCandidate]:
    """Yield the lines of a text dump that may be the headline."""
    # Imported late: an HTML page does not need them.
    from copydesk.fields.lead.headline.features import measured
    from copydesk.fields.lead.headline.line_form import is_details

    marked, credited = _title_heading(page, story), {cue.block for cue in page.cues["credit"]}
    for number, shows in measured(page, ledger, lines, story, max_lines):
        if is_details(page, number):
            continue
        block = page.blocks[number]
        against = _against(page, lines, block) | {
            "photo credit": (number in credited or not CREDIT_MARKS.isdisjoint(block.text))
            and read_credit(block.text) is not None,
            "date or row of labels": block.text.count(": ") > 2
            or (
                YEAR.search(block.text) is not None
                and (page.shapes[number].words < 5 or _is_date(block.text))
            ),
        }
        begins = number == 0 < story <= MAX_LINES_ABOVE_STORY and not page.shapes[0].ends
        place = {
            "only heading of level 1": number == marked < story,
            "dump begins with it": begins and not any(against.values()) and "cut" not in shows,
        }
        yield HeadlineCandidate(number, shows | _present(against | place))


def _title_heading(page: Page, story: int) -> int:
    """Return the number of the only Markdown heading of level 1, or -1.

    If links follow it up to the next heading above the story, it names the site, and that next
    heading is returned.
    Without links or lower headings on the page, `#` may begin a comment in lines of code.
    """
    headings = [block for block in page.blocks if block.kind == "heading"]
    first = [block.number for block in headings if block.level == 1]
    if len(first) != 1 or not (len(headings) > 1 or any(block.links for block in page.blocks)):
        return -1
    below = next((one.number for one in headings if first[0] < one.number < story), first[0])
    of_site = below > first[0] + 1 and all(
        page.shapes[number].linked > MIN_MENU_SHARE for number in range(first[0] + 1, below)
    )
    return below if of_site else first[0]


def _of_block(
    page: Page, ledger: Ledger, block: Block, story: int, lines: LineRelations, named: bool
) -> dict[str, float]:
    """Return the features of a block of an HTML page."""
    number, words = block.number, page.shapes[block.number].words
    key = metadata.key(block.text)
    features: dict[str, float] = lines.following(number)
    for title in page.facts.titles:
        features[f"agrees with {title.who}"] = float(key == title.key)
        features[f"part of {title.who}"] = _common_share(key, title.key)
    if block.kind == "heading":
        features[f"heading of level {min(block.level, 4)}"] = 1.0
    return _present(
        features
        | _against(page, lines, block)
        | {
            "element named for a headline": named,
            "repeated": lines.repeated(number),
            "in address": lines.in_address(number),
            "one word": words == 1,
            "two words": words == 2,
            "3 to 25 words": 2 < words < 26,
            "over 25 words": words > 25,
            "on topic": lines.on_topic(number),
            "above the story": number < story,
            "soon below the story's beginning": story <= number < story + 8,
            "ends like a sentence": block.text.endswith((".", ":", ","))
            and block.kind != "heading",
            "linked": page.shapes[number].linked > MAX_LINKED_SHARE,
            "cut": ledger.is_cut(number),
            "in a menu or hidden": lines.in_chrome(block.box),
        }
    )


def _present(features: Mapping[str, float]) -> dict[str, float]:
    """Return the features that are not zero, as numbers."""
    return {name: float(value) for name, value in features.items() if value}


def _common_share(key: str, stated: str) -> float:
    """Return how much of the longer text the shorter one is.

    The shorter must be the beginning or the end of the longer. 0 for equal texts, and if the
    shorter one has few letters.
    """
    shorter, longer = (key, stated) if len(key) < len(stated) else (stated, key)
    part = len(shorter) >= MIN_PART_LETTERS and (
        longer.startswith(shorter) or longer.endswith(shorter)
    )
    return len(shorter) / len(longer) if part and key != stated else 0.0


def _is_date(text: str) -> bool:
    """Return whether a line is a date, with its time and at most two words."""
    dated = next(dates_in(text), None) if len(text) < 60 else None
    return dated is not None and dated.start < 12 and len(text) - dated.end < 12


def _against(page: Page, lines: LineRelations, block: Block) -> dict[str, float]:
    """Return the features that count against a line as the headline."""
    return {
        "site's name": metadata.is_site_name(page, block.text),
        "form of another line": NOT_HEADLINE.match(block.text) is not None,
        "begins with a byline's label": block.number in lines.labelled,
    }
