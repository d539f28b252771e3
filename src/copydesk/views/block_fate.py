"""What became of a block, as any view shows it: its gutter mark, its text in pieces, and who
decided, and why. Plain values, made safe to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from copydesk.model.article import BODY, CUT, Fate, fates
from copydesk.model.ledger import Find, Ledger, Verdict
from copydesk.model.page import Block, Page
from copydesk.text.display import visible

Call = Literal["cut", "kept", "held", "field"]
"""What a note is of: a cut, a block kept again, a cut held back, a field's claim."""


class Note(NamedTuple):
    """Who decided something about a block, and why."""

    who: str
    why: str
    call: Call


class Piece(NamedTuple):
    """A stretch of a block's text and its fate; `again` where it was cut before and is kept."""

    text: str
    fate: str
    again: bool = False


class BlockFate(NamedTuple):
    """A block with its fate. `mark` is `-` cut, `*` taken by a field, `+` kept again, `!` a cut
    held back, or a space; `base` the fate that it shows.
    """

    mark: str
    base: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def reading_finds(ledger: Ledger) -> dict[int, list[Find]]:
    """Block number -> the chosen finds that read a value in it and take nothing out."""
    found: dict[int, list[Find]] = {}
    for find in ledger.finds:
        if find.chosen and not find.takes and find.block is not None:
            found.setdefault(find.block, []).append(find)
    return found


def metadata_finds(ledger: Ledger) -> list[Find]:
    """The chosen finds that no block shows: what the page's metadata says, and what its reader says
    of the whole page (`note`).
    """
    return [find for find in ledger.finds if find.chosen and find.block is None]


def block_fates(page: Page, ledger: Ledger) -> Iterator[BlockFate]:
    """Every block of a page, in order."""
    reading = reading_finds(ledger)
    for block in page.blocks:
        yield block_fate(block, ledger, reading.get(block.number, []))


def block_fate(block: Block, ledger: Ledger, reading: list[Find]) -> BlockFate:
    """One block; `reading` are the finds that read a value in it and take nothing out."""
    laid = [fate for fate in fates(block, ledger) if _lettered(block, fate)] or list(
        fates(block, ledger)
    )
    cuts = [verdict for verdict in ledger.by_block.get(block.number, ()) if verdict.call == "cut"]
    held = [verdict for verdict in ledger.by_block.get(block.number, ()) if verdict.call == "held"]
    base = _base(laid)
    again = [fate for fate in laid if _kept_again(fate, cuts)]
    mark = _mark(base, len(again) == len(laid) and bool(laid), bool(held))
    return BlockFate(
        mark,
        base,
        tuple(_pieces(block, laid, base, again)),
        tuple(dict.fromkeys(_notes(laid, again, held, reading))),
    )


def _pieces(block: Block, laid: list[Fate], base: str, again: list[Fate]) -> Iterator[Piece]:
    """The text, whole: what lies between two fates has no letters, and goes with the base."""
    at = 0
    for fate in laid:
        if at < fate.start:
            yield Piece(visible(block.text[at : fate.start]), base)
        yield Piece(visible(block.text[fate.start : fate.end]), fate.fate, fate in again)
        at = fate.end
    if at < len(block.text):
        yield Piece(visible(block.text[at:]), base)


def _lettered(block: Block, fate: Fate) -> bool:
    return any(letter.isalnum() for letter in block.text[fate.start : fate.end])


def _base(laid: list[Fate]) -> str:
    """The fate that the gutter shows: what stands, or else what a field took, or else the cut."""
    found = [fate.fate for fate in laid]
    return (
        BODY if BODY in found or not found else next((fate for fate in found if fate != CUT), CUT)
    )


def _kept_again(fate: Fate, cuts: list[Verdict]) -> bool:
    if fate.fate != BODY or not isinstance(fate.by, Verdict):
        return False
    return any(
        cut.span is None or (cut.span[0] < fate.end and cut.span[1] > fate.start) for cut in cuts
    )


def _mark(base: str, again: bool, held: bool) -> str:
    if base == CUT:
        return "-"
    if base != BODY:
        return "*"
    return "+" if again else "!" if held else " "


def _notes(
    laid: list[Fate], again: list[Fate], held: list[Verdict], reading: list[Find]
) -> Iterator[Note]:
    for fate in laid:
        if isinstance(fate.by, Find):
            yield find_note(fate.by)
        elif fate.by and (fate.fate == CUT or fate in again):
            yield Note(
                visible(fate.by.who), visible(fate.by.why), "cut" if fate.fate == CUT else "kept"
            )
    for verdict in held:
        yield Note(visible(verdict.who), visible(verdict.why), "held")
    for find in reading:
        yield find_note(find)


def find_note(find: Find) -> Note:
    """Which field a find is for, what it read where that is not what it took, and why."""
    reason = find.why or find.who
    return Note(
        find.field,
        visible(reason) if find.takes else f"“{shown_value(find)}”, {visible(reason)}",
        "field",
    )


def shown_value(find: Find) -> str:
    """What a find says its field is, on one line and safe to show."""
    return visible(
        find.value
        if isinstance(find.value, str)
        else "; ".join(part for part in find.value if part)
    )
