"""Cuts what the markup hides from a reader: `hidden`, `display: none`.

Also `aria-hidden`, noscript and the text of pictures drawn in markup. Looks alike and stays: a
story that is shown only once a script has run, or answers folded away in an accordion: where hidden
boxes hold much of the page's prose, their prose is the page. Seen in HTML: menus for small screens,
dialogs, templates of comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.model.block import Box
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Share of a page's prose up to which hidden boxes are boilerplate: dialogs hold up to a fifth of a
# short page's prose, folded stories more.
MAX_PROSE_SHARE = 0.2
# Share of the page's blocks above which a hidden box is the page before its script has run.
MAX_BLOCK_SHARE = 0.5
# Beginning of the reader's reason where a style rule of the page hides a box: chrome, not story.
STYLED = "hidden by the page's style"


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark blocks inside hidden boxes, and hidden parts of other blocks."""
    boxes = list(_outermost(page))
    shown = sum(page.prose_share(box.first, box.last) for box in boxes) > MAX_PROSE_SHARE
    hidden: set[int] = set()
    for box in boxes:
        for number in range(box.first, box.last):
            hidden.add(number)
            story = shown and not box.hidden.startswith(STYLED) and _can_be_story(page, box, number)
            if not story and not is_headline(page.blocks[number]):
                yield Mark(number, f"hidden from readers: {box.hidden}")
    yield from _parts(page, hidden)


def _outermost(page: Page) -> Iterator[Box]:
    """Hidden boxes that hold blocks and are in no other hidden box."""
    done = 0
    for box in page.boxes:
        if box.hidden and box.last > max(done, box.first):
            done = box.last
            yield box


def _can_be_story(page: Page, box: Box, number: int) -> bool:
    """Return whether a hidden block can be of the story.

    It is prose, or any line of a box that holds most of the page.
    """
    large = box.last - box.first > MAX_BLOCK_SHARE * len(page.blocks)
    return page.shapes[number].prose or large


def _parts(page: Page, hidden: set[int]) -> Iterator[Mark]:
    """Mark the hidden words of blocks that are not hidden as a whole.

    Of prose, only those for screen readers.
    """
    for prop in page.evidence.props:
        if prop.name != "hidden" or prop.block is None or prop.span is None:
            continue
        if prop.block not in hidden and (
            prop.value == "for screen readers only" or not page.shapes[prop.block].prose
        ):
            yield Mark(prop.block, f"hidden from readers: {prop.value}", span=prop.span)
