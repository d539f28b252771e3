"""Cuts a list of the most read stories under its heading: "Most read", "Trending now", numbered or
not, also where headlines end in a full stop.

Looks alike and must stand: a section of the story headed "Popular" or "Trends" that goes on in
prose, a ranking that is the story. Seen beside and below the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed, is_headline
from copydesk.filters.run import ITEM, has_headlines, list_under
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

MOST = 30
"""Ten stories of three lines: number, headline, section or date."""
FEWEST = 2
"""Two headlines make a list; one line under "Popular" may be a story's own."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks headings of such lists with the headlines under them, and blocks inside boxes named for
    them.
    """
    done = -1
    for cue in page.cues["most-read"]:
        if cue.block <= done or cue.how != "whole" or is_headline(page.blocks[cue.block]):
            continue
        numbered = _numbered(page, cue.block)
        items = numbered or list_under(page, cue.block, MOST)
        if numbered or has_headlines(page, items, FEWEST):
            yield Mark(cue.block, "the heading of a list of the most read stories")
            for number in items:
                yield Mark(
                    number, f"under the heading {page.blocks[cue.block].text[:60]!r}", weight=0.8
                )
            done = items.stop - 1
    yield from boxed(page, "most-read", "a box of the most read stories")


def _numbered(page: Page, heading: int) -> range:
    """The items of a numbered list, sentences too: a number alone and the line after it, or lines
    that begin 1, 2, 3.
    """
    end, wanted = heading + 1, 1
    while end < len(page.blocks):
        text = page.blocks[end].text
        if (
            text.rstrip(".)") == str(wanted)
            and end + 1 < len(page.blocks)
            and page.shapes[end + 1].words <= ITEM
        ):
            end += 2
        elif (
            text.startswith((f"{wanted}.", f"{wanted} ", f"{wanted})"))
            and page.shapes[end].words <= ITEM
        ):
            end += 1
        else:
            break
        wanted += 1
    return range(heading + 1, end if wanted > FEWEST else heading + 1)
