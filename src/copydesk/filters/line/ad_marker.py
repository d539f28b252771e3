"""Cuts advertisement markers: "Advertisement", "Sponsored", "Anzeige".

Looks alike and stays: a sentence about advertising, which is never the whole block. Seen between
the paragraphs of newspaper and radio pages, often several times.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, evidence, is_headline
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark blocks that are one marker, and those in an advertisement's box."""
    for cue in page.cues["ad-marker"]:
        if cue.how == "whole" and not is_headline(page.blocks[cue.block]):
            yield Mark(cue.block, evidence(page, [cue]))
    yield from box_marks(page, "ad-marker")
