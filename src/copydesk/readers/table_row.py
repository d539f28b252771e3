"""A table's row as one block of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from copydesk.model.block import Block, Link, Style
from copydesk.model.limits import MAX_BLOCK_CHARACTERS
from copydesk.readers.markup import attribute
from copydesk.readers.tag import Tag

LONGEST_CELL = 200
"""Characters of the longest cell of a row that is one block; longer cells are a layout's columns.
"""
MAX_COLSPAN = 20
"""Columns of the widest cell. Of 709 pages of many sites the widest has 6."""


@dataclass
class OpenRow:
    """An open table row: the numbers of blocks, boxes and props before it.

    `cells` has each cell's first block number and colspan; `broken` is set where the row holds more
    than cells.
    """

    block: int
    box: int
    prop: int
    cells: list[tuple[int, int]] = field(default_factory=list)
    broken: bool = False

    def begin_cell(self, tag: Tag, block: int) -> None:
        """Add a cell, whose first block has this number."""
        colspan = attribute(tag.written or "", "colspan")
        columns = min(int(colspan[:4]), MAX_COLSPAN) if colspan.isdecimal() else 1
        self.cells.append((block, columns))

    def columns(self, blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
        """Yield the blocks in each column; a wide cell has them in its first."""
        for (first, columns), (end, _) in pairwise([*self.cells, (len(blocks), 0)]):
            yield blocks[first:end]
            yield from [()] * (columns - 1)


class JoinedRow(NamedTuple):
    """A row's block, and where each of the joined texts begins in it."""

    block: Block
    offsets: list[int]


def row_block(columns: Sequence[Sequence[Block]], box: int) -> JoinedRow | None:
    """Return the block of a row's columns, in box number `box`.

    None for fewer than two cells with text, and for the columns of a layout.
    """
    parts = [part for column in columns for part in column]
    if (
        sum(map(bool, columns)) < 2
        or sum(len(part.text) for part in parts) > MAX_BLOCK_CHARACTERS
        or any(len(part.text) > LONGEST_CELL for part in parts)
    ):
        return None
    offsets, links, styles = list[int](), list[Link](), list[Style]()
    pieces, size = list[str](), 0
    for bars, part in _with_bars(columns):
        pieces += (f"{' |' * bars} " if pieces else "| " * bars, part.text)
        size += len(pieces[-2])
        offsets.append(size)
        links += (one._replace(start=one.start + size, end=one.end + size) for one in part.links)
        styles += (one._replace(start=one.start + size, end=one.end + size) for one in part.styles)
        size += len(part.text)
    joined = parts[0]._replace(
        text="".join(pieces),
        kind="table-row",
        level=0,
        links=tuple(links),
        linked=sum(part.linked for part in parts),
        box=box,
        tag="tr",
        styles=tuple(styles),
        ordered=False,
    )
    return JoinedRow(joined, offsets)


def _with_bars(columns: Sequence[Sequence[Block]]) -> Iterator[tuple[int, Block]]:
    """Yield each block of a row after the number of bars before it."""
    bars = 0
    for column in columns:
        for part in column:
            yield bars, part
            bars = 0
        bars += 1
