"""Where a page's story opens: which block is its headline, and which blocks stand around it.

The headline, byline, date and credit fields all ask this, so that they speak of the same place.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.fields import metadata
from copydesk.fields.dates import YEAR, written
from copydesk.fields.lines import MOST_WORDS, Lines, weigh_line
from copydesk.ledger import Ledger
from copydesk.lexicon import phrases, tokens
from copydesk.page import Block, Page

ENOUGH = 2.0
"""The least score of a visible headline: a line of title's length near the story, or a heading with nothing against it."""
CLAIMS = {"json-ld:headline": 2.2, "meta:og:title": 2.0, "itemprop:headline": 1.5, "title": 1.5, "meta:twitter:title": 0.7, "meta:title": 0.7}
"""How much each statement of the title counts for a line that agrees with it."""

PLAYER_LINE = re.compile(r"(?:as\s)?(?:heard|(?:first\s)?aired|broadcast)\s(?:on|by)\s|transcript$|listen\W[\d\W]{0,20}$", re.IGNORECASE)
"""What a radio's page says above its byline: on which programme a story was heard, how long it is, that there is a transcript."""


class Claim(NamedTuple):
    """A title that the page's metadata states: who says so, the text without the site's name, and the text's letters to compare."""

    who: str
    text: str
    key: str
    site: str | None


class Candidate(NamedTuple):
    """A block that may be the headline, how much speaks for it, and what."""

    score: float
    block: int
    why: str


class Opening(NamedTuple):
    """`headline` is the headline's block or None; `story` the first block of the story's prose; `first` up to `last` the blocks around the headline."""

    headline: int | None
    story: int
    first: int
    last: int
    candidates: tuple[Candidate, ...]


def names_no_story(text: str) -> bool:
    """Whether a title is only what pages without a story are headed by, before its site's name: "Page not found", "Search results for ferry"."""
    words = " ".join(tokens(metadata.SEPARATOR.split(text, maxsplit=1)[0])) + " "
    whole, begins = _no_headlines()
    return words in whole or words.startswith(begins)


@cache
def _no_headlines() -> tuple[frozenset[str], tuple[str, ...]]:
    """What such titles are, and what they begin with, each with a space behind it."""
    lines = [line for lines in phrases("no-headline").values() for line in lines]
    return frozenset(f"{line} " for line in lines), tuple(line.removesuffix("...") for line in lines if line.endswith(" ..."))


@lru_cache(maxsize=2)
def claims(page: Page) -> tuple[Claim, ...]:
    """The titles that the page's metadata states, the weightiest first."""
    node, evidence = metadata.story(page), page.evidence
    stated = [("json-ld:headline", text) for text in metadata.texts(node.get("headline") or node.get("name"))][:1]
    stated += [("meta:og:title", text) for text in evidence.meta("og:title")][:1]
    stated += [("itemprop:headline", prop.value) for prop in evidence.props if prop.name == "itemprop:headline"][:1]
    stated += [("title", evidence.title)] if evidence.title else []
    stated += [("meta:twitter:title", text) for text in evidence.meta("twitter:title")][:1]
    stated += [("meta:title", text) for text in evidence.meta("title", "dc.title", "parsely-title", "sailthru.title", "dcterms.title")][:1]
    found = []
    for who, raw in stated:
        text, site = metadata.without_site_name(page, metadata.plain(raw))
        if metadata.key(text) and not names_no_story(text):
            found.append(Claim(who, text, metadata.key(text), site))
    return tuple(found)


@lru_cache(maxsize=2)
def opening(page: Page, ledger: Ledger) -> Opening:
    """Where the story opens, as the ledger of the stage sees it."""
    story = first_prose(page, ledger)
    candidates = tuple(sorted(_candidates(page, ledger, story), key=lambda one: (-one.score, one.block)))
    if candidates and names_no_story(page.blocks[candidates[0].block].text):
        candidates = tuple(one._replace(score=min(one.score, 0.0)) for one in candidates)
    best = candidates[0].block if candidates and candidates[0].score >= ENOUGH else None
    placed = ledger.chosen("headline")
    if placed is not None and placed.block is not None:
        best = placed.block
    start = best if best is not None else max(0, story - 8)
    return Opening(best, story, max(0, start - 6), _end(page, max(start, min(story, start + 12))), candidates)


def first_prose(page: Page, ledger: Ledger) -> int:
    """The first block of prose that has more prose near it; a consent notice or a pitch above the story stands alone."""
    prose = [number for number, shape in enumerate(page.shapes) if shape.prose and not ledger.is_cut(number)]
    for place, number in enumerate(prose):
        if place + 2 >= len(prose) or prose[place + 2] - number <= 10:
            return number
    return prose[0] if prose else len(page.blocks)


def _end(page: Page, start: int) -> int:
    """Where the lead's lines end: after the second block of prose from `start` on, at least 10 and at most 16 blocks."""
    seen = 0
    for number in range(start, min(len(page.blocks), start + 16)):
        seen += page.shapes[number].prose
        if seen >= 2 and number >= start + 9:
            return number + 1
    return min(len(page.blocks), start + 16)


def _candidates(page: Page, ledger: Ledger, story: int) -> list[Candidate]:
    named = {number for box in page.named.get("headline", ()) for number in range(page.boxes[box].first, min(page.boxes[box].last, page.boxes[box].first + 2))}
    stated = {tuple(tokens(claim.text)) for claim in claims(page)}
    lines = Lines(page, ledger)
    if page.form == "text":
        return _of_dump(page, ledger, lines, story)
    found = []
    for block in page.blocks:
        words = page.shapes[block.number].words
        if not 0 < words < 45 or block.kind in ("title", "code", "control", "caption"):
            continue
        if (block.kind == "heading" and block.level < 4) or block.number in named or (len(block.text) > 9 and tuple(page.tokens[block.number]) in stated):
            found.append(_weighed(page, ledger, block, story, lines, block.number in named))
    return found


def _of_dump(page: Page, ledger: Ledger, lines: Lines, story: int) -> list[Candidate]:
    """The lines of a text dump that prose follows, weighed."""
    found = []
    for block in page.blocks:
        if 0 < page.shapes[block.number].words <= MOST_WORDS and lines.opens(block.number):
            score, said = weigh_line(page, ledger, lines, block.number, story)
            score -= _against(page, ledger, block)
            found.append(Candidate(round(score, 2), block.number, ", ".join(said) or "the line above the story"))
    return found


def _weighed(page: Page, ledger: Ledger, block: Block, story: int, lines: Lines, named: bool) -> Candidate:
    """All that speaks for and against a block as the headline."""
    shape, key = page.shapes[block.number], metadata.key(block.text)
    score, said = {1: 3.0, 2: 1.2, 3: 0.5}.get(block.level, 0.0) if block.kind == "heading" else 0.0, []
    if score:
        said.append(f"a heading of level {block.level}")
    for claim in claims(page):
        share = _agreement(key, claim.key)
        if share:
            score += CLAIMS[claim.who] * share
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
    score += 2.0 if 3 < shape.words < 26 else 1.0 if shape.words in (3, *range(26, 36)) else 0.0 if shape.words == 2 else -1.0
    score += 1.5 * lines.on_topic(block.number)
    score += _place(block.number, story)
    if below := lines.followed(block.number):
        score += below
        said.append("a byline or date follows")
    score -= _against(page, ledger, block)
    return Candidate(round(score, 2), block.number, ", ".join(said) or "the line above the story")


def _agreement(key: str, stated: str) -> float:
    """How far a line says what a statement says: 1 the same, less where it is the greater part of it."""
    if key == stated:
        return 1.0
    shorter, longer = sorted((key, stated), key=len)
    if len(shorter) > 11 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return 0.4 + 0.5 * len(shorter) / len(longer)
    return 0.0


def _place(number: int, story: int) -> float:
    """Above the story is where headlines stand; below it they are subheads and cards."""
    return 1.0 if number < story else -1.0 if number < story + 8 else -2.5


def _is_date(text: str) -> bool:
    """Whether a line is a date and its time, and no more than a word or two."""
    dated = next(written(text), None) if len(text) < 60 else None
    return dated is not None and dated.start < 12 and len(text) - dated.end < 12


def _against(page: Page, ledger: Ledger, block: Block) -> float:
    """What speaks against a block: it is cut, the site's name, a sentence, a label, or stands where menus and cards do."""
    shape, score = page.shapes[block.number], 0.0
    if ledger.is_cut(block.number) and page.form == "html":
        score += 2.5
    if metadata.is_site_name(page, block.text):
        score += 5.0
    if page.form == "text" and block.text.count(" | ") > 1:
        score += 2.5
    if block.text.endswith((".", ":", ",")) and block.kind != "heading":
        score += 1.5
    if shape.linked > 0.8:
        score += 1.5
    if page.form == "text" and (YEAR.search(block.text) and (shape.words < 5 or _is_date(block.text))):
        score += 2.5
    if PLAYER_LINE.match(block.text):
        score += 4.0
    if any(cue.block == block.number and cue.first == 0 for cue in page.cues["byline"]):
        score += 3.0
    if any(box.tag in ("nav", "aside", "footer", "dialog") or box.hidden for box in page.path(block)):
        score += 4.0
    return score
