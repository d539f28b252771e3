"""Cuts lists of headlines and labels that nothing announces: runs of lines that are links, and in
text runs of headlines without a full stop.

Looks alike and must stand: short lines that are the story, as of a listicle, recipe, poem,
transcript or table of scores; the headings of a story. In text a run goes only where the page's
prose is over or has not begun, or between two lines that are cut. Seen at the foot of a page,
beside a story, above its headline.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.run import is_headline_line, runs
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

FEWEST = 4
"""Three headlines in a row are a headline, a standfirst and a caption as often."""
LINKED = 0.7
"""The share of a run's lines that are links, above which the others are the links' dates and
labels.
"""
SHORT = 12
"""A line of a list of links that is no link itself: "4 hours ago", "Local"."""
CUT = 0.3
"""The share of lines cut by other filters that makes a run of headlines after the last prose a foot
of a page.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the unlinked lines inside runs of link lines, and runs of headlines after the last
    prose of a text dump.
    """
    if page.form == "html":
        cut = ledger.cut
        links = {
            number
            for number, shape in enumerate(page.shapes)
            if shape.linked > LINKED and number in cut
        }
        for run in runs(
            [
                number
                for number in range(len(page.blocks))
                if number in links or _is_small(page, number)
            ]
            if links
            else (),
            FEWEST,
        ):
            yield from _between_links(run, links, ledger)
    else:
        yield from _after_prose(page, ledger)


def _is_small(page: Page, number: int) -> bool:
    shape, block = page.shapes[number], page.blocks[number]
    return (
        shape.words <= SHORT
        and not shape.prose
        and not shape.ends
        and block.kind not in ("heading", "title", "code", "table-row", "caption")
    )


def _between_links(run: range, every: set[int], ledger: Ledger) -> Iterator[Mark]:
    """The lines between the first and the last link of a run that is nearly all links."""
    links = [number for number in run if number in every]
    if len(links) < FEWEST:
        return
    inside = range(links[0], links[-1] + 1)
    if len(links) >= LINKED * len(inside):
        for number in inside:
            if not ledger.is_cut(number):
                yield Mark(number, f"among {len(links)} lines that are links", weight=0.7)


def _after_prose(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Headlines after the last prose, once a line there is cut and at least four of them stand
    together.
    """
    prose = [
        number
        for number, shape in enumerate(page.shapes)
        if shape.prose and not ledger.is_cut(number)
    ]
    start = prose[-1] + 1 if prose else len(page.blocks)
    first_cut = next(
        (number for number in range(start, len(page.blocks)) if ledger.is_cut(number)),
        len(page.blocks),
    )
    tail = range(first_cut, len(page.blocks))
    if sum(ledger.is_cut(number) for number in tail) < CUT * len(tail):
        return
    for run in runs(
        [number for number in tail if ledger.is_cut(number) or is_headline_line(page, number)],
        FEWEST,
    ):
        headlines = [number for number in run if not ledger.is_cut(number)]
        if len(headlines) >= FEWEST:
            for number in headlines:
                yield Mark(number, "among headlines after the last prose of the page", weight=0.6)
