"""Chooses the sample pages of a learned rule file.

They are few, and every rule has an effect on one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from copydesk.learn.draft import LearnedRules
from copydesk.learn.sketch import Sketch
from copydesk.learn.write import rule_file
from copydesk.rules.sample_check import expected, read_sample

# Pages in a file: each is as long as all its rules.
MOST_SAMPLES = 5


def samples(
    found: LearnedRules, sketches: Sequence[Sketch], dump: Callable[[str], str]
) -> list[dict[str, object]]:
    """Return the tables of the samples, each with its result under the rules.

    `dump` gives a page's text by its digest, "" where it is too long.
    """
    by_mark = {one.mark: one for one in sketches}
    tables: list[dict[str, object]] = []
    for mark in _cover(found, [one.mark for one in sketches], lambda mark: bool(dump(mark))):
        given: dict[str, object] = {"input": by_mark[mark].input, by_mark[mark].form: dump(mark)}
        if by_mark[mark].host:
            given["url"] = f"https://{by_mark[mark].host}/"
        tables.append(given | expected(read_sample(given), rule_file(found)))
    return tables


def _cover(found: LearnedRules, marks: Iterable[str], there: Callable[[str], bool]) -> list[str]:
    """Return pages on which every rule was seen, chosen greedily."""
    left = [rule.on for rule in found.rules]
    order = sorted(marks)
    chosen: list[str] = []
    while left and len(chosen) < MOST_SAMPLES:
        best = max(order, key=lambda mark: (sum(mark in on for on in left), mark), default=None)
        if best is None or not any(best in on for on in left):
            break
        order.remove(best)
        if there(best):
            chosen.append(best)
            left = [on for on in left if best not in on]
    return sorted(chosen)
