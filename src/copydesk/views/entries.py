"""What the diff says of each block: its gutter mark, its text with the marks inside it, and who decided, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text

from copydesk.article import BODY, CUT, Fate, fates
from copydesk.ledger import Find, Ledger, Verdict
from copydesk.page import Block, Page
from copydesk.views.visible import visible

CUT_STYLE, KEPT_STYLE, HELD_STYLE, FIELD_STYLE = "red", "green", "yellow", "cyan"


class Note(NamedTuple):
    """Who decided something about a block, and why; `style` is its colour."""

    who: str
    why: str
    style: str


class Entry(NamedTuple):
    """A block as the diff shows it. `mark` is `-` cut, `*` taken by a field, `+` kept again, `!` a cut held back, or a space."""

    mark: str
    style: str
    text: Text
    notes: tuple[Note, ...]


def entries(page: Page, ledger: Ledger) -> Iterator[Entry]:
    """An entry for each block, in order."""
    reading: dict[int, list[Find]] = {}
    for find in ledger.finds:
        if find.chosen and not find.takes and find.block is not None:
            reading.setdefault(find.block, []).append(find)
    for block in page.blocks:
        yield entry(block, ledger, reading.get(block.number, []))


def entry(block: Block, ledger: Ledger, reading: list[Find]) -> Entry:
    """The entry of one block; `reading` are the finds that read a value in it and take nothing out."""
    laid = [fate for fate in fates(block, ledger) if _lettered(block, fate)] or list(fates(block, ledger))
    cuts = [verdict for verdict in ledger.by_block.get(block.number, ()) if verdict.call == "cut"]
    held = [verdict for verdict in ledger.by_block.get(block.number, ()) if verdict.call == "held"]
    base = _base(laid)
    again = [fate for fate in laid if _kept_again(fate, cuts)]
    mark, style = _mark(base, len(again) == len(laid) and bool(laid), bool(held))
    text = Text(style=style if mark in "-*+" else "bold" if block.kind == "heading" else "")
    if mark == "*":
        text.append(f"{base}: ", "bold")
    at = 0
    for fate in laid:
        text.append(visible(block.text[at : fate.start]))
        text.append(_piece(block, fate, base, fate in again and mark != "+"))
        at = fate.end
    text.append(visible(block.text[at:]))
    return Entry(mark, style, text, tuple(_notes(laid, again, held, reading)))


def _lettered(block: Block, fate: Fate) -> bool:
    return any(letter.isalnum() for letter in block.text[fate.start : fate.end])


def _base(laid: list[Fate]) -> str:
    """The fate that the gutter shows: what stands, or else what a field took, or else the cut."""
    found = [fate.fate for fate in laid]
    return BODY if BODY in found or not found else next((fate for fate in found if fate != CUT), CUT)


def _kept_again(fate: Fate, cuts: list[Verdict]) -> bool:
    if fate.fate != BODY or not isinstance(fate.by, Verdict):
        return False
    return any(cut.span is None or (cut.span[0] < fate.end and cut.span[1] > fate.start) for cut in cuts)


def _mark(base: str, again: bool, held: bool) -> tuple[str, str]:
    if base == CUT:
        return "-", CUT_STYLE
    if base != BODY:
        return "*", FIELD_STYLE
    return ("+", KEPT_STYLE) if again else ("!", HELD_STYLE) if held else (" ", "")


def _piece(block: Block, fate: Fate, base: str, again: bool) -> Text:
    words = visible(block.text[fate.start : fate.end])
    if again:
        return Text(f"[+{words}+]", KEPT_STYLE)
    if fate.fate == base:
        return Text(words)
    return Text(f"[-{words}-]", f"{CUT_STYLE} strike") if fate.fate == CUT else Text(f"[*{fate.fate}: {words}*]", FIELD_STYLE)


def _notes(laid: list[Fate], again: list[Fate], held: list[Verdict], reading: list[Find]) -> Iterator[Note]:
    seen: set[Note] = set()
    for note in _all_notes(laid, again, held, reading):
        if note not in seen:
            seen.add(note)
            yield note


def _all_notes(laid: list[Fate], again: list[Fate], held: list[Verdict], reading: list[Find]) -> Iterator[Note]:
    for fate in laid:
        if isinstance(fate.by, Find):
            yield find_note(fate.by)
        elif fate.by and (fate.fate == CUT or fate in again):
            yield Note(visible(fate.by.who), visible(fate.by.why), CUT_STYLE if fate.fate == CUT else KEPT_STYLE)
    for verdict in held:
        yield Note(visible(verdict.who), visible(verdict.why), HELD_STYLE)
    for find in reading:
        yield find_note(find)


def find_note(find: Find) -> Note:
    """Which field a find is for, what it read where that is not what it took, and why."""
    value = find.value if isinstance(find.value, str) else "; ".join(part for part in find.value if part)
    reason = find.why or find.who
    return Note(find.field, visible(reason if find.takes else f"“{value}”, {reason}"), FIELD_STYLE)
