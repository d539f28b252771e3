"""Integer features of a judged page.

They are of what was kept, of its metadata, address and names; `page_columns.py` lists them in their
order.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from copydesk.judge.page_names import of_address, of_names
from copydesk.judge.scale import SHARE, log_count, share
from copydesk.lexicon import phrases
from copydesk.model.block import Block
from copydesk.model.entries import Call
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.shape import LONG_WORDS, Shape

STORY = lazy_pattern(r"Article|NewsArticle|BlogPosting|Report$|Recipe|Review$")
NO_STORY = lazy_pattern(
    r"Product|ItemList|CollectionPage|SearchResults|Forum|QAPage|ProfilePage|Store|AboutPage|"
    r"ContactPage|SoftwareApplication|Course$|JobPosting|Event$|Hotel|Service"
)
PRICE = lazy_pattern(r"[$€£¥]\s?\d|\d\s?[€£]")
MIN_LINKED_SHARE = 0.6
"""Share of linked characters of a block that is a link."""
MIN_CERTAINTY = 0.9
"""Probability of the judge's call below which a block is doubtful."""
MAX_RUN_STEP = 3
"""Kept blocks with at most two cut ones between them are one run: an advertisement's label, a link
to another story.
"""


def page_features(page: Page, ledger: Ledger) -> list[int]:
    """Return the features of a judged page, in the order of PAGE_COLUMNS.

    Its ledger has all verdicts.
    """
    cut, shapes = ledger.cut, page.shapes
    kept = Kept([], [])
    for block in page.blocks:
        if block.number not in cut:
            kept.blocks.append(block)
            kept.shapes.append(shapes[block.number])
    words = sum([shape.words for shape in kept.shapes])
    return (
        _of_kept(page, kept, words)
        + _of_doubt(page, ledger, kept, words)
        + _of_statements(page, ledger)
        + of_address(page)
        + _of_pattern(page, ledger, kept, words)
        + _of_cards(page, kept, words)
        + of_names(page)
    )


class Kept(NamedTuple):
    """The blocks of a page that are not cut, in order, and their shapes."""

    blocks: list[Block]
    shapes: list[Shape]


def _of_kept(page: Page, kept: Kept, words: int) -> list[int]:
    prose = sum([shape.words for shape in kept.shapes if shape.prose])
    of_kind = dict.fromkeys(("heading", "item", "table-row"), 0)
    for block, shape in zip(kept.blocks, kept.shapes, strict=True):
        if block.kind in of_kind:
            of_kind[block.kind] += shape.words
    return [
        log_count(words),
        log_count(len(kept.blocks)),
        share(words, sum([shape.words for shape in page.shapes])),
        log_count(words // max(1, len(kept.blocks))),
        share(prose, words),
        share(
            sum([shape.words for shape in kept.shapes if shape.linked > MIN_LINKED_SHARE]), words
        ),
        *(share(size, words) for size in of_kind.values()),
        log_count(len(page.blocks)),
        share(prose, page.prose),
    ]


def _of_doubt(page: Page, ledger: Ledger, kept: Kept, words: int) -> list[int]:
    sure, doubtful = 0.0, 0
    calls = {score.block: ledger.scored_call(score) for score in ledger.scores.values()}
    for block, shape in zip(kept.blocks, kept.shapes, strict=True):
        weight = _certainty(ledger, block.number, calls.get(block.number))
        sure += shape.words * weight
        doubtful += shape.words if weight < MIN_CERTAINTY else 0
    doubtful += sum(
        [
            page.shapes[score.block].words
            for score in ledger.scores.values()
            if calls[score.block] == "cut" and score.doubt < MIN_CERTAINTY
        ]
    )
    return [share(sure, words), share(min(words, doubtful), words)]


def _certainty(ledger: Ledger, block: int, call: Call | None) -> float:
    """Return the certainty of a kept block.

    It is the judge's where it kept the block, else the weight of the deciding verdict.
    """
    score, verdict = ledger.scores.get(block), ledger.decisive(block)
    if verdict is not None and (verdict.stage == "site" or score is None):
        return verdict.weight
    if score is not None and call == "keep":
        return score.probability
    return verdict.weight if verdict is not None else 0.5


def _of_statements(page: Page, ledger: Ledger) -> list[int]:
    types = {
        str(one)
        for node in page.evidence.jsonld
        for one in (node["@type"] if isinstance(node.get("@type"), list) else [node.get("@type")])
    }
    stated = next(page.evidence.meta("og:type"), "").lower()
    return [
        *((ledger.chosen(name) is not None) * 1 for name in ("headline", "authors", "date")),
        any(STORY.search(one) for one in types) * 1,
        any(NO_STORY.search(one) for one in types) * 1,
        (stated == "article") * 1,
        (stated == "website") * 1,
    ]


def _of_pattern(page: Page, ledger: Ledger, kept: Kept, words: int) -> list[int]:
    switches = sum([later.number - earlier.number > 1 for earlier, later in pairwise(kept.blocks)])
    commenting = {
        who for who in {verdict.who for verdict in ledger.verdicts} if who.startswith("comment")
    }
    boxes = Counter(
        [
            (page.boxes[block.box].parent, block.tag) if block.box >= 0 else None
            for block in kept.blocks
        ]
    )
    cuts = (
        [
            verdict.block
            for verdict in ledger.verdicts
            if verdict.who in commenting and verdict.call == "cut"
        ]
        if commenting
        else []
    )
    return [
        log_count(switches),
        log_count(_prices([block.text for block in kept.blocks])),
        log_count(sum(["?" in block.text for block in kept.blocks])),
        log_count(max(boxes.values(), default=0)),
        share(
            min(sum([page.shapes[number].words for number in cuts]), max(1, words)), max(1, words)
        ),
        share(sum([shape.words < 5 for shape in kept.shapes]), len(kept.shapes)),
        log_count(max([shape.words for shape in kept.shapes], default=0)),
        min(SHARE * 4, share(sum([shape.stops for shape in kept.shapes]), len(kept.shapes))),
    ]


def _prices(texts: list[str]) -> int:
    """The number of prices in texts. Skips texts without a sign of a currency."""
    page = "".join(texts)
    signs = [sign for sign in "$€£¥" if sign in page]
    return (
        sum(len(PRICE.findall(text)) for text in texts if any(sign in text for sign in signs))
        if signs
        else 0
    )


def _of_cards(page: Page, kept: Kept, words: int) -> list[int]:
    """Return the features of one long story against many short ones.

    The buttons of a shop or forum are among them.
    """
    longest = run = last = 0
    for block, shape in zip(kept.blocks, kept.shapes, strict=True):
        run = run + shape.words if block.number - last <= MAX_RUN_STEP else shape.words
        longest, last = max(longest, run), block.number
    headings = [block for block in page.blocks if block.kind == "heading"]
    return [
        log_count(longest),
        share(longest, words),
        log_count(sum([block.linked > MIN_LINKED_SHARE * len(block.text) for block in headings])),
        log_count(len(headings)),
        *(min(4, _phrase_count(page, status)) for status in ("product", "forum")),
        log_count(sum([shape.stops > 1 and shape.words >= LONG_WORDS for shape in kept.shapes])),
    ]


def _phrase_count(page: Page, status: str) -> int:
    """The number of blocks with a phrase of one kind of page ("Add to cart")."""
    cues = page.cues["status"]
    return len(
        {
            cue.block
            for cue in cues
            if " ".join(page.tokens[cue.block][cue.first : cue.last]) in _lines(status)
        }
    )


@cache
def _lines(status: str) -> frozenset[str]:
    """The phrases of one kind of page, without their dots."""
    return frozenset(line.replace("...", "").strip() for line in phrases("status").get(status, ()))
