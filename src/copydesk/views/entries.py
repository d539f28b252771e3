"""What the diff says of each block: its gutter mark, its text with the marks inside it, and who decided, and why, in the terminal's colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text

from copydesk.article import CUT
from copydesk.ledger import Find, Ledger
from copydesk.page import Block, Page
from copydesk.views.fated import Fated, Note, Piece, all_fated, fated

CUT_STYLE, KEPT_STYLE, HELD_STYLE, FIELD_STYLE = "red", "green", "yellow", "cyan"
CALL_STYLES = {"cut": CUT_STYLE, "kept": KEPT_STYLE, "held": HELD_STYLE, "field": FIELD_STYLE}
MARK_STYLES = {"-": CUT_STYLE, "+": KEPT_STYLE, "!": HELD_STYLE, "*": FIELD_STYLE, " ": ""}


class Entry(NamedTuple):
    """A block as the diff shows it. `mark` is `-` cut, `*` taken by a field, `+` kept again, `!` a cut held back, or a space; `style` is its colour."""

    mark: str
    style: str
    text: Text
    notes: tuple[Note, ...]


def entries(page: Page, ledger: Ledger) -> Iterator[Entry]:
    """An entry for each block, in order."""
    for block, found in zip(page.blocks, all_fated(page, ledger), strict=True):
        yield _entry(block, found)


def entry(block: Block, ledger: Ledger, reading: list[Find]) -> Entry:
    """The entry of one block; `reading` are the finds that read a value in it and take nothing out."""
    return _entry(block, fated(block, ledger, reading))


def _entry(block: Block, found: Fated) -> Entry:
    style = MARK_STYLES[found.mark]
    text = Text(style=style if found.mark in "-*+" else "bold" if block.kind == "heading" else "")
    if found.mark == "*":
        text.append(f"{found.base}: ", "bold")
    for piece in found.pieces:
        text.append(_piece(piece, found))
    return Entry(found.mark, style, text, found.notes)


def _piece(piece: Piece, found: Fated) -> Text:
    if piece.again and found.mark != "+":
        return Text(f"[+{piece.text}+]", KEPT_STYLE)
    if piece.fate == found.base:
        return Text(piece.text)
    return Text(f"[-{piece.text}-]", f"{CUT_STYLE} strike") if piece.fate == CUT else Text(f"[*{piece.fate}: {piece.text}*]", FIELD_STYLE)
