"""Where a block stands in a page's markup, as small whole numbers: its landmarks, the boxes around it, its class names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from copydesk.lexicon import name_parts
from copydesk.made import made
from copydesk.page import Page

LANDMARKS = ("article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "li", "section", "details")
LANDMARK = {name: at for at, name in enumerate(LANDMARKS)} | {"navigation": 3, "complementary": 2, "banner": 4, "contentinfo": 5}
AROUND = 5
"""Boxes measured around a block: those that hold more than the one inside them."""
NAMED = 6
"""Boxes around a block whose class names count."""

PLACE_IN_BOX = ("in half", "below half", "in most", "below most", "alike", "depth", "hidden")
SETTING = (
    *(f"in {name}" for name in LANDMARKS),
    *(f"{name} around {level}" for level in range(1, AROUND + 1) for name in ("prose", "linked", "blocks")),
    *PLACE_IN_BOX,
)
"""What is measured of the box that a block stands in."""
STATED = ("in stated body", "has stated body")
"""What is measured of a block by the body that the page states in its metadata."""


class Setting(NamedTuple):
    """What is around the blocks that stand directly in a box, in the parts that many boxes share: the landmarks seen, the sizes of the boxes around,
    the box's own place, and the class and id names of the box and those around it."""

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
    """A box's surroundings: as in its Setting, and the steps below two great boxes, the depth, and whether something around it is hidden."""

    landmarks: tuple[int, ...]
    around: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    below_half: int
    below_most: int
    depth: int
    hidden: int


LONGEST_SOUGHT = 200
"""Characters of a block of which the first eighty letters are looked for in the stated body."""
OUTSIDE = 20
"""Steps below a great box of a block that is not in it."""
DEEPEST, MOST_ALIKE = 30, 12
NOWHERE = Surroundings((0,) * len(LANDMARKS), (0,) * 3 * AROUND, (), OUTSIDE, OUTSIDE, 0, 0)


def settings(page: Page, numbers: Sequence[int]) -> list[Setting]:
    """For each of these blocks the setting of its box."""
    around = _surroundings(page, numbers)
    alike = Counter([(parent, tag, names) for _, parent, tag, names, *_ in page.boxes])
    boxes = [page.blocks[number].box for number in numbers]
    found = {number: _setting(page, around[number], number, alike) for number in set(boxes)}
    return [found[number] for number in boxes]


def _setting(page: Page, around: Surroundings, number: int, alike: Counter[tuple[int, str, tuple[str, ...]]]) -> Setting:
    landmarks, sizes, names, below_half, below_most, depth, hidden = around
    same = 0
    if number >= 0:
        box = page.boxes[number]
        same = min(MOST_ALIKE, alike[box.parent, box.tag, box.names])
    place = ((below_half < OUTSIDE) * 1, below_half, (below_most < OUTSIDE) * 1, below_most, same, min(DEEPEST, depth), hidden)
    return made(Setting, (landmarks, sizes, place, names))


def _surroundings(page: Page, numbers: Sequence[int]) -> dict[int, Surroundings]:
    """The surroundings of every box around these blocks, each from its parent's: boxes stand in document order, a parent before its children."""
    asked = list(accumulate(_marks(len(page.blocks), numbers), initial=0))
    half, most = _holding(page, 0.5), _holding(page, 0.8)
    characters = list(accumulate((len(block.text) for block in page.blocks), initial=0))
    linked = list(accumulate((block.linked for block in page.blocks), initial=0))
    prose, whole = page.prose_before, page.prose or 1
    found, ranges = {-1: NOWHERE}, {-1: (-1, -1)}
    for number, parent, tag, names, role, unseen, first, last, _ in page.boxes:
        if asked[first] == asked[last]:
            continue
        landmarks, around, above, below_half, below_most, depth, hidden = found[parent]
        if ranges[parent] != (first, last):
            within = characters[last] - characters[first]
            share = 32 * (linked[last] - linked[first]) // (within or 1)
            around = (32 * (prose[last] - prose[first]) // whole, share, min(63, (last - first).bit_length() * 4), *around[:-3])
        ranges[number] = first, last
        at = LANDMARK.get(tag, LANDMARK.get(role, -1))
        if at >= 0 and not landmarks[at]:
            landmarks = (*landmarks[:at], 1, *landmarks[at + 1 :])
        below_half = 0 if number == half else min(OUTSIDE, below_half + 1)
        below_most = 0 if number == most else min(OUTSIDE, below_most + 1)
        inner = (landmarks, around, (names, *above[: NAMED - 1]), below_half, below_most, depth + 1, 1 if unseen else hidden)
        found[number] = made(Surroundings, inner)
    return found


def _marks(size: int, numbers: Sequence[int]) -> list[int]:
    """1 for each of these blocks, 0 for the page's others."""
    marks = [0] * size
    for number in numbers:
        marks[number] = 1
    return marks


def flags_of(names: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """The flags of all these boxes' class and id words, each once."""
    return frozenset[str]().union(*map(_class_flags, names))


@lru_cache(maxsize=4096)
def _class_flags(names: tuple[str, ...]) -> frozenset[str]:
    """The flags of a box's class and id words. Cached: a page repeats its boxes, and pages of a site share them."""
    return frozenset(f"class:{part}" for name in names for part in name_parts(name))


def _holding(page: Page, least: float) -> int:
    """The number of the innermost box that holds at least this share of the page's prose; -1 for none."""
    found = -1
    for box in page.boxes:
        if box.parent == found and page.prose_share(box.first, box.last) >= least:
            found = box.number
    return found


def stated(page: Page, numbers: Sequence[int]) -> list[list[int]]:
    """The columns of STATED: whether the block stands in the body that the page states in its metadata, and whether it states one."""
    body = _letters(" ".join(_stated_bodies(page)))
    if not body:
        return [[0] * len(numbers)] * 2
    texts = (_letters(page.blocks[number].text[:LONGEST_SOUGHT]) for number in numbers)
    return [[(len(letters) > 20 and letters[:80] in body) * 1 for letters in texts], [1] * len(numbers)]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _stated_bodies(page: Page) -> Iterator[str]:
    for node in page.evidence.jsonld:
        body = node.get("articleBody") if isinstance(node, Mapping) else None
        if isinstance(body, str) and len(body) > 500:
            yield body
