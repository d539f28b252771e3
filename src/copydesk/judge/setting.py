"""Where a block stands in a page's markup, as small whole numbers: its landmarks, the boxes around it, its class names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate

from copydesk.lexicon import name_parts
from copydesk.page import Box, Page

LANDMARKS = ("article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "li", "section", "details")
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


def box_measures(page: Page) -> Iterator[tuple[list[int], list[str]]]:
    """For each block its measures, in the order of NO_SETTING, and its flags: tag and the class words around it."""
    setting = _Setting(page)
    for block in page.blocks:
        measures, flags = setting.of(block.box)
        stated = setting.stated(block.text)
        yield [*measures, *stated], [f"tag:{block.tag}", *flags]


class _Setting:
    """The boxes of one page, measured once each."""

    def __init__(self, page: Page) -> None:
        self.page, self.boxes = page, page.boxes
        self.characters = list(accumulate((len(block.text) for block in page.blocks), initial=0))
        self.linked = list(accumulate((block.linked for block in page.blocks), initial=0))
        self.alike = Counter((box.parent, box.tag, box.names) for box in self.boxes)
        self.known: dict[int, tuple[list[int], list[str]]] = {}
        self.half, self.most = self._holding(0.5), self._holding(0.8)
        self.body = _letters(" ".join(_stated_bodies(page)))

    def _holding(self, least: float) -> Box | None:
        """The innermost box that holds at least this share of the page's prose."""
        found = None
        for box in self.boxes:
            if (found is None or box.parent == found.number or _inside(box, found)) and self.page.prose_share(box.first, box.last) >= least:
                found = box
        return found

    def of(self, number: int) -> tuple[list[int], list[str]]:
        """Measures and flags of the blocks directly in this box."""
        if number not in self.known:
            path = self._path(number)
            tags = {box.tag for box in path} | {box.role for box in path}
            measures = [(name in tags) * 1 for name in LANDMARKS]
            measures += self._around(path)
            for box in (self.half, self.most):
                inside = box is not None and any(box.number == around.number for around in path)
                measures += [inside * 1, min(20, [around.number for around in path].index(box.number)) if inside and box is not None else 20]
            own = self.boxes[number] if number >= 0 else None
            measures += [min(12, self.alike[own.parent, own.tag, own.names]) if own else 0, min(30, len(path)), any(box.hidden for box in path) * 1]
            self.known[number] = measures, self._flags(path)
        return self.known[number]

    def _path(self, number: int) -> list[Box]:
        path = []
        while number >= 0:
            path.append(self.boxes[number])
            number = self.boxes[number].parent
        return path

    def _around(self, path: list[Box]) -> list[int]:
        measures: list[int] = []
        size = 0
        for box in path:
            if box.last - box.first > size:
                size = box.last - box.first
                characters = self.characters[box.last] - self.characters[box.first]
                linked = self.linked[box.last] - self.linked[box.first]
                measures += [int(32 * self.page.prose_share(box.first, box.last)), 32 * linked // max(1, characters), min(63, size.bit_length() * 4)]
                if len(measures) == 3 * AROUND:
                    break
        return measures + measures[-3:] * (AROUND - len(measures) // 3) if measures else [0] * (3 * AROUND)

    @staticmethod
    def _flags(path: list[Box]) -> list[str]:
        parts = {part for box in path[:NAMED] for name in box.names for part in name_parts(name)}
        return [f"class:{part}" for part in sorted(parts)]

    def stated(self, text: str) -> list[int]:
        """Whether the block stands in the body that the page states in its metadata, and whether it states one."""
        if not self.body:
            return [0, 0]
        letters = _letters(text)
        return [(len(letters) > 20 and letters[:80] in self.body) * 1, 1]


def _inside(box: Box, other: Box) -> bool:
    return box.first >= other.first and box.last <= other.last


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _stated_bodies(page: Page) -> Iterator[str]:
    for node in page.evidence.jsonld:
        body = node.get("articleBody") if isinstance(node, Mapping) else None
        if isinstance(body, str) and len(body) > 500:
            yield body
