"""Short pages made of long ones, so that the nets know a page of five paragraphs too: nearly all
labelled pages are long and full of chrome.
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
    """A page with at most MOST_BODY of this one's body blocks, and their numbers in it; None where
    no block is body.

    The first blocks of the body stay, with the blocks between them. In one case of three hardly any
    chrome is left around them, else much of it: blocks from before the body's first and after its
    last.
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
    """The page with only these blocks: numbered anew, the boxes' ranges with them, and without the
    page's metadata.
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
