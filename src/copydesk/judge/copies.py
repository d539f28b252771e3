"""A story that a page holds twice, once for wide screens and once for narrow ones, of which style sheets show one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from copydesk.page import Page

PASSAGE = 40
"""Words that a passage has at least, in lines with a sentence's end, that is a copy: the verses of a refrain have none, pull quotes and labels are shorter."""
SHARE = 0.1
"""The share of a body that its copies have at least. Of the 709 articles of the training pages five held so much twice, and every one of them by its layout."""


def second_copies(page: Page, body: Iterable[int]) -> frozenset[int]:
    """The blocks of a body, given by their numbers in order, that stand in it word for word before: whole passages, where they make up much of it."""
    numbers = list(body)
    passages = [passage for passage in _repeated(page, numbers) if _words(page, [number for number in passage if page.shapes[number].stops]) >= PASSAGE]
    copies = frozenset(number for passage in passages for number in passage)
    return copies if copies and _words(page, copies) >= SHARE * _words(page, numbers) else frozenset()


def _repeated(page: Page, numbers: Iterable[int]) -> Iterator[list[int]]:
    """The runs of blocks each of which repeats one before it."""
    seen: set[str] = set()
    repeats = []
    for number in numbers:
        text = page.blocks[number].text
        repeats.append((number, text in seen))
        seen.add(text)
    for again, run in groupby(repeats, key=lambda one: one[1]):
        if again:
            yield [number for number, _ in run]


def _words(page: Page, numbers: Iterable[int]) -> int:
    return sum(page.shapes[number].words for number in numbers)
