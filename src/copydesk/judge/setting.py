"""Where a block stands in a page's markup, as small whole numbers: its landmarks, the boxes around
it, its class names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from copydesk.model.page import Page
from copydesk.text.tokens import name_parts

LANDMARKS = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "table",
    "li",
    "section",
    "details",
)
LANDMARK = {name: at for at, name in enumerate(LANDMARKS)} | {
    "navigation": 3,
    "complementary": 2,
    "banner": 4,
    "contentinfo": 5,
}
AROUND = 5
"""Boxes measured around a block: those that hold more than the one inside them."""
NAMED = 6
"""Boxes around a block whose class names count."""

PLACE_IN_BOX = ("in half", "below half", "in most", "below most", "alike", "depth", "hidden")
SETTING = (
    *(f"in {name}" for name in LANDMARKS),
    *(
        f"{name} around {level}"
        for level in range(1, AROUND + 1)
        for name in ("prose", "linked", "blocks")
    ),
    *PLACE_IN_BOX,
)
"""What is measured of the box that a block stands in."""
STATED = ("in stated body", "has stated body")
"""What is measured of a block by the body that the page states in its metadata."""


class Setting(NamedTuple):
    """What is around the blocks that stand directly in a box, in the parts that many boxes share:
    the landmarks seen, the sizes of the boxes around, the box's own place, and the class and id
    names of the box and those around it.
    """

    landmarks: tuple[int, ...]
    around: tuple[int, ...]
    place: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]

    @property
    def measures(self) -> tuple[int, ...]:
        """The measures in the order of SETTING."""
        return (*self.landmarks, *self.around, *self.place)

    @property
    def flags(self) -> frozenset[str]:
        """The class words around, as flags."""
        return flags_of(self.names)


class Surroundings(NamedTuple):
    """A box's surroundings: as in its Setting, the steps below two great boxes, the depth, whether
    something around it is hidden, and its blocks' range.
    """

    landmarks: tuple[int, ...]
    around: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    below_half: int
    below_most: int
    depth: int
    hidden: int
    first: int
    last: int


LONGEST_SOUGHT = 200
"""Characters of a block of which the first eighty letters are looked for in the stated body."""
OUTSIDE = 20
"""Steps below a great box of a block that is not in it."""
DEEPEST, MOST_ALIKE = 30, 12
HALF, MOST = 0.5, 0.8
"""Shares of the page's prose that the two great boxes hold at least."""
NOWHERE = Surroundings((0,) * len(LANDMARKS), (0,) * 3 * AROUND, (), OUTSIDE, OUTSIDE, 0, 0, -1, -1)


def settings(page: Page, numbers: Sequence[int]) -> list[Setting]:
    """For each of these blocks the setting of its box."""
    boxes = [page.blocks[number].box for number in numbers]
    different = set(boxes)
    around, alike = _surroundings(page, different), _alike(page, different)
    found = {number: _setting(around[number], alike[number]) for number in different}
    return [found[number] for number in boxes]


def _setting(around: Surroundings, alike: int) -> Setting:
    landmarks, sizes, names, below_half, below_most, depth, hidden, _, _ = around
    half, most = min(OUTSIDE, below_half), min(OUTSIDE, below_most)
    place = (
        half < OUTSIDE,
        half,
        most < OUTSIDE,
        most,
        min(MOST_ALIKE, alike),
        min(DEEPEST, depth),
        hidden,
    )
    return Setting(landmarks, sizes, place, names)


def _alike(page: Page, numbers: Set[int]) -> dict[int, int]:
    """For each of these boxes how many of its parent's are of its element and names, itself
    included; 0 for none, -1.
    """
    asked = {number: page.boxes[number] for number in numbers if number >= 0}
    parents = {box.parent for box in asked.values()}
    counts = Counter(
        [(parent, tag, names) for _, parent, tag, names, *_ in page.boxes if parent in parents]
    )
    return {-1: 0} | {
        number: counts[box.parent, box.tag, box.names] for number, box in asked.items()
    }


def _surroundings(page: Page, numbers: Set[int]) -> dict[int, Surroundings]:
    """The surroundings of these boxes and of those around them, each from its parent's: boxes stand
    in document order, a parent before its children.
    """
    half, most = _holding(page)
    characters = list(accumulate([len(block.text) for block in page.blocks], initial=0))
    linked = list(accumulate([block.linked for block in page.blocks], initial=0))
    prose, whole = page.prose_before, page.prose or 1
    found = {-1: NOWHERE}
    for number in _with_parents(page, numbers):
        _, parent, tag, names, role, unseen, first, last, _ = page.boxes[number]
        landmarks, around, above, below_half, below_most, depth, hidden, outer_first, outer_last = (
            found[parent]
        )
        if first != outer_first or last != outer_last:
            share = (
                32 * (linked[last] - linked[first]) // ((characters[last] - characters[first]) or 1)
            )
            around = (
                32 * (prose[last] - prose[first]) // whole,
                share,
                min(63, (last - first).bit_length() * 4),
                *around[:-3],
            )
        at = LANDMARK.get(tag, LANDMARK.get(role, -1))
        if at >= 0 and not landmarks[at]:
            landmarks = (*landmarks[:at], 1, *landmarks[at + 1 :])
        below_half = 0 if number == half else below_half + 1
        below_most = 0 if number == most else below_most + 1
        inner = (
            landmarks,
            around,
            (names, *above[: NAMED - 1]),
            below_half,
            below_most,
            depth + 1,
            1 if unseen else hidden,
            first,
            last,
        )
        found[number] = Surroundings(*inner)
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
    """The numbers of the innermost boxes that hold at least half, and at least most, of the page's
    prose; -1 for none.
    """
    half = most = -1
    before, whole = page.prose_before, page.prose
    for number, parent, _, _, _, _, first, last, _ in page.boxes if whole else ():
        if parent == half and (before[last] - before[first]) / whole >= HALF:
            half = number
            if parent == most and page.prose_share(first, last) >= MOST:
                most = number
    return half, most


def flags_of(names: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """The flags of all these boxes' class and id words, each once."""
    return frozenset[str]().union(*map(_class_flags, names))


@lru_cache(maxsize=4096)
def _class_flags(names: tuple[str, ...]) -> frozenset[str]:
    """The flags of a box's class and id words. Cached: a page repeats its boxes, and pages of a
    site share them.
    """
    return frozenset(f"class:{part}" for name in names for part in name_parts(name))


def stated(page: Page, numbers: Sequence[int]) -> list[list[int]]:
    """The columns of STATED: whether the block stands in the body that the page states in its
    metadata, and whether it states one.
    """
    body = _letters(" ".join(_stated_bodies(page)))
    if not body:
        return [[0] * len(numbers)] * 2
    texts = (_letters(page.blocks[number].text[:LONGEST_SOUGHT]) for number in numbers)
    return [
        [(len(letters) > 20 and letters[:80] in body) * 1 for letters in texts],
        [1] * len(numbers),
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _stated_bodies(page: Page) -> Iterator[str]:
    for node in page.evidence.jsonld:
        body = node.get("articleBody") if isinstance(node, Mapping) else None
        if isinstance(body, str) and len(body) > 500:
            yield body
