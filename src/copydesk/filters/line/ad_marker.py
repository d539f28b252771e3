"""Cuts the word that marks an advertisement: "Advertisement", "Sponsored", "Story continues below".

Looks alike and must stand: a sentence about advertising, which is never the whole block.
Seen between paragraphs of newspaper and radio pages, often several times.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.ledger import Ledger, Mark
from copydesk.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks blocks that are nothing but an advertisement marker."""
    for cue in page.cues["ad-marker"]:
        if cue.how == "whole":
            yield Mark(cue.block, "marks the place of an advertisement")
