"""Keeps a subhead of the story that reads like boilerplate: "Comments".

Also "Release", "Legacy", "Related work", "Share price". Looks alike and stays cut: the heading of a
list of links, of comments, or of anything else without a paragraph below it. Seen in encyclopedia
articles, papers, reviews and survey stories.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.keep.remaining_prose import body_near, is_body, reversible_cut
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark cut headings with body directly below and close above."""
    for cue in page.cues["real-section"]:
        below = cue.block + 1
        headed = (
            cue.how == "whole"
            and below < len(page.blocks)
            and is_body(page, ledger, below)
            and body_near(page, ledger, cue.block, -1)
        )
        if headed and reversible_cut(page, ledger, cue.block):
            yield Mark(cue.block, "a subhead of the story, with its paragraph below")
