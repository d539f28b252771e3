"""Features of the boxes around a block: landmarks, shares, class names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from copydesk.judge.columns import BOXES_AROUND, LANDMARKS
from copydesk.judge.scale import SHARE, Whole
from copydesk.model.page import Page
from copydesk.text.tokens import name_parts

LANDMARK = {name: 1 << at for at, name in enumerate(LANDMARKS)}
LANDMARK |= {
    "navigation": LANDMARK["nav"],
    "complementary": LANDMARK["aside"],
    "banner": LANDMARK["header"],
    "contentinfo": LANDMARK["footer"],
}
"""Element or role -> the bit of its landmark."""
MAX_NAMED = 6
"""Boxes around a block whose class names count."""
MAX_SOUGHT = 200
"""Characters of a block of which the first eighty letters are looked for in the stated body."""
OUTSIDE = 20
"""Boxes between a block and a great box that it is not in."""
MAX_DEPTH, MAX_ALIKE = 30, 12
HALF, MOST = 0.5, 0.8
"""Shares of the page's prose that the two great boxes hold at least."""


class Around(NamedTuple):
    """A block's box and those around it.

    The landmarks among them as bits; the numbers of the innermost boxes that hold more than the one
    inside them, -1 for none; the class words of each, innermost first; the boxes below the two
    great ones; the depth; and whether one of them is hidden.
    """

    landmarks: int
    larger: tuple[int, ...]
    classes: tuple[tuple[str, ...], ...]
    below_half: int
    below_most: int
    depth: int
    hidden: bool


NOWHERE = Around(0, (-1,) * BOXES_AROUND, (), OUTSIDE, OUTSIDE, 0, hidden=False)


def settings(page: Page, numbers: Sequence[int]) -> tuple[Whole, list[list[str]]]:
    """The features of SETTING and the class words around, a row for each of these blocks."""
    boxes = [page.blocks[number].box for number in numbers]
    around, alike = _around(page, set(boxes)), _alike(page, set(boxes))
    landmarks, larger, classes, below_half, below_most, depth, hidden = zip(
        *[around[box] for box in boxes], strict=True
    )
    half, most = np.minimum(OUTSIDE, below_half), np.minimum(OUTSIDE, below_most)
    columns = (
        np.array(landmarks)[:, None] >> np.arange(len(LANDMARKS)) & 1,
        _measures(page)[np.array(larger)].reshape(len(boxes), -1),
        half < OUTSIDE,
        half,
        most < OUTSIDE,
        most,
        np.minimum(MAX_ALIKE, [alike[box] for box in boxes]),
        np.minimum(MAX_DEPTH, depth),
        hidden,
    )
    flags = [list(dict.fromkeys(chain.from_iterable(own))) for own in classes]
    return np.column_stack(columns).astype(int), flags


def _measures(page: Page) -> Whole:
    """Return the shares of prose and of links and the number of blocks of each box.

    The last row is of no box: zeros.
    """
    first = np.array([*[box.first for box in page.boxes], 0])
    last = np.array([*[box.last for box in page.boxes], 0])
    prose, characters, linked = (
        sums[last] - sums[first]
        for sums in (
            np.array(page.prose_before),
            np.cumsum([0, *[len(block.text) for block in page.blocks]]),
            np.cumsum([0, *[block.linked for block in page.blocks]]),
        )
    )
    sizes = np.frexp(last - first)[1]  # the bits of a number
    return np.stack(
        [
            (SHARE * (prose / max(1, page.prose))).astype(int),
            SHARE * linked // np.maximum(1, characters),
            np.minimum(63, 4 * sizes),
        ]
    ).T


def _alike(page: Page, numbers: Set[int]) -> dict[int, int]:
    """Box -> the number of its parent's boxes with its element and names.

    The box itself is included. Key -1, for blocks without a box, has 0.
    """
    wanted = {number: page.boxes[number] for number in numbers if number >= 0}
    parents = {box.parent for box in wanted.values()}
    counts = Counter(
        [(box.parent, box.tag, box.names) for box in page.boxes if box.parent in parents]
    )
    return {-1: 0} | {
        number: counts[box.parent, box.tag, box.names] for number, box in wanted.items()
    }


def _around(page: Page, numbers: Set[int]) -> dict[int, Around]:
    """Return what is around these boxes and around their parents.

    Each is derived from its parent's: boxes are in document order, a parent before its children.
    """
    half, most = _holding(page)
    found = {-1: NOWHERE}
    for number in _with_parents(page, numbers):
        box = page.boxes[number]
        outer, parent = found[box.parent], page.boxes[box.parent]
        same = box.parent >= 0 and (box.first, box.last) == (parent.first, parent.last)
        found[number] = Around(
            outer.landmarks | (LANDMARK.get(box.tag) or LANDMARK.get(box.role, 0)),
            outer.larger if same else (number, *outer.larger[:-1]),
            (_class_flags(box.names), *outer.classes[: MAX_NAMED - 1]),
            0 if number == half else outer.below_half + 1,
            0 if number == most else outer.below_most + 1,
            outer.depth + 1,
            bool(box.hidden) or outer.hidden,
        )
    return found


def _with_parents(page: Page, numbers: Set[int]) -> list[int]:
    """The numbers of these boxes and of all around them, ascending."""
    found = {-1}
    for number in numbers:
        box = number
        while box not in found:
            found.add(box)
            box = page.boxes[box].parent
    return sorted(found)[1:]


def _holding(page: Page) -> tuple[int, int]:
    """Return the innermost boxes with half and with most of the prose.

    Their numbers; -1 for none.
    """
    half = most = -1
    for box in page.boxes if page.prose else ():
        if box.parent == half and page.prose_share(box.first, box.last) >= HALF:
            half = box.number
            if box.parent == most and page.prose_share(box.first, box.last) >= MOST:
                most = box.number
    return half, most


@lru_cache(maxsize=4096)
def _class_flags(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the flags of a box's class and id words.

    Cached: a page repeats its boxes, and pages of a site share them.
    """
    return tuple([f"class:{part}" for name in names for part in name_parts(name)])


def stated(page: Page, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the features of STATED of each block.

    Whether the block is in the body that the page states in its metadata, and whether it states
    one.
    """
    body = _letters(" ".join(_stated_bodies(page)))
    if not body:
        return [(0, 0)] * len(numbers)
    texts = (_letters(page.blocks[number].text[:MAX_SOUGHT]) for number in numbers)
    return [((len(letters) > 20 and letters[:80] in body) * 1, 1) for letters in texts]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _stated_bodies(page: Page) -> Iterator[str]:
    for node in page.evidence.jsonld:
        body = node.get("articleBody") if isinstance(node, Mapping) else None
        if isinstance(body, str) and len(body) > 500:
            yield body
