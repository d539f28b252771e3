"""Cuts a list of other stories under its heading: "Related", "You may also like", "More from Orrin
Island".

Looks alike and must stand: a section of the story that is headed "Recommended" or "More" and goes
on in prose, a list that the story itself gives. Seen after the story, and between two of its
paragraphs; in HTML in boxes named for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed, is_headline, is_of_entries
from copydesk.filters.run import has_headlines, list_under
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

MOST = 30
"""Six cards of five lines each: picture's caption, section, headline, date, author."""
HEADING = 7
"""The longest heading: "More stories from Orrin Island and the Sound"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks headings of such lists with the headlines under them, and blocks inside boxes named for
    them.
    """
    done = -1
    for cue in page.cues["related-list"]:
        if (
            cue.block <= done
            or cue.first
            or is_of_entries(page, cue.block)
            or not _is_heading(page, cue.block, cue.how)
        ):
            continue
        items = list_under(page, cue.block, MOST)
        if has_headlines(page, items, 1):
            yield Mark(cue.block, "the heading of a list of other stories")
            for number in items:
                yield Mark(
                    number, f"under the heading {page.blocks[cue.block].text[:60]!r}", weight=0.8
                )
            done = items.stop - 1
    yield from boxed(page, "related-list", "a box of other stories")


def _is_heading(page: Page, number: int, how: str) -> bool:
    shape, block = page.shapes[number], page.blocks[number]
    short = shape.words <= HEADING and not block.text.endswith((".", "!"))
    return not is_headline(block) and short and how in ("whole", "start")
