"""Shows a page with gutter marks and the reason for each.

The fields are listed first. Each block then has its number, its fate's mark, its text, and the
filter or field that decided it, with the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.text import Text

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.views import palette
from copydesk.views.block_fate import Note
from copydesk.views.diff_block import CALL_STYLES, DiffBlock, diff_blocks
from copydesk.views.field_header import field_lines
from copydesk.views.layout import (
    MAX_TEXT_WIDTH,
    Gutter,
    HiddenBlocks,
    in_context,
    segments,
    spaced,
    wrapped,
)
from copydesk.views.link import linked

# Columns between the text and the reason.
GAP = 2
# Share of the console that the reasons have, up to a number of columns. Most reasons fit on one row
# of 45 columns, those of a page of 100; text without a reason has the whole width.
NOTE_SHARE = 0.45
MAX_NOTE_WIDTH = 64
# Column of the names in the list of fields.
NAME_WIDTH = 15
MIN_WIDTH = 40
# The reason is below a text with these, not beside it: right-to-left letters reverse the whole row
# on some terminals, and terminals disagree on the width of emoji built of several characters (with
# a joiner, a variation selector, a skin tone, flags).
AMBIGUOUS_WIDTH = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
LEGEND = (
    "- cut   * taken by a field   + kept again   ! a cut held back   inside a line "
    "[-cut-] [*field: taken*] [+kept+]"
)


@dataclass(frozen=True)
class Diff:
    """The diff of a page, as wide as the console.

    `context` is the number of unchanged blocks shown around each marked one, None for all;
    `clickable` is that of `linked`.
    """

    page: Page
    ledger: Ledger
    context: int | None = None
    clickable: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        layout = DiffLayout(console, options.max_width, len(self.page.blocks))
        yield from segments(console, layout.header(self.page, self.ledger, self.clickable))
        blocks = in_context(diff_blocks(self.page, self.ledger), self.context)
        yield from segments(console, layout.blocks(blocks))


class DiffLayout:
    """Sets blocks and reasons in the columns of a console."""

    def __init__(self, console: Console, width: int, blocks: int) -> None:
        self._console = console
        self._gutter = Gutter.of(blocks)
        self._width = max(width, MIN_WIDTH)
        notes = min(int(self._width * NOTE_SHARE), MAX_NOTE_WIDTH)
        self._text_width = min(self._width - self._gutter.width - GAP - notes, MAX_TEXT_WIDTH)
        self._note_column = self._gutter.width + self._text_width + GAP
        self._note_width = min(self._width - self._note_column, MAX_NOTE_WIDTH)

    def header(self, page: Page, ledger: Ledger, clickable: bool) -> Iterator[Text]:
        """Yield the URL and the fields, with a line below them."""
        if page.url:
            yield linked(page.url, clickable)
        indent = " " * (NAME_WIDTH + 1)
        for field in field_lines(ledger):
            text = Text.assemble(field.value, ("  " + field.place, palette.QUIET))
            width = min(self._width - len(indent), MAX_TEXT_WIDTH)
            for number, row in enumerate(wrapped(self._console, text, width)):
                name = Text(f"{field.name:<{NAME_WIDTH}} ", f"bold {palette.FIELD}")
                yield Text.assemble(indent if number else name, row)
        yield Text("─" * self._width, palette.QUIET)

    def blocks(self, blocks: Iterator[DiffBlock | HiddenBlocks]) -> Iterator[Text]:
        """Yield the rows of blocks, in order."""
        return spaced(self._shown(blocks), Text(""))

    def _shown(
        self, blocks: Iterator[DiffBlock | HiddenBlocks]
    ) -> Iterator[tuple[str, list[Text]]]:
        before: tuple[Note, ...] = ()
        for shown in blocks:
            if isinstance(shown, HiddenBlocks):
                yield "", [Text(" " * self._gutter.width).append_text(shown.line())]
                before = ()
            else:
                yield shown.mark, list(self._rows(shown, before))
                before = shown.notes

    def _rows(self, entry: DiffBlock, before: tuple[Note, ...]) -> Iterator[Text]:
        """Yield the rows of a block.

        A reason that the block above has too is shown as a ditto mark.
        """
        notes = [note._replace(why="″") if note in before else note for note in entry.notes]
        whole = min(self._width - self._gutter.width, MAX_TEXT_WIDTH)
        below = bool(notes) and AMBIGUOUS_WIDTH.search(entry.text.plain) is not None
        width = whole - GAP if below else self._note_width
        reasons = [row for note in notes for row in self._note(note, width)]
        text = self._text(entry.text, 0 if below else len(reasons), whole)
        yield from self._beside(self._gutter.beside(entry, text), [] if below else reasons)
        for number, row in enumerate(reasons if below else ()):
            lead = " " * self._gutter.width + ("↳ " if not number else "  ")
            yield Text.assemble(lead, row)

    def _text(self, text: Text, beside: int, whole: int) -> list[Text]:
        """Return a block's rows of text.

        Rows beside reasons are narrow; those below use the `whole` width.
        """
        if "\t" in text.plain:
            text = text.copy()
            text.expand_tabs()  # as wrapping does: the rows are found again in the text below
        rows = wrapped(self._console, text, self._text_width if beside else whole)
        if len(rows) <= beside + 1 or not beside:
            return rows
        end = 0
        for row in rows[:beside]:
            end = text.plain.index(row.plain, end) + len(row.plain)
        rest = text[end + len(text.plain[end:]) - len(text.plain[end:].lstrip()) :]
        return [*rows[:beside], *wrapped(self._console, rest, whole)]

    def _beside(self, left: list[Text], notes: Sequence[Text]) -> Iterator[Text]:
        for text, note in zip_longest(left, notes):
            row = text or Text()
            if note:
                row.append(" " * (self._note_column - row.cell_len))
                row.append_text(note)
            row.rstrip()
            yield row

    def _note(self, note: Note, width: int) -> list[Text]:
        """Return a reason's rows, those after the first indented."""
        text = Text.assemble(
            (note.who, CALL_STYLES[note.call]), (f"  {note.why}" if note.why else "", palette.QUIET)
        )
        rows = wrapped(self._console, text, width)
        if len(rows) < 2:
            return rows
        rest = Text(" ").join(rows[1:])
        return [
            rows[0],
            *(Text.assemble("  ", row) for row in wrapped(self._console, rest, width - 2)),
        ]
