"""A table's row as one block of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.model.block import CELL_SEPARATOR, Block, Link, Style
from copydesk.model.limits import MAX_BLOCK_CHARACTERS

LONGEST_CELL = 200
"""Characters of the longest cell of a row that is one block; longer cells are a layout's columns.
"""


class OpenRow(NamedTuple):
    """An open table row: the numbers of blocks, boxes and props before it.

    The first is negative where the row holds more than cells.
    """

    block: int
    box: int
    prop: int


class JoinedRow(NamedTuple):
    """A row's block, and where each cell's text begins in it."""

    block: Block
    offsets: list[int]


def row_block(cells: Sequence[Block], box: int) -> JoinedRow | None:
    """Return the block of a row's cells, in box number `box`.

    None for fewer than two cells, and for the columns of a layout.
    """
    if (
        len(cells) < 2
        or sum(len(cell.text) for cell in cells) > MAX_BLOCK_CHARACTERS
        or any(len(cell.text) > LONGEST_CELL for cell in cells)
    ):
        return None
    offsets, links, styles, size = list[int](), list[Link](), list[Style](), 0
    for cell in cells:
        offsets.append(size)
        links += [
            link._replace(start=link.start + size, end=link.end + size) for link in cell.links
        ]
        styles += [
            style._replace(start=style.start + size, end=style.end + size) for style in cell.styles
        ]
        size += len(cell.text) + len(CELL_SEPARATOR)
    text = CELL_SEPARATOR.join(cell.text for cell in cells)
    linked = sum(cell.linked for cell in cells)
    return JoinedRow(
        Block(
            cells[0].number,
            text,
            "table-row",
            0,
            tuple(links),
            linked,
            box,
            "tr",
            styles=tuple(styles),
        ),
        offsets,
    )
