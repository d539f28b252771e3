"""Shows the whole page with gutter marks, and the reasons beside it.

Each block has its fate's mark, its text, and the filter or field that decided it, with the
evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.text import Text

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import visible
from copydesk.views import palette
from copydesk.views.block_fate import Note, metadata_finds, shown_value
from copydesk.views.diff_block import CALL_STYLES, DiffBlock, diff_blocks
from copydesk.views.layout import MAX_TEXT_WIDTH, HiddenBlocks, in_context, spaced, wrapped
from copydesk.views.link import linked

GUTTER = 2
# Columns from which notes are beside the text; on less the text would be hard to read.
MIN_WIDTH_FOR_NOTES = 110
# Least and greatest width of the notes' column, in columns; between them it is a third of the
# whole.
NOTE_WIDTHS = (36, 64)
# No note is beside a text with these: right-to-left letters reverse the whole row on some
# terminals, and terminals disagree on the width of emoji built of several characters (with a
# joiner, a variation selector, a skin tone, flags).
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

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        layout = DiffLayout(console, options.max_width)
        if self.page.url:
            yield Text("  ").append_text(linked(self.page.url, self.clickable))
        yield from layout.metadata_rows(self.ledger)
        yield from spaced(self._shown(layout), Text(""))

    def _shown(self, layout: DiffLayout) -> Iterator[tuple[str, list[Text]]]:
        before: tuple[Note, ...] = ()
        for shown in in_context(diff_blocks(self.page, self.ledger), self.context):
            if isinstance(shown, HiddenBlocks):
                yield "", [Text("  ").append_text(shown.line())]
                before = ()
            else:
                yield shown.mark, list(layout.rows(shown, before))
                before = shown.notes


class DiffLayout:
    """Sets blocks and notes in the columns of a console."""

    def __init__(self, console: Console, width: int) -> None:
        self._console = console
        self._width = max(width, 20)
        notes = min(max(self._width // 3, NOTE_WIDTHS[0]), NOTE_WIDTHS[1])
        self._text_width = (
            min(self._width - GUTTER * 2 - notes, MAX_TEXT_WIDTH)
            if self._width >= MIN_WIDTH_FOR_NOTES
            else self._width - GUTTER
        )
        self._note_width = min(notes, self._width - GUTTER * 2 - self._text_width)

    def metadata_rows(self, ledger: Ledger) -> Iterator[Text]:
        """Yield the finds that no block of the page shows."""
        found = metadata_finds(ledger)
        for find in found:
            text = Text.assemble(
                (f"{find.field}: ", "bold"), shown_value(find), style=palette.FIELD
            )
            note = Note(
                visible(find.who), "" if find.why == find.who else visible(find.why), "field"
            )
            yield from self.rows(DiffBlock("*", palette.FIELD, text, (note,)), ())
        if found:
            yield Text("")

    def rows(self, entry: DiffBlock, before: tuple[Note, ...]) -> Iterator[Text]:
        """Yield the rows of a block.

        A note that the block above has too is shown as a ditto mark.
        """
        text = wrapped(self._console, entry.text, self._text_width) or [Text("")]
        notes = [note._replace(why="″") if note in before else note for note in entry.notes]
        ambiguous = AMBIGUOUS_WIDTH.search(entry.text.plain) is not None
        if self._width >= MIN_WIDTH_FOR_NOTES and not ambiguous:
            yield from self._with_notes(
                entry, text, [row for note in notes for row in self._note(note, self._note_width)]
            )
        elif len(notes) == 1 and not ambiguous and (column := self._column(text[-1], notes[0])):
            yield from self._with_notes(
                entry, text, [*([None] * (len(text) - 1)), _note_text(notes[0])], column
            )
        else:
            yield from self._with_notes(entry, text, [])
            for note in notes:
                for number, row in enumerate(self._note(note, self._width - GUTTER * 3)):
                    yield Text.assemble(("  ↳ " if not number else "    "), row)

    def _column(self, text: Text, note: Note) -> int:
        """Return the column of a note on a narrow console, 0 for no room.

        It is right of most lines of a menu.
        """
        column = max(self._width * 2 // 5, text.cell_len + GUTTER)
        return column if column + _note_text(note).cell_len <= self._width - GUTTER else 0

    def _with_notes(
        self, entry: DiffBlock, text: list[Text], notes: Sequence[Text | None], column: int = 0
    ) -> Iterator[Text]:
        column = column or self._text_width + GUTTER
        for number, (left, right) in enumerate(zip_longest(text, notes)):
            row = Text.assemble(
                (
                    f"{entry.mark} " if not number else "  ",
                    f"{entry.style} bold" if entry.style else "",
                ),
                left or "",
            )
            if right:
                row.append(" " * (column - cell_len(left.plain if left else "")))
                row.append_text(right)
            row.rstrip()
            yield row

    def _note(self, note: Note, width: int) -> list[Text]:
        """Return a note's rows, the reason indented under the first."""
        rows = wrapped(self._console, _note_text(note), width)
        if len(rows) < 2:
            return rows
        rest = Text(" ").join(rows[1:])
        return [
            rows[0],
            *(Text.assemble("  ", row) for row in wrapped(self._console, rest, width - 2)),
        ]


def _note_text(note: Note) -> Text:
    return Text.assemble(
        (note.who, CALL_STYLES[note.call]), ("  " + note.why if note.why else "", palette.QUIET)
    )
