"""Where a page's story lies: the stretch of blocks that holds the mass of its prose. Several
filters of the stage `page` ask this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.model.ledger import Ledger
from copydesk.model.page import Block, Box, Page
from copydesk.text.shape import Shape

MOST_WORDS = 60
"""What one paragraph may count for: a terms-of-use block of 400 words is no story."""
SHORT = 8
"""What a short block costs: a paragraph of the training pages has about 40 words, so five lines of
menu outweigh it and two subheads do not.
"""
LINKED = 12
"""What a linked short block costs: menus and cards are links, subheads and items are not."""
PART = 4
"""What a heading, item, row, caption or quote costs by its markup, a short line that ends like a
sentence anywhere, and what a filter has cut: a share row below each post parts no live blog.
"""
WIDEST = 150
"""What a gap between two paragraphs costs at most: a contents list, a table or fifty items in the
middle part no story whose halves are longer.
"""
LEAD = 100
"""What the first paragraph below the headline counts for besides its words: a contents list or an
advertisement after it does not part it from the story.
"""
LEAD_WITHIN = 20
"""Blocks below the headline in which a first paragraph is the lead: byline, share row, picture and
contents list stand between.
"""
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
MOST_OF_SITE = 0.3
"""A box that holds more of the page's prose than this is the story's, whatever it is called: whole
articles stand in an `aside` or a `header`.
"""


class Stretch(NamedTuple):
    """Blocks `first` up to `last`, and the words of prose in them (`words_of_prose`)."""

    first: int
    last: int
    words: int


def stretch(page: Page, ledger: Ledger) -> Stretch:
    """Return the stretch of blocks with the most prose over its short blocks.

    It lies below the headline where the ledger has one.
    """
    return ledger.computed_once(_stretch, page)


def _stretch(page: Page, ledger: Ledger) -> Stretch:
    headline = ledger.chosen("headline")
    top = (
        headline.block + 1
        if headline and headline.block is not None and not _mostly_above(page, headline.block)
        else 0
    )
    worths = worths_of(page, ledger, top)
    lead = next((place for place, value in enumerate(worths[:LEAD_WITHIN]) if value > 0), None)
    if top and lead is not None:
        worths[lead] += LEAD
    first, last = heaviest(_with_gaps_capped(worths))
    first, last = first + top, last + top
    return Stretch(first, last, words_of_prose(page, ledger, first, last))


def words_of_prose(page: Page, ledger: Ledger, first: int, last: int) -> int:
    """Words of the uncut prose in blocks `first` up to `last`, of each block MOST_WORDS at most:
    one endless block is no story.
    """
    cut = ledger.cut
    return sum(
        [
            min(shape.words, MOST_WORDS)
            for number, shape in enumerate(page.shapes[first:last], first)
            if shape.prose and number not in cut
        ]
    )


def _mostly_above(page: Page, block: int) -> bool:
    """Whether half the page's prose stands above a block: then it is no headline of a story
    below.
    """
    return page.prose_share(0, block) > 0.5


def worths_of(page: Page, ledger: Ledger, top: int) -> list[int]:
    """What each block from `top` on counts for the stretch it stands in: its words if it is prose,
    else what it costs.
    """
    furniture, cut = page.facts.site_blocks, ledger.cut
    return [
        -SHORT
        if block.number in furniture
        else -PART
        if block.number in cut
        else worth(block, shape)
        for block, shape in zip(page.blocks[top:], page.shapes[top:], strict=True)
    ]


def worth(block: Block, shape: Shape) -> int:
    """What a block counts that no filter has cut and that stands in no furniture of the site."""
    if shape.prose:
        return min(shape.words, MOST_WORDS) if shape.linked < 0.6 else 0
    if shape.linked > 0.5:
        return -LINKED
    return (
        -PART
        if block.kind not in ("paragraph", "control", "title") or (shape.ends and shape.words > 4)
        else -SHORT
    )


def _with_gaps_capped(worths: Sequence[int]) -> list[int]:
    """The worths with each run of costs cut short where it has reached WIDEST."""
    capped, spent = [], 0
    for value in worths:
        spent = 0 if value > 0 else spent - value
        capped.append(value if spent <= WIDEST else min(0, value + spent - WIDEST))
    return capped


def heaviest(worths: Sequence[int]) -> tuple[int, int]:
    """The half-open range with the greatest sum; (0, 0) where none is above nothing."""
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
        if box.last > done and page.prose_share(box.first, box.last) <= MOST_OF_SITE:
            name = box.tag if box.tag in SITE_TAGS else f'role="{box.role}"'
            found |= dict.fromkeys(range(max(done, box.first), box.last), name)
            done = box.last
    return found


def site_boxes(page: Page) -> tuple[Box, ...]:
    """Return the boxes that are site furniture by their tag or role."""
    return tuple([box for box in page.boxes if box.tag in SITE_TAGS or box.role in SITE_ROLES])
