"""Cuts what stands outside the stretch that holds the mass of the page's prose: short lines, links,
teasers.

Looks alike and must stand: subheads, list items, quotes and captions between paragraphs, the list
or code to which the last paragraph leads with a colon, and a second mass of prose as long as the
first. Seen on every page: menus above, cards and notices below. This is what the rules know of a
page for which no phrase speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.story_extent import stretch, words_of_prose
from copydesk.model.ledger import Ledger, Mark, marked
from copydesk.model.page import Page

STORY = 40
"""A stretch of fewer words than two short paragraphs says nothing about what stands around it (a
poem, a score table, a login page).
"""
MOSTLY_LINKED = 0.5
LISTED = frozenset(("item", "code", "table-row"))
"""What a paragraph that ends in a colon leads to: the shopping list of a recipe, the lines to type,
the prices.
"""
COLONS = (":", "：")
LEADS_IN = 8
"""A line that leads to the story's own list has eight words or more; "More on the ferries of
Orrin:" leads away.
"""
SECOND = 0.5
"""Prose beside the stretch with half its words or more is a second story, and its paragraphs
stand.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks before and after the stretch."""
    story = stretch(page, ledger)
    if story.words < STORY:
        return
    first, last = (
        _with_subhead(page, story.first),
        _with_closing(page, ledger, _with_list(page, ledger, story.last)),
    )
    for start, end, side in ((0, first, "above"), (last, len(page.blocks), "below")):
        words = words_of_prose(page, ledger, start, end)
        prose = {number for number in range(start, end) if page.shapes[number].prose}
        yield from marked(
            (number for number in range(start, end) if number not in prose),
            f"a short line {side} the mass of the page's prose",
            0.7,
        )
        if words < SECOND * story.words:
            yield from marked(prose, f"a teaser or notice {side} the mass of the page's prose", 0.5)


def _with_subhead(page: Page, first: int) -> int:
    """The first block of the stretch, or the subhead that stands directly above it."""
    above = page.blocks[first - 1] if first else None
    return first - 1 if above is not None and above.kind == "heading" and above.level > 1 else first


def _with_list(page: Page, ledger: Ledger, last: int) -> int:
    """The end of the stretch after the list or code to which its last paragraph, or the line after
    it, leads with a colon.
    """
    start = last if page.blocks[last - 1].text.endswith(COLONS) else last + 1
    if start > last and (
        start >= len(page.blocks)
        or not page.blocks[last].text.endswith(COLONS)
        or page.shapes[last].words < LEADS_IN
    ):
        return last
    end = start
    while (
        end < len(page.blocks)
        and not ledger.is_cut(end)
        and page.blocks[end].kind in LISTED
        and page.shapes[end].linked < MOSTLY_LINKED
    ):
        end += 1
    return end if end > start else last


def _with_closing(page: Page, ledger: Ledger, last: int) -> int:
    """The end of the stretch after the short sentences and reporters' credits that follow its last
    paragraph directly, a note between them included.
    """
    closing = {cue.block for cue in page.cues["contributors"]}
    while last < len(page.blocks) and not ledger.is_cut(last):
        shape = page.shapes[last]
        if not closing & {last, last + 1} and not (
            shape.ends and shape.stops and shape.linked < MOSTLY_LINKED
        ):
            break
        last += 1
    return last
