"""Cuts the words that mark an advertisement: "Advertisement", "Sponsored", "Story continues below",
"Anzeige".

Looks alike and must stand: a sentence about advertising, which is never the whole block.
Seen between paragraphs of newspaper and radio pages, often several times.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed, is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks blocks that are nothing but an advertisement marker, and blocks inside an
    advertisement's box.
    """
    for cue in page.cues["ad-marker"]:
        if cue.how == "whole" and not is_headline(page.blocks[cue.block]):
            yield Mark(cue.block, "marks the place of an advertisement")
    yield from boxed(page, "ad-marker", "an advertisement's box")
