"""Compares the sketches of one site: shared stories, recurring lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from copydesk.learn.sketch import Sketch, SketchLine
from copydesk.model.site import shape_key

# Stories needed to learn anything: a line in two may belong to their common subject, in three it
# belongs to the site.
FEWEST = 3
# Share of the shorter page's own prose beyond which two pages have one story (an update, a second
# URL), and count once.
SAME = 0.5
# Share of all prose of both, with the site's own sentences, beyond which they have one story, even
# if most pages have it.
COPY = 0.8
# Normal quantile of a two-sided 95 % interval.
CONFIDENCE = 1.96


def at_least(seen: int, of: int) -> float:
    """Return the lower end of the 95 % interval of a share.

    By E. B. Wilson, JASA 22, 1927. The share was seen `seen` times in `of`.
    """
    if not of:
        return 0.0
    share, z = seen / of, CONFIDENCE
    return (
        share + z * z / (2 * of) - z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    ) / (1 + z * z / of)


@dataclass(frozen=True)
class LineCount:
    """Counts of a line's shape: its stories, and pages where it is cut.

    Also counted: pages where it is between the story's own paragraphs, or its last sentence.
    """

    shape: str
    stories: int
    pages: int
    cut: int
    taken: int
    inside: int
    repeated: int
    line: SketchLine
    keys: tuple[str, ...]
    where: tuple[tuple[int, int], ...]
    """The first place on each page: the page's number and the line's."""


class Study:
    """The sketches of a site's stories in one form, ordered by mark."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        found = sorted(sketches, key=lambda one: (one.mark, one.input))
        groups = _stories(found)
        spread = _spread(found, groups)
        own = [_own_prose(one, spread) for one in found]
        left = [number for number in range(len(found)) if own[number]]
        self.pages: tuple[Sketch, ...] = tuple(found[number] for number in left)
        self.own: tuple[tuple[int, ...], ...] = tuple(own[number] for number in left)
        """For each page the numbers of the lines that are prose of its story alone, and kept."""
        self.story: tuple[int, ...] = tuple(groups[number] for number in left)
        self.stories = len(set(self.story))

    @cached_property
    def shapes(self) -> tuple[tuple[str, ...], ...]:
        """Return each page's lines as keys with `#` for every number."""
        return tuple(tuple(shape_key(line.key) for line in page.lines) for page in self.pages)

    @cached_property
    def recurring(self) -> dict[str, LineCount]:
        """Return the lines in FEWEST stories or more, by their shape."""
        places: dict[str, dict[int, list[int]]] = {}
        for page, shapes in enumerate(self.shapes):
            for number, shape in enumerate(shapes):
                if any(word[0].isalpha() for word in shape.split()):
                    places.setdefault(shape, {}).setdefault(page, []).append(number)
        found = (self._seen(shape, on) for shape, on in places.items() if len(on) >= FEWEST)
        return {
            one.shape: one
            for one in sorted(found, key=lambda one: one.shape)
            if one.stories >= FEWEST
        }

    def _seen(self, shape: str, on: dict[int, list[int]]) -> LineCount:
        lines = {
            page: [self.pages[page].lines[number] for number in numbers]
            for page, numbers in on.items()
        }
        first = min(on)
        return LineCount(
            shape,
            len({self.story[page] for page in on}),
            len(on),
            sum(all(line.cut for line in found) for found in lines.values()),
            sum(any(line.taken for line in found) for found in lines.values()),
            sum(
                any(self.is_inside(page, number) or self.closes(page, number) for number in numbers)
                for page, numbers in on.items()
            ),
            sum(len(numbers) > 1 for numbers in on.values()),
            lines[first][0],
            tuple(sorted({line.key for found in lines.values() for line in found})),
            tuple((page, on[page][0]) for page in sorted(on)),
        )

    def is_inside(self, page: int, number: int) -> bool:
        """Return whether a line is between paragraphs of the page's own story."""
        return self.own[page][0] < number < self.own[page][-1]

    def closes(self, page: int, number: int) -> bool:
        """Return whether a line is kept as the last sentence of the story."""
        line = self.pages[page].lines[number]
        return number == self.own[page][-1] + 1 and line.kept and line.ends


def _stories(found: Sequence[Sketch]) -> list[int]:
    """Return for each page the first page with the same story and prose.

    What is taken for a headline may be a line of the site.
    """
    groups = list(range(len(found)))
    prose = [frozenset(line.key for line in one.lines if line.prose and line.kept) for one in found]
    counts = Counter(key for keys in prose for key in keys)
    own = [frozenset(key for key in keys if 2 * counts[key] <= len(found)) for keys in prose]
    for number in range(len(found)):
        for other in range(number):
            shared = len(own[number] & own[other])
            same = shared and shared >= SAME * min(len(own[number]), len(own[other]))
            if same or len(prose[number] & prose[other]) >= COPY * len(
                prose[number] | prose[other]
            ):
                groups[number] = groups[other]
                break
    return groups


def _spread(found: Sequence[Sketch], groups: Sequence[int]) -> Counter[str]:
    """Return the number of stories with each shape of a line."""
    pairs = {
        (shape_key(line.key), group)
        for one, group in zip(found, groups, strict=True)
        for line in one.lines
    }
    return Counter(key for key, _ in pairs)


def _own_prose(one: Sketch, spread: Counter[str]) -> tuple[int, ...]:
    return tuple(
        number
        for number, line in enumerate(one.lines)
        if line.prose and line.kept and spread[shape_key(line.key)] == 1
    )
