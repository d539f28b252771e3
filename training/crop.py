"""Short pages made of long ones, so that the nets know a page of five paragraphs too: nearly all labelled pages are long and full of chrome."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from copydesk.page import Evidence, Page

MOST_AROUND = 4
MOST_BODY = 12


def crop(page: Page, body: Sequence[bool], seed: str) -> tuple[Page, list[int]] | None:
    """A page of a stretch of this one's blocks, and their numbers in it; None where no block is body.

    The stretch begins up to MOST_AROUND blocks before the body and ends after at most MOST_BODY of its blocks, or up to MOST_AROUND behind its end.
    """
    inside = [number for number, here in enumerate(body) if here]
    if not inside:
        return None
    chance = random.Random(seed)
    first = max(0, inside[0] - chance.choice((0, 0, 1, 2, MOST_AROUND)))
    last = inside[min(len(inside), chance.randint(1, MOST_BODY)) - 1] + 1
    if chance.random() < 0.5:
        last = min(len(page.blocks), last + chance.randint(0, MOST_AROUND))
    numbers = [number for number in range(first, last) if chance.random() < 0.9 or body[number]]
    return _of(page, numbers), numbers


def _of(page: Page, numbers: Sequence[int]) -> Page:
    """The page with only these blocks: numbered anew, the boxes' ranges with them, and without the page's metadata."""
    before = [0]
    chosen = set(numbers)
    for number in range(len(page.blocks)):
        before.append(before[-1] + (number in chosen))
    blocks = tuple(page.blocks[number]._replace(number=at) for at, number in enumerate(numbers))
    boxes = tuple(box._replace(first=before[box.first], last=before[box.last]) for box in page.boxes)
    return replace(page, blocks=blocks, boxes=boxes, evidence=Evidence())
