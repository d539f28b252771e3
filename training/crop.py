"""Cuts short pages from long ones.

Nearly all labelled pages are long and full of chrome; the nets must also learn pages of five
paragraphs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from copydesk.model.evidence import Evidence
from copydesk.model.page import Page

MOST_BODY = 12
BARE, CHROME = 4, 30
"""Blocks left before and behind the body at most: of a dump that somebody has cleaned by hand, and
of a short story in a page's full chrome.
"""


def crop(page: Page, body: Sequence[bool], seed: str) -> tuple[Page, list[int]] | None:
    """Return a short page cut from this one, and its blocks' numbers here.

    None if no block is body. The page has the first blocks of the body, at most MOST_BODY, with the
    blocks between them. In one case of three it has little chrome around them, else much: blocks
    from before the body's first and after its last.
    """
    inside = [number for number, here in enumerate(body) if here]
    if not inside:
        return None
    chance = random.Random(seed)
    last = inside[min(len(inside), chance.randint(1, MOST_BODY)) - 1]
    around = chance.randint(0, BARE) if chance.random() < 1 / 3 else chance.randint(BARE, CHROME)
    before = range(max(0, inside[0] - around), inside[0])
    behind = range(inside[-1] + 1, min(len(body), inside[-1] + 1 + chance.randint(0, around)))
    numbers = [*before, *range(inside[0], last + 1), *behind]
    return _of(page, numbers), numbers


def _of(page: Page, numbers: Sequence[int]) -> Page:
    """Return the page with only these blocks, renumbered.

    The ranges of the boxes follow. The page's metadata is left out.
    """
    before = [0]
    chosen = set(numbers)
    for number in range(len(page.blocks)):
        before.append(before[-1] + (number in chosen))
    blocks = tuple(page.blocks[number]._replace(number=at) for at, number in enumerate(numbers))
    boxes = tuple(
        box._replace(first=before[box.first], last=before[box.last]) for box in page.boxes
    )
    return replace(page, blocks=blocks, boxes=boxes, evidence=Evidence())
