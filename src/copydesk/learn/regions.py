"""Regions of a site's pages whose words differ: teasers, cards.

They are identified by an element, or by the lines around them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.learn.study import FEWEST, Study, at_least
from copydesk.learn.topic import OF_STORY, Topics

# Shares of a page's own prose that a region may hold, if it is not part of the story: on nearly all
# pages (five teasers in full sentences beside a short story), and on any page.
MOST_OWN, MAIN = 0.4, 0.7
# Share of the pages on which a region may look different: the program without rules took its prose
# for the story's, or a line of it for a field.
FEW = 0.1
# Share of its pages on which the last line of a range must follow the range.
MOST_BOUNDED = 0.8
# Share of the stories (lower end of the interval) that must have a line that begins or ends a
# range.
HEADS = 0.3

# Page -> numbers of its lines.
Lines = Mapping[int, Sequence[int]]


class Region(NamedTuple):
    """A region to cut: its selector or its first and last lines.

    An empty last line means the end of the page.
    """

    selector: str
    start: str
    end: str
    stories: int
    lines: Lines


def elements(study: Study, topics: Topics, chrome: frozenset[str]) -> Iterator[Region]:
    """Return the outermost elements that hold no story on any page.

    Elements whose lines are all cut as lines are left out.
    """
    done: list[set[int]] = [set() for _ in study.pages]
    found = [(selector, where) for selector, where in _by_selector(study).items() if selector]
    for selector, where in sorted(found, key=lambda one: (-sum(map(len, one[1].values())), one[0])):
        left = {
            page: [number for number in numbers if number not in done[page]]
            for page, numbers in where.items()
        }
        region = {
            page: numbers
            for page, numbers in left.items()
            if any(study.shapes[page][number] not in chrome for number in numbers)
        }
        if _is_chrome(study, topics, chrome, region, where):
            yield Region(selector, "", "", _stories(study, where), where)
            for page, numbers in where.items():
                done[page].update(numbers)


def _by_selector(study: Study) -> dict[str, dict[int, list[int]]]:
    found: dict[str, dict[int, set[int]]] = {}
    for number, page in enumerate(study.pages):
        for element in page.elements:
            if element.selector and element.first < element.last:
                found.setdefault(element.selector, {}).setdefault(number, set()).update(
                    range(element.first, element.last)
                )
    return {
        selector: {page: sorted(lines) for page, lines in pages.items()}
        for selector, pages in found.items()
    }


def stretches(study: Study, topics: Topics, chrome: frozenset[str]) -> Iterator[Region]:
    """Return the ranges between a site's lines that never hold a story.

    A line that begins one belongs to the site.
    """
    fixed = frozenset(
        shape
        for shape, seen in study.recurring.items()
        if at_least(seen.stories, study.stories) >= HEADS
    )
    anchors = [
        [number for number, shape in enumerate(shapes) if shape in fixed] for shapes in study.shapes
    ]
    for start in sorted(fixed):
        seen = study.recurring[start]
        if not seen.repeated and not seen.taken:
            found = _stretch(study, anchors, start)
            if found is not None and _is_chrome(study, topics, chrome, found.lines, found.lines):
                yield found


def _stretch(study: Study, anchors: Sequence[Sequence[int]], start: str) -> Region | None:
    """Return the lines below a line up to the next line of the site.

    None where different lines follow on different pages.
    """
    region: dict[int, list[int]] = {}
    ends = Counter[str]()
    for page, number in study.recurring[start].where:
        after = bisect_right(anchors[page], number)
        stop = anchors[page][after] if after < len(anchors[page]) else len(study.shapes[page])
        region[page] = list(range(number + 1, stop))
        ends[study.shapes[page][stop] if stop < len(study.shapes[page]) else ""] += 1
    end, count = max(ends.items(), key=lambda one: (one[1], one[0]))
    if count < MOST_BOUNDED * len(region):
        return None
    filled = {page: numbers for page, numbers in region.items() if numbers}
    return Region("", start, end, _stories(study, filled), filled)


def _is_chrome(
    study: Study, topics: Topics, chrome: frozenset[str], region: Lines, whole: Lines
) -> bool:
    """Return whether a region recurs, off topic, without story or field."""
    if _stories(study, region) < FEWEST or at_least(_stories(study, region), study.stories) < 0.1:
        return False
    shares = [_own_share(study, page, numbers) for page, numbers in whole.items()]
    if max(shares) > MAIN or sum(share > MOST_OWN for share in shares) > FEW * len(shares):
        return False
    if _taken(study, whole) > FEW:
        return False
    loose = {
        page: [n for n in numbers if study.shapes[page][n] not in chrome]
        for page, numbers in region.items()
    }
    return topics.kinship(loose) < OF_STORY


def _own_share(study: Study, page: int, numbers: Sequence[int]) -> float:
    """Return the share of a page's own prose that is in these lines."""
    lines, own = study.pages[page].lines, set(study.own[page])
    return sum(lines[number].words for number in numbers if number in own) / sum(
        lines[number].words for number in own
    )


def _taken(study: Study, region: Lines) -> float:
    """Return the share of pages where a field took a line of the region."""
    return sum(
        any(study.pages[page].lines[number].taken for number in numbers)
        for page, numbers in region.items()
    ) / max(1, len(region))


def _stories(study: Study, region: Lines) -> int:
    return len({study.story[page] for page, numbers in region.items() if numbers})
