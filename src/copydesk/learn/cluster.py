"""Groups pages of unknown hosts into sites by the lines that they share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from copydesk.learn.study import FEWEST

# Two pages are of one site if half of the recurring lines of either are on both: sites with the
# same content management system share the lines of a form, not their menus.
ALIKE = 0.5
# Min-hash bands and rows: ten bands of two find 94 % of the pairs that share half (Broder 1997).
BANDS, ROWS = 10, 2


def sites(pages: Iterable[tuple[str, Sequence[str]]]) -> list[list[str]]:
    """Return the marks of pages by site, sites of FEWEST pages or more.

    The order of the pages does not matter.
    """
    lines = {
        mark: {_number(line) for line in shapes if line}
        for mark, shapes in sorted(pages, key=lambda one: one[0])
    }
    counts = Counter(line for found in lines.values() for line in found)
    recurring = {
        mark: frozenset(line for line in found if counts[line] >= FEWEST)
        for mark, found in lines.items()
    }
    parent = {mark: mark for mark in recurring}
    buckets: dict[tuple[int, ...], str] = {}
    for mark, found in recurring.items():
        for band in _bands(found) if found else ():
            first = buckets.setdefault(band, mark)
            if first != mark and _alike(recurring, first, mark):
                parent[_root(parent, mark)] = _root(parent, first)
    groups: dict[str, list[str]] = {}
    for mark in recurring:
        groups.setdefault(_root(parent, mark), []).append(mark)
    return sorted(group for group in groups.values() if len(group) >= FEWEST)


def _number(line: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def _bands(lines: frozenset[int]) -> list[tuple[int, ...]]:
    """Return the smallest lines under several permutations, in bands."""
    least = [
        min(
            (line ^ (seed * 0x9E3779B97F4A7C15)) * (2 * seed + 0xBF58476D1CE4E5B9) % (1 << 64)
            for line in lines
        )
        for seed in range(1, BANDS * ROWS + 1)
    ]
    return [(band, *least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]


def _alike(recurring: Mapping[str, frozenset[int]], one: str, other: str) -> bool:
    shared = len(recurring[one] & recurring[other])
    return shared >= FEWEST and shared >= ALIKE * max(len(recurring[one]), len(recurring[other]))


def _root(parent: dict[str, str], mark: str) -> str:
    while parent[mark] != mark:
        parent[mark] = parent[parent[mark]]
        mark = parent[mark]
    return mark
