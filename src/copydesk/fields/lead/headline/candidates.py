"""How much speaks for a line being the story's headline: on an HTML page its heading and the page's
statements, in a dump its place among the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.lines import MOST_WORDS, Lines
from copydesk.facts.titles import TITLE_WEIGHTS
from copydesk.model.ledger import Ledger
from copydesk.model.page import Block, Page
from copydesk.parse.credit import read_credit
from copydesk.parse.dates import YEAR, written
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

NO_TITLE = lazy_pattern(
    r"(?:as\s)?(?:heard|(?:first\s)?aired|broadcast)\s(?:on|by)\s|transcript$|listen\W[\d\W]{0,20}$"
    r"|(?:from|to|cc|date|sent|reply-to|return-path|delivered-to):\s|"
    r".{0,120}\bpage\s\d{1,3}(?:\sof\s\d{1,3})?$",
    re.IGNORECASE,
)
"""What a radio's page says above its byline: on which programme a story was heard, how long it is,
that there is a transcript. And the head of a mail but for its subject, and the running head of a
printed page.
"""
MARKED = 4.0
"""What it counts in a dump for a line that Markdown marks as the heading of level 1, where it marks
no other so.
"""
LEAST = 1.0
"""A line with less is no headline, and is not asked whether it is a caption that ends in a photo's
credit.
"""
FEW_LINES, BEGINS = 6, 2.0
"""A dump with at most so many lines above its story was cleaned before, and begins with its
headline; how much that speaks for its first line. The pages that taught the weights are long and
full of chrome.
"""
ALONE = 0.4
"""What it counts for a heading of level 1 that the page has no other, and no heading says what a
statement says.
"""
NOT_HEADLINES = ("title", "code", "control", "caption")


class Candidate(NamedTuple):
    """A block that may be the headline, how much speaks for it, and what."""

    score: float
    block: int
    why: str


def candidates(page: Page, ledger: Ledger, story: int) -> Iterator[Candidate]:
    """The lines that may be the headline, weighed; `story` is the first block of the story's
    prose.
    """
    lines = Lines(page, ledger)
    if page.form == "text":
        yield from _of_dump(page, ledger, lines, story)
        return
    headings = [block for block in page.blocks if block.kind == "heading"]
    first = [block.number for block in headings if block.level == 1]
    named = {
        number
        for box in page.named.get("headline", ())
        for number in range(
            page.boxes[box].first, min(page.boxes[box].last, page.boxes[box].first + 2)
        )
    }
    say_stated = _saying(lines, {tuple(tokens(claim.text)) for claim in page.facts.titles})
    if len(first) == 1 and any(
        block.number in say_stated and block.number != first[0] for block in headings
    ):
        first = []
    heads = {block.number for block in headings if block.level < 4}
    for number in sorted(
        heads | named | {number for number in say_stated if len(page.blocks[number].text) > 9}
    ):
        if (
            0 < page.shapes[number].words <= MOST_WORDS
            and page.blocks[number].kind not in NOT_HEADLINES
        ):
            one = _weighed(page, ledger, page.blocks[number], story, lines, number in named)
            yield (
                one._replace(score=one.score + ALONE, why=f"{one.why}, the only one")
                if first == [number]
                else one
            )


def _saying(lines: Lines, stated: Set[Sequence[str]]) -> set[int]:
    """The blocks that are one of these lines, word for word."""
    sizes = frozenset(map(len, stated))
    return {number for number, key in enumerate(lines.keys) if len(key) in sizes and key in stated}


def _of_dump(page: Page, ledger: Ledger, lines: Lines, story: int) -> Iterator[Candidate]:
    """The lines of a text dump, weighed by what training found of such lines."""
    from copydesk.fields.lead.headline.features import SAID, learned, measured  # only dumps need it

    counts, marked = learned(), _marked(page)
    for number, shows in measured(page, ledger, lines, story):
        said = [what for name, what in SAID.items() if name in shows]
        score = counts.score(shows) - against(page, ledger, lines, page.blocks[number])
        if number == marked < story:
            score += MARKED
            said.append("the only heading of level 1")
        if number == 0 < story <= FEW_LINES and not page.shapes[0].ends:
            score += BEGINS
            said.append("the dump begins with it")
        if score > LEAST and read_credit(page.blocks[number].text) is not None:
            score -= 4.0
        yield Candidate(round(score, 2), number, ", ".join(said) or "the line above the story")


def _marked(page: Page) -> int:
    """The only block that Markdown marks as a heading of level 1, -1 where there is none: beside
    links or lower headings, not a comment in lines of code.
    """
    headings = [block for block in page.blocks if block.kind == "heading"]
    first = [block.number for block in headings if block.level == 1]
    return (
        first[0]
        if len(first) == 1 and (len(headings) > 1 or any(block.links for block in page.blocks))
        else -1
    )


def _weighed(
    page: Page, ledger: Ledger, block: Block, story: int, lines: Lines, named: bool
) -> Candidate:
    """All that speaks for and against a block of an HTML page."""
    words = page.shapes[block.number].words
    score, said = (
        {1: 3.0, 2: 1.2, 3: 0.5}.get(block.level, 0.0) if block.kind == "heading" else 0.0,
        [],
    )
    if score:
        said.append(f"a heading of level {block.level}")
    key = metadata.key(block.text)
    for claim in page.facts.titles:
        share = _agreement(key, claim.key)
        if share:
            score += TITLE_WEIGHTS[claim.who] * share
            said.append(f"{claim.who} says the same" if share == 1 else f"part of {claim.who}")
    if named:
        score += 0.8
        said.append("its element is named for a headline")
    if lines.repeated(block.number):
        score += 1.5
        said.append("stands more than once")
    if share := lines.in_address(block.number):
        score += 2.5 * share
        said.append("the page's address has its words")
    score += (
        2.0
        if 3 < words < 26
        else 1.0
        if words in (3, *range(26, 36))
        else 0.0
        if words == 2
        else -1.0
    )
    score += 1.5 * lines.on_topic(block.number)
    # Above the story is where headlines stand; below it they are subheads and cards.
    score += 1.0 if block.number < story else -1.0 if block.number < story + 8 else -2.5
    if below := lines.followed(block.number):
        score += below
        said.append("a byline or date follows")
    return Candidate(
        round(score - against(page, ledger, lines, block), 2),
        block.number,
        ", ".join(said) or "the line above the story",
    )


def _agreement(key: str, stated: str) -> float:
    """How far a line says what a statement says: 1 the same, less where it is the greater part of
    it.
    """
    if key == stated:
        return 1.0
    shorter, longer = (key, stated) if len(key) < len(stated) else (stated, key)
    if len(shorter) > 11 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return 0.4 + 0.5 * len(shorter) / len(longer)
    return 0.0


def _is_date(text: str) -> bool:
    """Whether a line is a date and its time, and no more than a word or two."""
    dated = next(written(text), None) if len(text) < 60 else None
    return dated is not None and dated.start < 12 and len(text) - dated.end < 12


def against(page: Page, ledger: Ledger, lines: Lines, block: Block) -> float:
    """What speaks against a block: it is the site's name, a player's line or a byline; in a dump a
    date or a row of labels with colons; on HTML a sentence, a link, cut, or where menus and cards
    stand.
    """
    shape, text, score = page.shapes[block.number], block.text, 0.0
    if metadata.is_site_name(page, text):
        score += 5.0
    if NO_TITLE.match(text):
        score += 4.0
    if block.number in lines.labelled:
        score += 3.0
    if page.form == "text":
        return score + 2.5 * bool(
            text.count(": ") > 2 or (YEAR.search(text) and (shape.words < 5 or _is_date(text)))
        )
    if text.endswith((".", ":", ",")) and block.kind != "heading":
        score += 1.5
    if shape.linked > 0.8:
        score += 1.5
    if ledger.is_cut(block.number):
        score += 2.5
    if lines.in_chrome(block.box):
        score += 4.0
    return score
