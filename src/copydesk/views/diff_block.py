"""Styles a block for the diff: gutter mark, marked text and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text

from copydesk.model.block import Block
from copydesk.model.body import BODY, CUT
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.views import palette
from copydesk.views.block_fate import BlockFate, Note, Piece, block_fate, block_fates

CALL_STYLES = {
    "cut": palette.CUT,
    "kept": palette.KEPT,
    "held": palette.HELD,
    "field": palette.FIELD,
}
MARK_STYLES = {"-": palette.CUT, "+": palette.KEPT, "!": palette.HELD, "*": palette.FIELD, " ": ""}


class DiffBlock(NamedTuple):
    """A block as the diff shows it.

    `number` is the block's, as `explain` takes it. `mark` is `-` cut, `*` taken by a field, `+`
    kept again, `!` a cut held back, or a space; `style` is its colour. `kept` is its text in the
    article's body; `marked` is true where any part of it was cut, taken or kept again.
    """

    number: int
    mark: str
    style: str
    text: Text
    notes: tuple[Note, ...]
    kept: str = ""
    marked: bool = True


def diff_blocks(page: Page, ledger: Ledger) -> Iterator[DiffBlock]:
    """Yield a DiffBlock for each block of a page, in order."""
    for block, found in zip(page.blocks, block_fates(page, ledger), strict=True):
        yield _diff_block(block, found)


def diff_block(block: Block, ledger: Ledger, reading: list[Find]) -> DiffBlock:
    """Return the DiffBlock of one block.

    `reading` are the finds that read a value in it and take nothing out.
    """
    return _diff_block(block, block_fate(block, ledger, reading))


def _diff_block(block: Block, found: BlockFate) -> DiffBlock:
    style = MARK_STYLES[found.mark]
    text = Text(style=style if found.mark in "-*+" else "bold" if block.kind == "heading" else "")
    if found.mark == "*":
        text.append(f"{found.base}: ", "bold")
    for piece in found.pieces:
        text.append(_piece(piece, found))
    kept = "".join(piece.text for piece in found.pieces if piece.fate == BODY).strip()
    marked = found.mark != " " or any(piece.again or piece.fate != BODY for piece in found.pieces)
    return DiffBlock(block.number, found.mark, style, text, found.notes, kept, marked)


def _piece(piece: Piece, found: BlockFate) -> Text:
    if piece.again and found.mark != "+":
        return Text(f"[+{piece.text}+]", palette.KEPT)
    if piece.fate == found.base:
        return Text(piece.text)
    return (
        Text(f"[-{piece.text}-]", palette.CUT)
        if piece.fate == CUT
        else Text(f"[*{piece.fate}: {piece.text}*]", palette.FIELD)
    )
