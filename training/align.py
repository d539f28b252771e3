"""Labels blocks by aligning a page's true body to them.

A block is body where the truth has its words at the place of the blocks around it: long
blocks are placed by their four-word shingles, the chain of places that rises through the page is
kept (a teaser that repeats a paragraph elsewhere is not on it), and short blocks are searched for
between the places of their neighbours on the chain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

WORD = re.compile(r"\w+")
SHINGLE = 4
FARTHEST = 12
"""Blocks before the first long one in which short blocks are searched for. A match farther above is
a word of a menu.
"""
COVERED = 0.5
"""A block is body when the truth covers half of it."""


def words(text: str) -> list[str]:
    """The words of a text in lower case, as the scores count them."""
    return WORD.findall(text.lower())


def body_shares(texts: Sequence[str], truth: str) -> list[float]:
    """Return the share (0 to 1) of each block's words in the true body.

    Only words at the block's place in the body count.
    """
    true = words(truth)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(true) - SHINGLE + 1):
        places.setdefault(tuple(true[at : at + SHINGLE]), []).append(at)
    blocks = [words(text) for text in texts]
    placed = [_place(block, places) for block in blocks]
    chain = _rising(placed, [len(block) for block in blocks])
    shares = [0.0] * len(blocks)
    for number in chain:
        shares[number] = placed[number][1]
    _fill_short(shares, chain, blocks, placed, true)
    return shares


def _place(block: list[str], places: dict[tuple[str, ...], list[int]]) -> tuple[int, float]:
    """Return a block's first place in the truth, and its coverage.

    By shingles; the coverage is 0 for a block without a place.
    """
    hits = [
        (offset, places.get(tuple(block[offset : offset + SHINGLE]), ()))
        for offset in range(len(block) - SHINGLE + 1)
    ]
    covered = [False] * len(block)
    starts = []
    for offset, found in hits:
        if found:
            covered[offset : offset + SHINGLE] = [True] * SHINGLE
            starts.append((len(found), found[0] - offset))
    return (min(starts)[1], sum(covered) / len(block)) if starts else (-1, 0.0)


def _rising(placed: Sequence[tuple[int, float]], sizes: Sequence[int]) -> list[int]:
    """Return the heaviest chain of blocks whose places in the truth rise.

    A block weighs as much as its covered words.
    """
    ends: list[int] = []
    best: list[tuple[float, int]] = []
    back: list[int] = [-1] * len(placed)
    for number, (place, share) in enumerate(placed):
        if share < COVERED:
            continue
        at = bisect_left(ends, place)
        weight = (best[at - 1][0] if at else 0.0) + share * sizes[number]
        back[number] = best[at - 1][1] if at else -1
        while at < len(ends) and best[at][0] <= weight:
            del ends[at], best[at]
        if at == 0 or best[at - 1][0] < weight:
            ends.insert(at, place)
            best.insert(at, (weight, number))
    chain = []
    number = best[-1][1] if best else -1
    while number >= 0:
        chain.append(number)
        number = back[number]
    return chain[::-1]


def _fill_short(
    shares: list[float],
    chain: list[int],
    blocks: list[list[str]],
    placed: Sequence[tuple[int, float]],
    true: list[str],
) -> None:
    """Place the short blocks between two neighbours on the chain.

    They are found in order, in the stretch of the truth between the two.
    """
    marks = [
        (-1, 0, 0),
        *((number, placed[number][0], placed[number][0] + len(blocks[number])) for number in chain),
        (len(blocks), len(true), len(true)),
    ]
    for (left, _, start), (right, stop, _) in pairwise(marks):
        if left < 0:
            before = range(right - 1, max(-1, right - FARTHEST), -1)
            _fill_backwards(shares, before, blocks, true[: stop + 1])
            continue
        stretch, here = true[max(0, start - 1) : stop + 1], 0
        for number in range(left + 1, right):
            found = _find(blocks[number], stretch, here)
            if found >= 0:
                shares[number], here = 1.0, found + len(blocks[number])


def _fill_backwards(
    shares: list[float], order: range, blocks: list[list[str]], stretch: list[str]
) -> None:
    end = len(stretch)
    for number in order:
        size = len(blocks[number])
        at = next(
            (
                at
                for at in range(end - size, -1, -1)
                if size and stretch[at : at + size] == blocks[number]
            ),
            -1,
        )
        if at >= 0:
            shares[number], end = 1.0, at


def _find(block: list[str], stretch: list[str], start: int) -> int:
    """Return where a block's words occur together, from `start`; else -1."""
    size = len(block)
    return (
        next(
            (
                at
                for at in range(start, len(stretch) - size + 1)
                if stretch[at : at + size] == block
            ),
            -1,
        )
        if size
        else -1
    )
