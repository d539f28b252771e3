"""Where a block stands in a page's markup, as small whole numbers: its landmarks, the boxes around it, its class names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from copydesk.lexicon import name_parts
from copydesk.page import Box, Page

LANDMARKS = ("article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "li", "section", "details")
LANDMARK = {name: at for at, name in enumerate(LANDMARKS)} | {"navigation": 3, "complementary": 2, "banner": 4, "contentinfo": 5}
AROUND = 5
"""Boxes measured around a block: those that hold more than the one inside them."""
NAMED = 6
"""Boxes around a block whose class names count."""

NO_SETTING = tuple(
    [(f"in {name}", 0) for name in LANDMARKS]
    + [(f"{name} around {level}", 0) for level in range(1, AROUND + 1) for name in ("prose", "linked", "blocks")]
    + [
        ("in half", 0),
        ("below half", 0),
        ("in most", 0),
        ("below most", 0),
        ("alike", 0),
        ("depth", 0),
        ("hidden", 0),
        ("in stated body", 0),
        ("has stated body", 0),
    ]
)
"""The measures' names, each with the value of a page without boxes."""


class Surroundings(NamedTuple):
    """What is around the blocks directly in a box: landmarks seen, the sizes of the boxes around, class words by box, steps below two great boxes."""

    landmarks: tuple[int, ...]
    around: tuple[int, ...]
    words: tuple[frozenset[str], ...]
    below_half: int
    below_most: int
    depth: int
    hidden: int


OUTSIDE = 20
"""Steps below a great box of a block that is not in it."""
NOWHERE = Surroundings((0,) * len(LANDMARKS), (0,) * 3 * AROUND, (), OUTSIDE, OUTSIDE, 0, 0)


def box_measures(page: Page) -> Iterator[tuple[list[int], list[str]]]:
    """For each block its measures, in the order of NO_SETTING, and its flags: tag and the class words around it."""
    around = _surroundings(page)
    alike = Counter((box.parent, box.tag, box.names) for box in page.boxes)
    body = _letters(" ".join(_stated_bodies(page)))
    told: dict[int, tuple[list[int], list[str]]] = {}
    for block in page.blocks:
        if block.box not in told:
            told[block.box] = _told(around[block.box], page.boxes[block.box] if block.box >= 0 else None, alike)
        measures, flags = told[block.box]
        yield [*measures, *_stated(block.text, body)], [f"tag:{block.tag}", *flags]


def _told(around: Surroundings, box: Box | None, alike: Counter[tuple[int, str, tuple[str, ...]]]) -> tuple[list[int], list[str]]:
    same = min(12, alike[box.parent, box.tag, box.names]) if box else 0
    great = [(around.below_half < OUTSIDE) * 1, around.below_half, (around.below_most < OUTSIDE) * 1, around.below_most]
    measures = [*around.landmarks, *around.around, *great, same, min(30, around.depth), around.hidden]
    return measures, list(set[str]().union(*around.words))


def _surroundings(page: Page) -> dict[int, Surroundings]:
    """Every box's surroundings, each from its parent's: boxes stand in document order, a parent before its children."""
    half, most = _holding(page, 0.5), _holding(page, 0.8)
    characters = list(accumulate((len(block.text) for block in page.blocks), initial=0))
    linked = list(accumulate((block.linked for block in page.blocks), initial=0))
    found = {-1: NOWHERE}
    for box in page.boxes:
        if box.first == box.last:
            continue
        above, parent = found[box.parent], page.boxes[box.parent] if box.parent >= 0 else None
        around = above.around
        if parent is None or (box.first, box.last) != (parent.first, parent.last):
            size = box.last - box.first
            within = characters[box.last] - characters[box.first]
            share = 32 * (linked[box.last] - linked[box.first]) // max(1, within)
            around = (int(32 * page.prose_share(box.first, box.last)), share, min(63, size.bit_length() * 4), *around[:-3])
        found[box.number] = Surroundings(
            _landmarks(above.landmarks, box),
            around,
            (_class_flags(box.names), *above.words[: NAMED - 1]),
            0 if box.number == half else min(OUTSIDE, above.below_half + 1),
            0 if box.number == most else min(OUTSIDE, above.below_most + 1),
            above.depth + 1,
            1 if box.hidden else above.hidden,
        )
    return found


@lru_cache(maxsize=4096)
def _class_flags(names: tuple[str, ...]) -> frozenset[str]:
    """The flags of a box's class and id words. Cached: a page repeats its boxes, and pages of a site share them."""
    return frozenset(f"class:{part}" for name in names for part in name_parts(name))


def _landmarks(above: tuple[int, ...], box: Box) -> tuple[int, ...]:
    at = LANDMARK.get(box.tag, LANDMARK.get(box.role, -1))
    return above if at < 0 or above[at] else (*above[:at], 1, *above[at + 1 :])


def _holding(page: Page, least: float) -> int:
    """The number of the innermost box that holds at least this share of the page's prose; -1 for none."""
    found = -1
    for box in page.boxes:
        if box.parent == found and page.prose_share(box.first, box.last) >= least:
            found = box.number
    return found


def _stated(text: str, body: str) -> tuple[int, int]:
    """Whether the block stands in the body that the page states in its metadata, and whether it states one."""
    if not body:
        return 0, 0
    letters = _letters(text)
    return (len(letters) > 20 and letters[:80] in body) * 1, 1


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _stated_bodies(page: Page) -> Iterator[str]:
    for node in page.evidence.jsonld:
        body = node.get("articleBody") if isinstance(node, Mapping) else None
        if isinstance(body, str) and len(body) > 500:
            yield body
