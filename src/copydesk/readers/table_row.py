"""A table's row as one block of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk.model.block import Block, Link, Style
from copydesk.model.limits import MAX_BLOCK_CHARACTERS
from copydesk.readers.markup import attribute

LONGEST_CELL = 200
"""Characters of the longest cell of a row that is one block; longer cells are a layout's columns.
"""
IN_CELL = frozenset(("p", "div"))
"""Elements that editors write around the text of a table's cell. Columns of a layout have them too,
but several blocks in a cell.
"""
MAX_COLSPAN = 20
"""Columns of the widest cell. Of 709 pages of many sites the widest has 6."""
MAX_ROWSPAN = 20
"""Rows of the highest cell. Of 127 pages with a cell over several rows 2 have a higher one."""
MAX_COLUMNS = 50
"""Columns in which a cell may reach into the rows below: each is a bar in every such row."""


@dataclass
class OpenRow:
    """An open table row: the numbers of blocks, boxes and props before it.

    `above` maps each column that a cell of a row above takes here to the number of rows that it
    still takes. `firsts` has the first block number of each cell in the column where the cell
    begins, and `heights` the rows of the cell in each of its columns. `wrapped` is set where a cell
    holds elements of `IN_CELL`, `broken` where the row holds any other.
    """

    block: int
    box: int
    prop: int
    above: Mapping[int, int]
    firsts: list[int | None] = field(default_factory=list)
    heights: dict[int, int] = field(default_factory=dict)
    wrapped: bool = False
    broken: bool = False

    def begin_cell(self, written: str, block: int) -> None:
        """Add a cell in the next free column.

        `written` is its tag, and `block` the number of its first block.
        """
        while len(self.firsts) in self.above:
            self.firsts.append(None)
        column = len(self.firsts)
        self.firsts += [block, *[None] * (_span(written, "colspan", MAX_COLSPAN) - 1)]
        rows = _span(written, "rowspan", MAX_ROWSPAN)
        self.heights |= dict.fromkeys(range(column, min(len(self.firsts), MAX_COLUMNS)), rows)

    def columns(self, blocks: Sequence[Block]) -> list[Sequence[Block]]:
        """Return the blocks in each column; a wide cell has them in its first.

        There are none for a row of a layout.
        """
        if self.broken:
            return []
        found, end = list[Sequence[Block]](), len(blocks)
        for first in reversed(self.firsts):
            found.append(() if first is None else blocks[first:end])
            end = end if first is None else first
        if self.wrapped and any(len(column) > 1 for column in found):
            return []
        return found[::-1]


def _span(written: str, name: str, most: int) -> int:
    """Return the columns or rows of a cell, by the attribute of this name."""
    span = attribute(written, name)
    return max(1, min(int(span[:4]), most)) if span.isdecimal() else 1


def taken_below(heights: Mapping[int, int]) -> dict[int, int]:
    """Return the columns that cells of these heights take in the next row.

    Each comes with the number of rows that its cell still takes.
    """
    return {column: rows - 1 for column, rows in heights.items() if rows > 1}


class JoinedRow(NamedTuple):
    """A row's block, and where each of the joined texts begins in it."""

    block: Block
    offsets: list[int]


def row_block(columns: Sequence[Sequence[Block]], above: int, box: int) -> JoinedRow | None:
    """Return the block of a row's columns, in box number `box`.

    `above` counts the columns that cells of rows above take here. None for fewer than two cells
    with text, these included, and for the columns of a layout.
    """
    parts = [part for column in columns for part in column]
    if (
        not parts
        or sum(map(bool, columns)) + above < 2
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
