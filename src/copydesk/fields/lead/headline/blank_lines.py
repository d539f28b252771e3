"""Blank lines and indents around the lines of a text dump."""

from __future__ import annotations

from itertools import pairwise

from copydesk.model.block import Span
from copydesk.model.page import Page

SOME_GAPS = (0.05, 0.9)
"""Share of lines with a blank line above between which blank lines are a feature.

Some dumps have none, some have them everywhere.
"""


def gap_feature(above: Span, below: Span) -> str:
    """Return the feature of the blank lines around a line, empty if none.

    A heading has blank lines around it; a menu's lines have none.
    """
    if above[0] > 1:
        return "blank lines around" if below[0] > 1 else "blank line above"
    return "" if below[0] > 1 else "no blank lines"


def gaps(page: Page) -> list[Span]:
    """Return the line breaks and the indent before each block and at the end.

    Empty where nearly all or hardly any of the dump's lines have a blank line above.
    """
    places = [
        (0, 0),
        *(
            (block.origin[0].source_start, block.origin[-1].source_end)
            for block in page.blocks
            if block.origin
        ),
        (len(page.source), 0),
    ]
    if len(places) != len(page.blocks) + 2:
        return []
    between = [page.source[last:first] for (_, last), (first, _) in pairwise(places)]
    found = [
        (gap.count("\n"), 0 if gap[-1:] == "\n" else len(gap) - len(gap.rstrip(" \t")))
        for gap in between
    ]
    return (
        found
        if SOME_GAPS[0] < sum(breaks > 1 for breaks, _ in found) / len(found) < SOME_GAPS[1]
        else []
    )
