"""Lines of one shape: the same words at their beginning or their end on page after page, and others
in between ("Media contact: Jane Roe").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.learn.lines import BETWEEN, MOSTLY
from copydesk.learn.study import FEWEST, Study, at_least

SIZES = (8, 5, 3, 2)
"""Words of a beginning or end that are looked for, the longest first."""
COVERS = 0.5
"""The share of a line's words that are the same; less is a turn of phrase. Before a colon two words
are enough.
"""
OFTEN = 0.15
"""The certain share of the stories with such a line, as for a sentence that recurs word for word
(`lines.OFTEN`).
"""
NEARLY_ALL = 0.5
"""The certain share of the stories that sentences of one shape stand with which are the site's: an
author's line under every story, and no turn of phrase.
"""
LONGEST = 60
"""Words of a line that is looked at."""


class Family(NamedTuple):
    """Lines that begin (`opens`) or end alike: what they share, as it is written, on how many
    stories, and where (page, line).
    """

    opens: bool
    text: str
    stories: int
    where: tuple[tuple[int, int], ...]

    @property
    def pattern(self) -> str:
        """The regular expression of the whole line."""
        written = re.sub(r"\d+", r"\\d+", re.escape(self.text).replace("\\ ", " "))
        return f"^{written}.{{1,200}}$" if self.opens else f"^.{{1,200}}{written}$"


def families(study: Study, known: Sequence[set[int]]) -> Iterator[Family]:
    """The families, those of most stories first. `known` are the lines of each page that other
    rules cut already.
    """
    done: set[tuple[int, int]] = set()
    for size in SIZES:
        for opens in (True, False):
            for places in _alike(study, known, size, opens).values():
                left = [place for place in places if place not in done]
                family = _family(study, left, opens, size)
                if family:
                    done.update(family.where)
                    yield family


def _alike(
    study: Study, known: Sequence[set[int]], size: int, opens: bool
) -> Mapping[tuple[str, ...], list[tuple[int, int]]]:
    """The lines that no rule knows, by their first or last words."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for page, shapes in enumerate(study.shapes):
        for number, shape in enumerate(shapes):
            words = shape.split()
            if (
                size < len(words) <= LONGEST
                and number not in known[page]
                and not study.pages[page].lines[number].taken
            ):
                found.setdefault(tuple(words[:size] if opens else words[-size:]), []).append(
                    (page, number)
                )
    return dict(sorted(found.items()))


def _family(
    study: Study, places: Sequence[tuple[int, int]], opens: bool, size: int
) -> Family | None:
    stories = {study.story[page] for page, _ in places}
    if (
        len(stories) < FEWEST
        or len(places) > 1.2 * len({page for page, _ in places})
        or at_least(len(stories), study.stories) < OFTEN
    ):
        return None
    lines = [study.pages[page].lines[number] for page, number in places]
    if len({line.key for line in lines}) < 2 or any(len(line.text) > 380 for line in lines):
        return None
    shared = _shared([line.text for line in lines], opens)
    if not shared or len(shared.split()) < min(size, 2) or not any(map(str.isalpha, shared)):
        return None
    if _of_stories(study, places, at_least(len(stories), study.stories)):
        return None
    covers = len(shared.split()) / (sum(line.words for line in lines) / len(lines))
    if covers < COVERS and not (
        opens and shared.endswith(":") and not any(line.prose and line.kept for line in lines)
    ):
        return None
    return Family(opens, shared, len(stories), tuple(sorted(places)))


def _of_stories(study: Study, places: Sequence[tuple[int, int]], often: float) -> bool:
    """Whether lines of one shape may be what stories have in common: they stand in them, and
    neither one page's evidence nor their number says otherwise.
    """
    lines = [study.pages[page].lines[number] for page, number in places]
    inside = sum(
        study.is_inside(page, number) or (line.ends and line.kept)
        for (page, number), line in zip(places, lines, strict=True)
    )
    if (
        inside <= BETWEEN * len(places)
        or at_least(sum(line.cut for line in lines), len(lines)) >= MOSTLY
    ):
        return False
    return often < NEARLY_ALL or not all(line.ends for line in lines)


def _shared(texts: list[str], opens: bool) -> str:
    """What all texts begin or end with, whole words of it."""
    if not opens:
        return _shared([text[::-1] for text in texts], True)[::-1]
    size = next(
        (
            number
            for number, letters in enumerate(zip(*texts, strict=False))
            if len(set(letters)) > 1
        ),
        min(map(len, texts)),
    )
    return texts[0][:size].rpartition(" ")[0].strip()
