"""Keeps a subhead of the story that is called like a piece of chrome: Release, Legacy, Related
work, Share price, Comments.

Looks alike and stays cut: the heading of a list of links, of comments, or of anything else without
a paragraph under it. Seen in encyclopedia articles, papers, reviews and survey stories.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.standing import may_return, prose_near, stands
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks cut headings with standing prose directly below and above."""
    for cue in page.cues["real-section"]:
        below = cue.block + 1
        headed = (
            cue.how == "whole"
            and below < len(page.blocks)
            and stands(page, ledger, below)
            and prose_near(page, ledger, cue.block, -1)
        )
        if headed and may_return(page, ledger, cue.block):
            yield Mark(cue.block, "a subhead of the story, with its paragraph below")
