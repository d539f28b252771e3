"""The fate of a block as plain, escaped values for any view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from copydesk.model.block import Block
from copydesk.model.body import BODY, CUT, Fate, fates
from copydesk.model.entries import Find, Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import visible

# The kind of a note: a cut, a block kept again, a cut held back, a field's find.
Call = Literal["cut", "kept", "held", "field"]


class Note(NamedTuple):
    """A filter or field that decided about a block, and its evidence."""

    who: str
    why: str
    call: Call


class Piece(NamedTuple):
    """A stretch of a block's text and its fate.

    `again` is true where a filter cut it and a later one kept it.
    """

    text: str
    fate: str
    again: bool = False


class BlockFate(NamedTuple):
    """A block with its fate.

    `mark` is `-` cut, `*` taken by a field, `+` kept again, `!` a cut held back, or a space; `base`
    is the fate that the mark shows.
    """

    mark: str
    base: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def reading_finds(ledger: Ledger) -> dict[int, list[Find]]:
    """Map block numbers to the chosen finds that only read them."""
    found: dict[int, list[Find]] = {}
    for find in ledger.finds:
        if find.chosen and not find.takes and find.block is not None:
            found.setdefault(find.block, []).append(find)
    return found


def block_fates(page: Page, ledger: Ledger) -> Iterator[BlockFate]:
    """Yield the fate of every block of a page, in order."""
    reading = reading_finds(ledger)
    for block in page.blocks:
        yield block_fate(block, ledger, reading.get(block.number, []))


def block_fate(block: Block, ledger: Ledger, reading: list[Find]) -> BlockFate:
    """Return the fate of one block.

    `reading` are the finds that read a value in it and take nothing out.
    """
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
    """Yield the whole text in pieces.

    Text between two fates has no letters; it gets the base fate.
    """
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
    """Return the fate that the gutter shows: body, else field, else cut."""
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
    known = {fate.by.why for fate in laid if isinstance(fate.by, Find)}
    for find in reading:
        value = f"“{shown_value(find)}”"
        yield find_note(find)._replace(why=value) if find.why in known else find_note(find)
        known.add(find.why)


def find_note(find: Find) -> Note:
    """Return the note of a find: its field, its evidence and its value.

    The value is left out where the find takes it out of the block.
    """
    reason = find.why or find.who
    return Note(
        find.field,
        visible(reason) if find.takes else f"“{shown_value(find)}”, {visible(reason)}",
        "field",
    )


def shown_value(find: Find) -> str:
    """Return a find's value on one line, safe to display."""
    return visible(
        find.value
        if isinstance(find.value, str)
        else "; ".join(part for part in find.value if part)
    )
