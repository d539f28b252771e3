"""How the blocks of a page follow each other on a screen: which are left out, and which stand
apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from copydesk.text.display import counted
from copydesk.views import palette
from copydesk.views.diff_block import DiffBlock
from copydesk.views.word_diff import words_in


class HiddenBlocks(NamedTuple):
    """Blocks that are not shown, because nothing of them or near them was cut or taken."""

    blocks: int
    words: int

    def line(self) -> Text:
        """What stands in their place."""
        return Text(
            f"⋯ {counted(self.blocks, 'block')}, {counted(self.words, 'word')}", palette.QUIET
        )


def in_context(
    entries: Iterable[DiffBlock], context: int | None
) -> Iterator[DiffBlock | HiddenBlocks]:
    """The entries that something became of, with so many around each; the others hidden. None hides
    nothing.
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
    """A run of which only the last entries are near what follows. One alone is shown: it takes no
    more room than the line in its place.
    """
    far = len(run) - context
    if far > 1:
        yield _hidden(run[:far])
        run = run[far:]
    yield from run


def _hidden(run: list[DiffBlock]) -> HiddenBlocks:
    return HiddenBlocks(len(run), sum(words_in(entry.text.plain) for entry in run))


def spaced(shown: Iterable[tuple[str, list[Text]]], blank: Text) -> Iterator[Text]:
    """The rows of entries, each with its mark, `blank` between what stands apart.

    A menu's lines stand close; whatever else follows another kind of line, or takes several rows,
    stands apart.
    """
    above: str | None = None
    for mark, rows in shown:
        group = mark if len(rows) == 1 and mark in "-*" else ""
        if above is not None and not (group and group == above):
            yield blank
        yield from rows
        above = group


def wrapped(console: Console, text: Text, width: int) -> list[Text]:
    """A text in rows of so many cells, no space at their ends."""
    rows = list(text.wrap(console, max(width, 10), overflow="fold", no_wrap=False))
    for row in rows:
        row.rstrip()
    return rows
