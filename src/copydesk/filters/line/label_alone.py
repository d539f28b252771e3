"""Cuts the label of a page's furniture that is a whole line: "Subscribe", "Menu", "Show more",
"Suchen nach:", "Se connecter".

Looks alike and must stand: the headings of a story ("Overview", "Conclusion", "Results"), which are
in no vocabulary here; a label's word in a sentence. Seen wherever a page has buttons and boxes.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

QUOTED = frozenset('"“”„')
"""What marks a line of dialogue ("Ok."); apostrophes and the arrows beside labels are none."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks blocks that are nothing but one label."""
    for cue in page.cues["label-alone"]:
        block = page.blocks[cue.block]
        if (
            cue.how == "whole"
            and not is_headline(block)
            and block.kind not in ("code", "table-row")
            and QUOTED.isdisjoint(block.text)
        ):
            yield Mark(cue.block, "a label of the page's furniture", weight=0.7)
