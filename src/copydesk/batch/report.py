"""How a run gets on and how it ended: a display on a terminal, now and then a line in a pipe, and the tables at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from copydesk.batch.journal import State
from copydesk.batch.plan import Plan
from copydesk.batch.tally import Tally
from copydesk.views.visible import shown_name

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID
    from rich.table import Table

EVERY = 15.0
"""Seconds between two lines in a pipe."""
FIRST = 5.0
MOST_FILTERS = 12


class Quiet:
    """Says nothing."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was shown."""

    def started(self, plan: Plan, state: State) -> None:
        """The inputs are counted."""

    def step(self, tally: Tally, read: int) -> None:
        """A task is done."""


class Lines(Quiet):
    """A line on stderr every so often."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._next = time.monotonic() + FIRST

    def started(self, plan: Plan, state: State) -> None:
        """The inputs are counted."""
        self._pace.begin(plan.size, state.tally.pages)

    def step(self, tally: Tally, read: int) -> None:
        """A task is done; whether a line is due."""
        self._pace.step(tally.pages, read)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            sys.stderr.write(f"copydesk: {self._pace.line()}, {statuses(tally)}\n")
            sys.stderr.flush()


class Pace:
    """How fast a run is, and when it will be done, by the bytes of the inputs."""

    def __init__(self) -> None:
        self.size = self.pages = self.read = 0
        self._first_pages, self._first_read = 0, -1
        self._began = time.monotonic()

    def begin(self, size: int, pages: int) -> None:
        """It begins, after so many pages that were done before."""
        self.size, self.pages, self._first_pages, self._began = size, pages, pages, time.monotonic()

    def step(self, pages: int, read: int) -> None:
        """So many pages are done, and so many bytes read."""
        if self._first_read < 0:
            self._first_read = read
        self.pages, self.read = pages, read

    def speed(self) -> float:
        """Pages a second."""
        return (self.pages - self._first_pages) / max(time.monotonic() - self._began, 0.001)

    def left(self) -> float | None:
        """Seconds that are left, or None where too little is done to tell."""
        done = self.read - self._first_read
        return (self.size - self.read) * (time.monotonic() - self._began) / done if done > 0 else None

    def line(self) -> str:
        """The pace in a few words."""
        share = f"{min(self.read / self.size, 1):.0%}" if self.size else "100%"
        left = self.left()
        return f"{self.pages:,} pages, {share}, {self.speed():,.0f} a second{f', {clock(left)} left' if left is not None else ''}"


def clock(seconds: float) -> str:
    """A time as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"


def statuses(tally: Tally) -> str:
    """How many pages have which status, the most frequent first."""
    return ", ".join(f"{number:,} {status}" for status, number in sorted(tally.statuses.items(), key=lambda one: (-one[1], one[0])))


class Display(Quiet):
    """A bar on the terminal."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._progress: Progress | None = None
        self._bar: TaskID | None = None

    def __exit__(self, *_: object) -> None:
        """Takes the bar away."""
        if self._progress:
            self._progress.stop()

    def started(self, plan: Plan, state: State) -> None:
        """The inputs are counted: the bar is as long as their bytes."""
        from rich.progress import BarColumn, Progress, TextColumn

        self._pace.begin(plan.size, state.tally.pages)
        columns = (BarColumn(24), TextColumn("{task.description}", markup=False))
        self._progress = Progress(*columns, console=on_stderr(), transient=True, refresh_per_second=4)
        self._bar = self._progress.add_task("counting", total=max(plan.size, 1))
        self._progress.start()

    def step(self, tally: Tally, read: int) -> None:
        """A task is done."""
        self._pace.step(tally.pages, read)
        if self._progress and self._bar is not None:
            self._progress.update(self._bar, completed=read, description=f"{self._pace.line()} · {statuses(tally)}")


def on_stderr() -> Console:
    """The console that the display and the tables stand on."""
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR"))
    return Console(stderr=True, highlight=False, markup=False, emoji=False, color_system=None if plain else "auto")


def show_summary(tally: Tally) -> None:
    """The tables at the end: by status, by filter, the slowest pages and the doubtful ones."""
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
            table.add_column(head, justify="right" if number and heads[0] != "seconds" and heads[0] != "confidence" else "left", overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        return table

    by_status = sorted(tally.statuses.items(), key=lambda one: (-one[1], one[0]))
    yield made([(status, f"{number:,}", f"{number / tally.pages:.1%}") for status, number in by_status], "status", "pages", "share")
    cuts = sorted(tally.cuts.items(), key=lambda one: (-one[1][1], one[0]))
    rows = [(who, f"{lines:,}", f"{words:,}", f"{pages:,}") for who, (lines, words, pages) in cuts[:MOST_FILTERS]]
    if len(cuts) > MOST_FILTERS:
        rest = [sum(one[1][part] for one in cuts[MOST_FILTERS:]) for part in (0, 1)]
        rows.append((f"{len(cuts) - MOST_FILTERS} others", f"{rest[0]:,}", f"{rest[1]:,}", ""))
    if rows:
        yield made(rows, "filter", "lines cut", "words cut", "pages")
    if tally.slowest:
        yield made([(f"{seconds:.2f}", shown_name(name)) for seconds, name in tally.slowest], "seconds", "the slowest pages of this run")
    if tally.doubtful:
        yield made([(f"{sure:.2f}", shown_name(name)) for sure, name in tally.doubtful], "confidence", "the most doubtful articles")
