"""The tables at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from copydesk.batch.progress import on_stderr
from copydesk.batch.tally import Tally
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from rich.table import Table

MOST_FILTERS = 12


def show_summary(tally: Tally) -> None:
    """Print tables of statuses, cuts, slowest and most doubtful pages."""
    console = on_stderr()
    for table in _tables(tally):
        console.print(table)


def _tables(tally: Tally) -> Iterator[Table]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    def made(rows: Sequence[tuple[str, ...]], *heads: str) -> Table:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for number, head in enumerate(heads):
            table.add_column(
                head,
                justify="right"
                if number and heads[0] != "seconds" and heads[0] != "confidence"
                else "left",
                overflow="fold",
            )
        for row in rows:
            table.add_row(*map(Text, row))
        return table

    by_status = sorted(tally.statuses.items(), key=lambda one: (-one[1], one[0]))
    yield made(
        [(status, f"{number:,}", f"{number / tally.pages:.1%}") for status, number in by_status],
        "status",
        "pages",
        "share",
    )
    cuts = sorted(tally.cuts.items(), key=lambda one: (-one[1][1], one[0]))
    rows = [
        (who, f"{lines:,}", f"{words:,}", f"{pages:,}")
        for who, (lines, words, pages) in cuts[:MOST_FILTERS]
    ]
    if len(cuts) > MOST_FILTERS:
        rest = [sum(one[1][part] for one in cuts[MOST_FILTERS:]) for part in (0, 1)]
        rows.append(
            (counted(len(cuts) - MOST_FILTERS, "other"), f"{rest[0]:,}", f"{rest[1]:,}", "")
        )
    if rows:
        yield made(rows, "filter", "lines cut", "words cut", "pages")
    if tally.slowest:
        yield made(
            [(f"{seconds:.2f}", shown_name(name)) for seconds, name in tally.slowest],
            "seconds",
            "the slowest pages of this run",
        )
    if tally.doubtful:
        yield made(
            [(f"{sure:.2f}", shown_name(name)) for sure, name in tally.doubtful],
            "confidence",
            "the most doubtful articles",
        )
