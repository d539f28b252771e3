"""Measures precision, recall and cost on synthetic records.

`make dedupe` (STORIES=20000).
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from copydesk.dedupe.stories import Stories
from tests.dedupe.synthetic import Made, records

PRECISION, RECALL = 0.99, 0.97


class Found(NamedTuple):
    """Pairs of records of one story: how many were made, how many were put in one group, and how
    many of those are right.
    """

    made: int
    grouped: int
    right: int
    missed: Counter[str]
    wrong: Counter[str]

    @property
    def precision(self) -> float:
        return self.right / max(self.grouped, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.made, 1)


def pairs(counts: Counter[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def found(made: list[Made], folder: Path) -> Found:
    """Groups the records and counts."""
    stories = Stories(folder)
    for number, one in enumerate(made):
        stories.add(str(number), one.record)
    stories.join()
    group_of = {
        int(member.copy.place): number
        for number, group in enumerate(stories.groups(1))
        for member in group.members
    }
    both = Counter((one.story, group_of[number]) for number, one in enumerate(made))
    missed, wrong = Counter[str](), Counter[str]()
    chief: dict[int, int] = {}
    mixed = defaultdict[int, set[int]](set)
    for (story, group), count in both.items():
        mixed[group].add(story)
        if story not in chief or count > both[story, chief[story]]:
            chief[story] = group
    for number, one in enumerate(made):
        missed[one.kind] += group_of[number] != chief[one.story]
        wrong[one.kind] += len(mixed[group_of[number]]) > 1
    stories.store.close()
    return Found(
        pairs(Counter(one.story for one in made)),
        pairs(Counter(group_of.values())),
        pairs(Counter(both)),
        +missed,
        +wrong,
    )  # type: ignore[arg-type]


if __name__ == "__main__":
    made = list(records(int(sys.argv[1])))
    with TemporaryDirectory() as folder:
        began = time.monotonic()
        seen = found(made, Path(folder))
    print(
        f"{len(made):,} records of {made[-1].story + 1:,} stories, {seen.made:,} pairs "
        f"of copies, in {time.monotonic() - began:.1f} seconds"
    )
    print(f"precision {seen.precision:.5f}, recall {seen.recall:.5f}")
    for name, kinds in (
        ("apart from their story", seen.missed),
        ("in a group of several stories", seen.wrong),
    ):
        print(
            f"{name}: "
            f"{', '.join(f'{count} {kind}' for kind, count in kinds.most_common(12)) or 'none'}"
        )
    sys.exit(seen.precision < PRECISION or seen.recall < RECALL)
