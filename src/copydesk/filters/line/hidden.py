"""Cuts what markup hides from a reader: `display: none`, `hidden`, `aria-hidden`, the text of
pictures drawn in markup, noscript.

Looks alike and must stand: a story that is shown only once a script has run, or answers folded away
in an accordion: where hidden boxes hold much of the page's prose, their prose is the page. Seen in
HTML: menus for small screens, dialogs, templates of comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Box, Page

MOST = 0.2
"""The share of a page's prose up to which hidden boxes are furniture: dialogs hold up to a fifth of
a short page's prose, folded stories more.
"""
LARGEST = 0.5
"""A hidden box with more than half of the page's blocks, prose or not, is the page before its
script has run.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks inside hidden boxes, without their prose where it is much, and the hidden
    parts of others.
    """
    boxes = list(_outermost(page))
    much = sum(page.prose_share(box.first, box.last) for box in boxes) > MOST
    hidden: set[int] = set()
    for box in boxes:
        for number in range(box.first, box.last):
            hidden.add(number)
            if not is_headline(page.blocks[number]) and not (much and _is_story(page, box, number)):
                yield Mark(number, f"hidden from readers: {box.hidden}")
    for prop in page.evidence.props:
        if (
            prop.name == "hidden"
            and prop.block is not None
            and prop.span is not None
            and prop.block not in hidden
            and not page.shapes[prop.block].prose
        ):
            yield Mark(prop.block, f"hidden from readers: {prop.value}", span=prop.span)


def _outermost(page: Page) -> Iterator[Box]:
    """Hidden boxes that hold blocks and stand in no other hidden box."""
    done = 0
    for box in page.boxes:
        if box.hidden and box.last > max(done, box.first):
            done = box.last
            yield box


def _is_story(page: Page, box: Box, number: int) -> bool:
    """Whether a block of a hidden box can be the story: prose, or any line of a box that holds most
    of the page.
    """
    return page.shapes[number].prose or box.last - box.first > LARGEST * len(page.blocks)
