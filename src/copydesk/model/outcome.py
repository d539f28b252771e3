"""The outcome of a page: the cleaned page, or the cause of the failure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from copydesk.model.article import Article
from copydesk.model.body import CUT, fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

Cuts = dict[str, tuple[int, int]]
"""Filter -> the number of blocks and of words that it cut on a page."""


class Failure(NamedTuple):
    """An input, or a record of one, that gave no article.

    `why` ends the sentence that begins with the input's name ("is empty"); `number` is the page's
    position among those of `clean_many`, from 0. `refused` is true where the input itself is at
    fault: it was not found, cannot be opened, or is of a form that the command does not take.

    >>> [failure] = copydesk.clean_many([b"\\x7fELF\\0"], jobs=1)
    >>> failure.sentence()
    'The page is binary data, not text.'
    """

    input: str | None
    why: str
    number: int | None = None
    refused: bool = False

    @property
    def name(self) -> str:
        """The input's name; `-` where it has none."""
        return self.input or "-"

    def sentence(self) -> str:
        """The whole sentence. The name is not escaped for a terminal."""
        return f"{self.input or 'The page'} {self.why}."


@dataclass(frozen=True)
class Cleaned:
    """A page with its ledger, its article, and the seconds that it took."""

    page: Page
    ledger: Ledger
    article: Article
    seconds: float

    @property
    def input(self) -> str:
        """The name of its input; `-` is standard input."""
        return self.article.input or "-"

    @cached_property
    def cuts(self) -> Cuts:
        """The blocks and words that each filter cut."""
        return cuts_on(self.page, self.ledger)


def cuts_on(page: Page, ledger: Ledger) -> Cuts:
    """Counts the blocks and words that each filter cut.

    A part of a block counts as its share of the block's words.
    """
    found: Cuts = {}
    for block, shape in zip(page.blocks, page.shapes, strict=True):
        cut: dict[str, int] = {}
        for fate in fates(block, ledger):
            if fate.fate == CUT and fate.by:
                share = (fate.end - fate.start) / (len(block.text) or 1)
                cut[fate.by.who] = cut.get(fate.by.who, 0) + round(shape.words * share)
        for who, words in cut.items():
            before = found.get(who, (0, 0))
            found[who] = (before[0] + 1, before[1] + words)
    return found
