"""Filters that look at a block and its neighbours, and what they share: runs of blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from copydesk.page import Page


def runs(page: Page, belongs: Callable[[int], bool], least: int) -> Iterator[range]:
    """The longest stretches of at least `least` blocks that all belong, in page order."""
    start = 0
    for number in range(len(page.blocks) + 1):
        if number == len(page.blocks) or not belongs(number):
            if number - start >= least:
                yield range(start, number)
            start = number + 1
