"""Cuts the names of networks and the counts that stand beside share and follow labels, or several
together.

Looks alike and must stand: a heading in a story about one network ("Facebook"), a list of networks
in prose, a number of the story. Seen under the headline, beside an author and at the foot of a
page: "Facebook", "X", "Instagram", one a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.filters.run import runs
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

NAMES = 2
"""Two names of networks on neighbouring lines are icons; one may be a heading."""
COUNT = lazy_pattern(r"\+?\d{1,3}(?:[.,]\d{1,3})?\s?[kKmM]?\+?")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks runs of network names, one of them too where a share or follow label is beside it, and
    the counts between.
    """
    names = {
        cue.block
        for cue in page.cues["networks"]
        if cue.how == "whole" and page.tokens[cue.block] != ["line"]
    }
    names = {number for number in names if not is_headline(page.blocks[number])}
    beside = {
        cue.block
        for name in ("share-bar", "app-pitch")
        for cue in page.cues[name]
        if ledger.is_cut(cue.block)
    }
    if not names and not beside:
        return
    counts = {
        block.number for block in page.blocks if len(block.text) < 8 and COUNT.fullmatch(block.text)
    }
    for run in runs(sorted(names | beside | counts), 2):
        inside = [number for number in run if number in names]
        labels = [number for number in run if number in beside]
        if len(inside) >= NAMES or labels:
            for number in run:
                if not ledger.is_cut(number):
                    yield Mark(
                        number,
                        "a network or a count beside share or follow labels"
                        if labels
                        else "names of networks in a row",
                        weight=0.9,
                    )
