"""Cuts names of networks and counts beside share and follow labels.

Also several names in a row. Looks alike and stays: a heading in a story about one network
("Facebook"), a list of networks in prose, a number of the story. Seen under the headline, beside an
author and at the foot of a page: "Facebook", "X", "Instagram", one a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline, quote
from copydesk.filters.run import runs
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Names of networks in a row without a label; a single one may be a heading.
MIN_NAMES = 2
# A label and a name or count beside it.
MIN_RUN_LINES = 2
# A number of followers: "1.2K", "+300". No number of more digits is one.
COUNT = lazy_pattern(r"\+?\d{1,3}(?:[.,]\d{1,3})?\s?[kKmM]?\+?")
MAX_COUNT_CHARS = 7


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark runs of network names and counts.

    They have a share or follow label, or two names.
    """
    names = {cue.block for cue in page.cues["networks"] if cue.how == "whole"}
    names = {
        number
        for number in names
        if page.tokens[number] != ["line"] and not is_headline(page.blocks[number])
    }
    labels = {
        cue.block
        for name in ("share-bar", "app-pitch")
        for cue in page.cues[name]
        if ledger.is_cut(cue.block)
    }
    if not names and not labels:
        return
    for run in runs(sorted(names | labels | _counts(page)), MIN_RUN_LINES):
        inside = [number for number in run if number in names]
        label = next((number for number in run if number in labels), None)
        if len(inside) < MIN_NAMES and label is None:
            continue
        if label is not None:
            why = f"in a row with {quote(page.blocks[label].text)}"
        else:
            why = f"in a row with {len(inside)} names of networks"
        for number in run:
            if not ledger.is_cut(number):
                yield Mark(number, why, weight=0.9)


def _counts(page: Page) -> set[int]:
    return {
        block.number
        for block in page.blocks
        if len(block.text) <= MAX_COUNT_CHARS and COUNT.fullmatch(block.text)
    }
