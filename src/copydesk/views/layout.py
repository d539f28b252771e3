"""Lays out blocks on a console: gutter, hiding, spacing and wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from copydesk.text.display import counted
from copydesk.views import palette
from copydesk.views.diff_block import DiffBlock
from copydesk.views.word_diff import words_in

BREAKS = re.compile(r"[\n\t]")
# Columns of a text at most; longer lines are hard to read.
MAX_TEXT_WIDTH = 100


def segments(console: Console, rows: Iterable[Text]) -> Iterator[Segment]:
    """Yield the segments of rows that fit on the console.

    Given the rows themselves, rich would measure and wrap each again.
    """
    for row in rows:
        yield from row.render(console, end="\n")


class Gutter(NamedTuple):
    """The columns before a block's text: its number and its mark."""

    digits: int

    @classmethod
    def of(cls, blocks: int) -> Gutter:
        """Return the gutter of a page with so many blocks."""
        return cls(max(2, len(str(max(0, blocks - 1)))))

    @property
    def width(self) -> int:
        """The columns, with a space at the end."""
        return self.digits + 3

    def first(self, entry: DiffBlock) -> Text:
        """Return the gutter of a block's first row."""
        style = f"{entry.style} bold" if entry.style else ""
        return Text.assemble(
            (f"{entry.number:>{self.digits}} ", palette.QUIET), (f"{entry.mark} ", style)
        )

    def beside(self, entry: DiffBlock, rows: list[Text]) -> list[Text]:
        """Return a block's rows, with the gutter before each."""
        blank = " " * self.width
        return [
            Text.assemble(blank if number else self.first(entry), row)
            for number, row in enumerate(rows or [Text("")])
        ]


class HiddenBlocks(NamedTuple):
    """Unchanged blocks that are not shown."""

    blocks: int
    words: int

    def line(self) -> Text:
        """Return the line shown in their place."""
        return Text(
            f"⋯ {counted(self.blocks, 'block')}, {counted(self.words, 'word')}", palette.QUIET
        )


def in_context(
    entries: Iterable[DiffBlock], context: int | None
) -> Iterator[DiffBlock | HiddenBlocks]:
    """Yield marked blocks and `context` blocks around each.

    The others are replaced by HiddenBlocks. None hides nothing.
    """
    if context is None:
        yield from entries
        return
    before: list[DiffBlock] = []
    after = 0
    for entry in entries:
        if not entry.marked and not after:
            before.append(entry)
            continue
        yield from _shortened(before, context)
        before = []
        yield entry
        after = context if entry.marked else after - 1
    if before:
        yield _hidden(before)


def _shortened(run: list[DiffBlock], context: int) -> Iterator[DiffBlock | HiddenBlocks]:
    """Yield the end of an unchanged run and hide its beginning.

    A single block is shown: hiding it would take as many lines.
    """
    far = len(run) - context
    if far > 1:
        yield _hidden(run[:far])
        run = run[far:]
    yield from run


def _hidden(run: list[DiffBlock]) -> HiddenBlocks:
    return HiddenBlocks(len(run), sum(words_in(entry.text.plain) for entry in run))


def spaced(shown: Iterable[tuple[str, list[Text]]], blank: Text) -> Iterator[Text]:
    """Yield the rows of blocks, given with their marks, with `blank` between.

    One-line blocks with the same mark, such as a menu's, follow each other without a blank row.
    """
    above: str | None = None
    for mark, rows in shown:
        group = mark if len(rows) == 1 and mark in "-*" else ""
        if above is not None and not (group and group == above):
            yield blank
        yield from rows
        above = group


def wrapped(console: Console, text: Text, width: int) -> list[Text]:
    """Return a text in rows of `width` cells without trailing spaces."""
    if text.cell_len <= width and not BREAKS.search(text.plain):
        row = text.copy()
        row.rstrip()
        return [row] if row.plain else []
    rows = list(text.wrap(console, max(width, 10), overflow="fold", no_wrap=False))
    for row in rows:
        row.rstrip()
    return rows
