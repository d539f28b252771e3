"""The whole page as copydesk left it: gutter marks, the text, and beside or below it who decided,
and why.
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
from copydesk.views.layout import HiddenBlocks, in_context, spaced, wrapped
from copydesk.views.link import linked

GUTTER = 2
BESIDE = 110
"""From this width the notes stand beside the text; a narrower text column would be hard to read."""
LONGEST_LINE = 100
"""The text column is no wider: longer lines are hard to read."""
NOTES = (36, 64)
"""The least and the greatest width of the notes' column: a third of the whole between them."""
UNRULY = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
"""Nothing stands beside a text with these: letters from right to left turn the whole row on
terminals that turn any, and of an emoji that is made of several (with a joiner, a variation
selector, a skin tone, flags) terminals do not agree how wide it is.
"""
LEGEND = (
    "- cut   * taken by a field   + kept again   ! a cut held back   inside a line "
    "[-cut-] [*field: taken*] [+kept+]"
)


@dataclass(frozen=True)
class Diff:
    """The renderable: as wide as the console. `context` blocks stand around what was cut or taken,
    None is all; `clickable` as for `linked`.
    """

    page: Page
    ledger: Ledger
    context: int | None = None
    clickable: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        layout = Layout(console, options.max_width)
        if self.page.url:
            yield Text("  ").append_text(linked(self.page.url, self.clickable))
        yield from layout.known(self.ledger)
        yield from spaced(self._shown(layout), Text(""))

    def _shown(self, layout: Layout) -> Iterator[tuple[str, list[Text]]]:
        before: tuple[Note, ...] = ()
        for shown in in_context(diff_blocks(self.page, self.ledger), self.context):
            if isinstance(shown, HiddenBlocks):
                yield "", [Text("  ").append_text(shown.line())]
                before = ()
            else:
                yield shown.mark, list(layout.rows(shown, before))
                before = shown.notes


class Layout:
    """Sets entries in the columns of a console of some width."""

    def __init__(self, console: Console, width: int) -> None:
        self._console = console
        self._width = max(width, 20)
        notes = min(max(self._width // 3, NOTES[0]), NOTES[1])
        self._text_width = (
            min(self._width - GUTTER * 2 - notes, LONGEST_LINE)
            if self._width >= BESIDE
            else self._width - GUTTER
        )
        self._note_width = min(notes, self._width - GUTTER * 2 - self._text_width)

    def known(self, ledger: Ledger) -> Iterator[Text]:
        """The finds that no block shows."""
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
        """The rows of an entry. A note that the entry before had too is only named."""
        text = wrapped(self._console, entry.text, self._text_width) or [Text("")]
        notes = [note._replace(why="″") if note in before else note for note in entry.notes]
        unruly = UNRULY.search(entry.text.plain) is not None
        if self._width >= BESIDE and not unruly:
            yield from self._beside(
                entry, text, [row for note in notes for row in self._note(note, self._note_width)]
            )
        elif len(notes) == 1 and not unruly and (column := self._column(text[-1], notes[0])):
            yield from self._beside(
                entry, text, [*([None] * (len(text) - 1)), _note_text(notes[0])], column
            )
        else:
            yield from self._beside(entry, text, [])
            for note in notes:
                for number, row in enumerate(self._note(note, self._width - GUTTER * 3)):
                    yield Text.assemble(("  ↳ " if not number else "    "), row)

    def _column(self, text: Text, note: Note) -> int:
        """Where a note stands beside the last row of a text on a narrow console: past most lines of
        a menu; 0 where there is no room.
        """
        column = max(self._width * 2 // 5, text.cell_len + GUTTER)
        return column if column + _note_text(note).cell_len <= self._width - GUTTER else 0

    def _beside(
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
        """A note in rows, its reason hung under its beginning."""
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
