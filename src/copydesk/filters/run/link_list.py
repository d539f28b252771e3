"""Cuts lists of headlines and labels that have no heading of their own.

They are runs of lines that are links, and in text runs of headlines without a full stop. Looks
alike and stays: short lines that are the story, as of a listicle, recipe, poem, transcript or table
of scores, and the headings of a story. In text a run is cut only after the page's last prose, from
the first line there that another filter cuts. Seen at the foot of a page, beside a story, above its
headline.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.run import is_headline_line, runs
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Lines of a list; three in a row are as often a headline, a standfirst and a caption.
MIN_LIST_LINES = 4
# Share of a line's characters that make it a link, and share of a run's lines that are links: the
# others are then the links' dates and labels.
MIN_LINKED_SHARE = 0.7
# Words of a line among links that is not one itself: "4 hours ago", "Local".
MAX_LABEL_WORDS = 12
# Share of the lines after the last prose that other filters cut at the foot of a page.
MIN_CUT_SHARE = 0.3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark unlinked lines among links, and headlines at a dump's foot."""
    if page.form == "html":
        yield from _among_links(page, ledger)
    else:
        yield from _after_prose(page, ledger)


def _among_links(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the other lines of a run of nearly only links.

    They are between its first and its last link.
    """
    links = {number for number in ledger.cut if page.shapes[number].linked > MIN_LINKED_SHARE}
    if not links:
        return
    lines = [
        number for number in range(len(page.blocks)) if number in links or _is_label(page, number)
    ]
    for run in runs(lines, MIN_LIST_LINES):
        inside = [number for number in run if number in links]
        if len(inside) < MIN_LIST_LINES:
            continue
        between = range(inside[0], inside[-1] + 1)
        if len(inside) >= MIN_LINKED_SHARE * len(between):
            for number in between:
                if not ledger.is_cut(number):
                    why = f"{len(inside)} of {len(between)} lines here are links"
                    yield Mark(number, why, weight=0.7)


def _is_label(page: Page, number: int) -> bool:
    shape, block = page.shapes[number], page.blocks[number]
    return (
        shape.words <= MAX_LABEL_WORDS
        and not shape.prose
        and not shape.ends
        and block.kind not in ("heading", "title", "code", "table-row", "caption")
    )


def _after_prose(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark runs of headlines after the last prose.

    They begin at the first line there that is cut.
    """
    tail = _tail(page, ledger)
    if sum(ledger.is_cut(number) for number in tail) < MIN_CUT_SHARE * len(tail):
        return
    lines = [number for number in tail if ledger.is_cut(number) or is_headline_line(page, number)]
    for run in runs(lines, MIN_LIST_LINES):
        headlines = [number for number in run if not ledger.is_cut(number)]
        if len(headlines) >= MIN_LIST_LINES:
            for number in headlines:
                why = f"one of {len(headlines)} headlines after the page's last prose"
                yield Mark(number, why, weight=0.6)


def _tail(page: Page, ledger: Ledger) -> range:
    """Return the blocks from the first cut one after the last prose on.

    Empty without prose.
    """
    size = len(page.blocks)
    prose = [
        number
        for number, shape in enumerate(page.shapes)
        if shape.prose and not ledger.is_cut(number)
    ]
    start = prose[-1] + 1 if prose else size
    return range(next((n for n in range(start, size) if ledger.is_cut(n)), size), size)
