"""Lines with a common beginning or end on many pages of a site.

"Media contact: Jane Roe".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.learn.lines import BETWEEN, MOSTLY
from copydesk.learn.study import FEWEST, Study, at_least

# Words of a common beginning or end, the longest first.
SIZES = (8, 5, 3, 2)
# Share of a line's words that must be the same; less is a turn of phrase. Before a colon two words
# are enough.
COVERS = 0.5
# Share of the stories (lower end of the interval) with such a line, as for a recurring sentence
# (`lines.OFTEN`).
OFTEN = 0.15
# Share of the stories (lower end of the interval) beyond which sentences of one shape belong to the
# site, such as an author's line under every story.
NEARLY_ALL = 0.5
# Words of a line that is examined.
LONGEST = 60


class Family(NamedTuple):
    """Lines with common words at their beginning (`opens`) or end.

    Kept with them are their stories and places.
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
    """Return the families, those on most stories first.

    `known` are the lines of each page that other rules cut.
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
    """Group the lines without a rule by their first or last words."""
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
    """Return whether lines of one shape may be common to the stories.

    They are inside stories, and neither the program without rules nor their number contradicts.
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
    """Return the whole words with which all texts begin or end."""
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
