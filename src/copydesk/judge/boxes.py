"""Features of the boxes around a block: landmarks, shares, class names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from copydesk.judge.columns import BOXES_AROUND, LANDMARKS
from copydesk.judge.scale import SHARE
from copydesk.model.page import Page
from copydesk.text.tokens import name_parts

LANDMARK = {name: at for at, name in enumerate(LANDMARKS)} | {
    "navigation": 3,
    "complementary": 2,
    "banner": 4,
    "contentinfo": 5,
}
"""Elements and roles, and the landmark of each."""
MAX_NAMED = 6
"""Boxes around a block whose class names count."""
MAX_SOUGHT = 200
"""Characters of a block of which the first eighty letters are looked for in the stated body."""
OUTSIDE = 20
"""Boxes between a block and a great box that it is not in."""
MAX_DEPTH, MAX_ALIKE = 30, 12
HALF, MOST = 0.5, 0.8
"""Shares of the page's prose that the two great boxes hold at least."""


class Setting(NamedTuple):
    """The features of SETTING, and the class words around as flags."""

    features: tuple[int, ...]
    flags: frozenset[str]


class Surroundings(NamedTuple):
    """Measures of a box and of those around it.

    The landmarks around it, the measures of larger boxes, the names around, the boxes below the two
    great ones, the depth, whether something around is hidden, and the range of its blocks.
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


NOWHERE = Surroundings(
    (0,) * len(LANDMARKS), (0,) * 3 * BOXES_AROUND, (), OUTSIDE, OUTSIDE, 0, 0, -1, -1
)


def settings(page: Page, numbers: Sequence[int]) -> list[Setting]:
    """The setting of each of these blocks."""
    boxes = [page.blocks[number].box for number in numbers]
    different = set(boxes)
    around, alike = _surroundings(page, different), _alike(page, different)
    found = {number: _setting(around[number], alike[number]) for number in different}
    return [found[number] for number in boxes]


def _setting(around: Surroundings, alike: int) -> Setting:
    half, most = min(OUTSIDE, around.below_half), min(OUTSIDE, around.below_most)
    features = (
        *around.landmarks,
        *around.around,
        (half < OUTSIDE) * 1,
        half,
        (most < OUTSIDE) * 1,
        most,
        min(MAX_ALIKE, alike),
        min(MAX_DEPTH, around.depth),
        around.hidden,
    )
    return Setting(features, frozenset[str]().union(*map(_class_flags, around.names)))


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


def _surroundings(page: Page, numbers: Set[int]) -> dict[int, Surroundings]:
    """Return the surroundings of these boxes and of those around them.

    Each is derived from its parent's: boxes are in document order, a parent before its children.
    """
    half, most = _holding(page)
    characters = list(accumulate([len(block.text) for block in page.blocks], initial=0))
    linked = list(accumulate([block.linked for block in page.blocks], initial=0))
    found = {-1: NOWHERE}
    for number in _with_parents(page, numbers):
        box = page.boxes[number]
        outer = found[box.parent]
        around = outer.around
        if (box.first, box.last) != (outer.first, outer.last):
            length = (characters[box.last] - characters[box.first]) or 1
            around = (
                int(SHARE * page.prose_share(box.first, box.last)),
                SHARE * (linked[box.last] - linked[box.first]) // length,
                min(63, (box.last - box.first).bit_length() * 4),
                *around[:-3],
            )
        found[number] = Surroundings(
            _with_landmark(outer.landmarks, box.tag, box.role),
            around,
            (box.names, *outer.names[: MAX_NAMED - 1]),
            0 if number == half else outer.below_half + 1,
            0 if number == most else outer.below_most + 1,
            outer.depth + 1,
            1 if box.hidden else outer.hidden,
            box.first,
            box.last,
        )
    return found


def _with_landmark(landmarks: tuple[int, ...], tag: str, role: str) -> tuple[int, ...]:
    """The landmarks around a box, and the box's own."""
    at = LANDMARK.get(tag, LANDMARK.get(role, -1))
    return landmarks if at < 0 else (*landmarks[:at], 1, *landmarks[at + 1 :])


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
def _class_flags(names: tuple[str, ...]) -> frozenset[str]:
    """Return the flags of a box's class and id words.

    Cached: a page repeats its boxes, and pages of a site share them.
    """
    return frozenset(f"class:{part}" for name in names for part in name_parts(name))


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
