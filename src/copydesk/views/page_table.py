"""Shows the diffs of many pages as numbers, a row for each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich import box
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.table import Table

from copydesk.model.body import BODY, CUT
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import counted, shown_name, visible
from copydesk.views import palette
from copydesk.views.stats import cut_counts

# Wider than any name of a file: in a pipe no row is wrapped.
UNLIMITED = 10_000


class PageCounts(NamedTuple):
    """The words of a page, kept and cut, and the filter that cut most of them."""

    name: str
    status: str
    kept: int
    cut: int
    most: str = ""

    @classmethod
    def of(cls, page: Page, ledger: Ledger, name: str, status: str) -> PageCounts:
        """Return the counts of a page."""
        words, _ = cut_counts(page, ledger)
        cuts = Counter({who: number for (fate, who), number in words.items() if fate == CUT})
        most = min(cuts, key=lambda who: (-cuts[who], who), default="")
        return cls(shown_name(name), visible(status), words[BODY, ""], cuts.total(), visible(most))

    def cells(self) -> tuple[str, ...]:
        """Return the row."""
        share = self.cut / ((self.kept + self.cut) or 1)
        numbers = f"{self.kept:,}", f"{self.cut:,}", f"{share:.1%}"
        return self.name, self.status, *numbers, self.most


@dataclass(frozen=True)
class PageTable:
    """A table of the counts of pages.

    In a pipe it is as wide as the longest name.
    """

    pages: Iterable[PageCounts]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Table]:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        table.add_column("input", overflow="fold")
        table.add_column("status", no_wrap=True)
        for name in ("words kept", "cut", "share"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("most by", no_wrap=True)
        number = kept = cut = 0
        for page in self.pages:
            number, kept, cut = number + 1, kept + page.kept, cut + page.cut
            table.add_row(*page.cells(), style="" if page.cut else palette.QUIET)
        table.add_row(*PageCounts(counted(number, "page"), "", kept, cut).cells(), style="bold")
        if not console.is_terminal:
            wide = options.update(width=UNLIMITED)
            table.width = Measurement.get(console, wide, table).maximum
        yield table
