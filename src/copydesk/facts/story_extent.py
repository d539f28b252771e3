"""The extent of a page's story: the blocks with most of its prose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.model.block import Block, Box
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.shape import Shape

MAX_PARAGRAPH_WORDS = 60
"""Words that count of one paragraph: a terms-of-use block of 400 words is not a story."""
SHORT_COST = 8
"""Cost of a short block, in words: a paragraph of the training pages has about 40 words, so five
lines of a menu outweigh it and two subheads do not.
"""
LINK_COST = 12
"""Cost of a linked short block: menus and cards are links, subheads and items are not."""
PART_COST = 4
"""Cost of a heading, item, row, caption, quote or cut block, and of a short line that ends like a
sentence: a share row below each post does not divide a live blog.
"""
MAX_GAP_COST = 150
"""Cost of a gap between two paragraphs: a contents list, a table or fifty items do not divide a
story whose halves are longer.
"""
LEAD_BONUS = 100
"""Added to the first paragraph below the headline: a contents list or an advertisement after it
does not separate it from the story.
"""
MAX_LEAD_DISTANCE = 20
"""Blocks between the headline and the lead: byline, share row, picture and contents list."""
SITE_TAGS = frozenset(("nav", "footer", "aside", "header"))
SITE_ROLES = frozenset(
    (
        "navigation",
        "complementary",
        "banner",
        "contentinfo",
        "dialog",
        "alertdialog",
        "search",
        "menu",
        "menubar",
    )
)
MAX_FURNITURE_PROSE = 0.3
"""Share of the page's prose in site furniture: some pages have the article in an `aside` or a
`header`.
"""


class BlockRange(NamedTuple):
    """The blocks from `first` up to `last`, and the words of prose in them."""

    first: int
    last: int
    words: int


def stretch(page: Page, ledger: Ledger) -> BlockRange:
    """Return the stretch of blocks with the most prose over its short blocks.

    It lies below the headline where the ledger has one.
    """
    return ledger.computed_once(_stretch, page)


def _stretch(page: Page, ledger: Ledger) -> BlockRange:
    headline = ledger.chosen("headline")
    top = (
        headline.block + 1
        if headline and headline.block is not None and not _mostly_above(page, headline.block)
        else 0
    )
    worths = worths_of(page, ledger, top)
    lead = next(
        (place for place, value in enumerate(worths[:MAX_LEAD_DISTANCE]) if value > 0), None
    )
    if top and lead is not None:
        worths[lead] += LEAD_BONUS
    first, last = heaviest(_with_gaps_capped(worths))
    first, last = first + top, last + top
    return BlockRange(first, last, words_of_prose(page, ledger, first, last))


def words_of_prose(page: Page, ledger: Ledger, first: int, last: int) -> int:
    """Count the words of uncut prose in blocks `first` up to `last`.

    Of each block MAX_PARAGRAPH_WORDS at most count.
    """
    cut = ledger.cut
    return sum(
        [
            min(shape.words, MAX_PARAGRAPH_WORDS)
            for number, shape in enumerate(page.shapes[first:last], first)
            if shape.prose and number not in cut
        ]
    )


def _mostly_above(page: Page, block: int) -> bool:
    """Whether more than half of the page's prose is above a block.

    Such a block is not the headline of a story below it.
    """
    return page.prose_share(0, block) > 0.5


def worths_of(page: Page, ledger: Ledger, top: int) -> list[int]:
    """Return the worth of each block from `top` on.

    It is the block's words of prose, or minus its cost.
    """
    furniture, cut = page.facts.site_blocks, ledger.cut
    return [
        -SHORT_COST
        if block.number in furniture
        else -PART_COST
        if block.number in cut
        else worth(block, shape)
        for block, shape in zip(page.blocks[top:], page.shapes[top:], strict=True)
    ]


def worth(block: Block, shape: Shape) -> int:
    """Return the worth of a block that is neither cut nor site furniture."""
    if shape.prose:
        return min(shape.words, MAX_PARAGRAPH_WORDS) if shape.linked < 0.6 else 0
    if shape.linked > 0.5:
        return -LINK_COST
    return (
        -PART_COST
        if block.kind not in ("paragraph", "control", "title") or (shape.ends and shape.words > 4)
        else -SHORT_COST
    )


def _with_gaps_capped(worths: Sequence[int]) -> list[int]:
    """Return the worths with each run of costs limited to MAX_GAP_COST."""
    capped, spent = [], 0
    for value in worths:
        spent = 0 if value > 0 else spent - value
        capped.append(value if spent <= MAX_GAP_COST else min(0, value + spent - MAX_GAP_COST))
    return capped


def heaviest(worths: Sequence[int]) -> tuple[int, int]:
    """Return the half-open range with the greatest sum.

    (0, 0) if no sum is positive.
    """
    best = running = start = 0
    found = (0, 0)
    for place, value in enumerate(worths):
        if running <= 0:
            running, start = 0, place
        running += value
        if running > best:
            best, found = running, (start, place + 1)
    return found


def site_blocks(page: Page) -> dict[int, str]:
    """Map each block inside site furniture to its element's name.

    Furniture is a nav, footer, aside or header, by tag or role, with little of the page's prose.
    """
    found: dict[int, str] = {}
    done = 0
    for box in page.facts.site_boxes:
        if box.last > done and page.prose_share(box.first, box.last) <= MAX_FURNITURE_PROSE:
            name = box.tag if box.tag in SITE_TAGS else f'role="{box.role}"'
            found |= dict.fromkeys(range(max(done, box.first), box.last), name)
            done = box.last
    return found


def site_boxes(page: Page) -> tuple[Box, ...]:
    """Return the boxes that are site furniture by their tag or role."""
    return tuple([box for box in page.boxes if box.tag in SITE_TAGS or box.role in SITE_ROLES])
