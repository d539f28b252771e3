"""Cuts a story's tags and categories: "Tags: ferries, harbour", "Filed under: Local", "This entry
was posted in Ferries and tagged harbour.".

Looks alike and must stand: sentences that begin alike ("Topics: the exam covers ...", "This article
was posted on the harbour's door."), a label of the story's own table ("Category: B"). Seen below
the headline and after the story. The tags field reads these lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, by_block, is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

MOST = 40
"""Forty words of tags are a dozen tags."""
FOOTER = 60
"""A blog's entry footer has up to sixty words: when, in which category, with which tags, its
permalink, whether comments are open.
"""
SEPARATORS = (",", "|", "/", "•", "·", "#", ";")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks tag labels, lines of tags and the sentence in which a blog says where an entry is
    filed, and blocks inside tag boxes.
    """
    footers = {cue.block for cue in page.cues["entry-footer"]}
    for number, cues in by_block(page.cues["tag-line"]):
        block, shape = page.blocks[number], page.shapes[number]
        if number in footers and cues[0].last > 1 and shape.words <= FOOTER:
            yield Mark(number, "says where the entry is filed")
            continue
        if (
            is_headline(block)
            or shape.prose
            or shape.words > MOST
            or block.kind in ("code", "table-row")
        ):
            continue
        text = block.text
        if cues[0].how == "whole" and block.kind != "heading":
            yield Mark(number, "a label of the story's tags", weight=0.8)
        elif _lists(text, page.phrase(cues[0])[1], block.linked):
            yield Mark(number, "the story's tags")
    yield from boxed_labels(page, "tag-line", "the story's tags")


def _lists(text: str, end: int, linked: int) -> bool:
    """Whether tags follow the label at `end`: after a colon, with commas between or linked, and no
    sentence ends.
    """
    rest = text[end:].lstrip()
    if not rest or text.endswith((".", "!", "?")):
        return False
    items = rest.lstrip(":| ")
    several = any(separator in items for separator in SEPARATORS)
    return (
        linked > 0
        or (rest[0] in ":|" and (several or len(items.split()) <= 4))
        or (several and items[0].isupper() and ":" not in items)
    )
