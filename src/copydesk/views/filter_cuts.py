"""Shows only the lines that some filters cut, over many pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.views.diff import DiffLayout
from copydesk.views.diff_block import DiffBlock, diff_blocks
from copydesk.views.layout import ConsoleRow, in_context


@dataclass(frozen=True)
class FilterCuts:
    """The blocks of a page of which these filters cut all or a part.

    `context` is the number of other blocks shown around each.
    """

    page: Page
    ledger: Ledger
    names: Collection[str]
    context: int

    @property
    def lines(self) -> list[DiffBlock]:
        """The blocks with a cut."""
        return [entry for entry in self._entries() if entry.marked]

    def _entries(self) -> Iterator[DiffBlock]:
        for entry in diff_blocks(self.page, self.ledger):
            cut = any(note.call == "cut" and note.who in self.names for note in entry.notes)
            yield entry._replace(marked=cut)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[ConsoleRow]:
        layout = DiffLayout(console, options.max_width, len(self.page.blocks))
        if self.context:
            yield from map(ConsoleRow, layout.blocks(in_context(self._entries(), self.context)))
        else:
            yield from (ConsoleRow(row) for row in layout.blocks(iter(self.lines)) if row.plain)
