"""Cuts a line that is nothing but a page's label: "Subscribe", "Menu".

Looks alike and stays: the headings of a story ("Overview", "Conclusion", "Results"), which are not
in the vocabulary, and a label's word in a sentence. Seen wherever a page has buttons and boxes.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import evidence, is_headline
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Marks of a line of dialogue ("Ok."). Apostrophes and the arrows beside labels are not among them.
DIALOGUE_MARKS = frozenset('"“”„')


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark blocks that are one label."""
    for cue in page.cues["label-alone"]:
        block = page.blocks[cue.block]
        if (
            cue.how == "whole"
            and not is_headline(block)
            and block.kind not in ("code", "table-row")
            and DIALOGUE_MARKS.isdisjoint(block.text)
        ):
            yield Mark(cue.block, evidence(page, [cue]), weight=0.7)
