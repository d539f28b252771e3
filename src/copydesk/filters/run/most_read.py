"""Cuts a list of the most read stories under its heading: "Most read".

The list may have numbers, and headlines that end in a full stop. Looks alike and stays: a section
of the story headed "Popular" or "Trends" that goes on in prose, and a ranking that is the story.
Seen beside and below the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, is_headline
from copydesk.filters.run import MAX_ITEM_WORDS, has_headlines, heading_marks, list_under
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Lines of a list: ten stories of number, headline, section or date.
MAX_LIST_LINES = 30
# Headlines of a list; one line under "Popular" may be a story's own.
MIN_HEADLINES = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark such lists with their headings, and boxes named for them."""
    done = -1
    for cue in page.cues["most-read"]:
        if cue.block <= done or cue.how != "whole" or is_headline(page.blocks[cue.block]):
            continue
        numbered = _numbered(page, cue.block)
        items = numbered or list_under(page, cue.block, MAX_LIST_LINES)
        if numbered or has_headlines(page, items, MIN_HEADLINES):
            yield from heading_marks(page, cue, items)
            done = items.stop - 1
    yield from box_marks(page, "most-read")


def _numbered(page: Page, heading: int) -> range:
    """The items of a numbered list, sentences too.

    An item is a number alone and the line after it, or a line that begins with its number.
    """
    end, wanted = heading + 1, 1
    while end < len(page.blocks) and (lines := _item_lines(page, end, wanted)):
        end += lines
        wanted += 1
    return range(heading + 1, end if wanted > MIN_HEADLINES else heading + 1)


def _item_lines(page: Page, number: int, wanted: int) -> int:
    """Count the blocks of the item numbered `wanted`.

    They begin at block `number`.
    """
    text, below = page.blocks[number].text, page.shapes[number + 1 : number + 2]
    if text.rstrip(".)") == str(wanted) and below and below[0].words <= MAX_ITEM_WORDS:
        return 2
    begins = text.startswith((f"{wanted}.", f"{wanted} ", f"{wanted})"))
    return 1 if begins and page.shapes[number].words <= MAX_ITEM_WORDS else 0
