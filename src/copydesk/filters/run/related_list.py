"""Cuts a list of other stories under its heading: "You may also like".

Looks alike and stays: a section of the story that is headed "Recommended" or "More" and goes on in
prose, and a list that the story itself gives. Seen after the story, and between two of its
paragraphs; in HTML in boxes named for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, is_headline, is_of_entries
from copydesk.filters.run import has_headlines, heading_marks, list_under
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Lines of the longest list: six cards of a caption, section, headline, date and author each.
MAX_LIST_LINES = 30
# Words of the longest heading: "More stories from Orrin Island and Sound" has 7.
MAX_HEADING_WORDS = 7


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the lists with their headings, and boxes whose class names them."""
    done = -1
    for cue in page.cues["related-list"]:
        if cue.block <= done or not _is_heading(page, cue):
            continue
        items = list_under(page, cue.block, MAX_LIST_LINES)
        if has_headlines(page, items, 1):
            yield from heading_marks(page, cue, items)
            done = items.stop - 1
    yield from box_marks(page, "related-list")


def _is_heading(page: Page, cue: Cue) -> bool:
    shape, block = page.shapes[cue.block], page.blocks[cue.block]
    if cue.first or is_of_entries(page, cue.block) or is_headline(block):
        return False
    short = shape.words <= MAX_HEADING_WORDS and not block.text.endswith((".", "!"))
    return short and cue.how in ("whole", "start")
