"""Progress of a run: a bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, Task, TaskID
    from rich.text import Text

REFRESHES_PER_SECOND = 4


class RunProgress:
    """Receives the progress of a run and shows nothing. A context manager."""

    def __enter__(self) -> RunProgress:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what is shown."""

    def started(self, size: int, of: str = "pages") -> None:
        """Begin a pass over `size` units: bytes, or steps.

        `of` names what is counted.
        """

    def step(self, done: int, read: int, note: str) -> None:
        """Report a step: the units done, the units read, and a note."""


class ProgressBar(RunProgress):
    """A bar with the share, the rate and the time left, in 80 columns."""

    def __init__(self, console: Console, now: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._now = now
        self._progress: Progress | None = None
        self._bar: TaskID | None = None

    def __exit__(self, *_: object) -> None:
        """Remove the bar."""
        if self._progress:
            self._progress.stop()

    def started(self, size: int, of: str = "pages") -> None:
        """Begin a pass; the bar is full when all of its units are read."""
        from rich.progress import BarColumn, Progress

        if self._progress and self._bar is not None:
            self._progress.remove_task(self._bar)
        else:
            self._progress = Progress(
                BarColumn(None),
                _line_column(),
                console=self._console,
                transient=True,
                expand=True,
                refresh_per_second=REFRESHES_PER_SECOND,
                get_time=self._now,
            )
            self._progress.start()
        self._bar = self._progress.add_task("", total=max(size, 1), done=0, of=of, note="")

    def step(self, done: int, read: int, note: str) -> None:
        """Move the bar."""
        if self._progress and self._bar is not None:
            self._progress.update(self._bar, completed=read, done=done, note=note)


def _line_column() -> ProgressColumn:
    from rich.progress import ProgressColumn
    from rich.table import Column

    class LineColumn(ProgressColumn):
        """Share, count, rate, time left and note."""

        def render(self, task: Task) -> Text:
            """Return the line beside the bar."""
            from rich.text import Text

            return Text(progress_line(task))

    return LineColumn(Column(no_wrap=True))


def progress_line(task: Task) -> str:
    """Format the progress of a pass."""
    fields = task.fields
    seconds = task.elapsed or 0.0
    rate = fields["done"] / seconds if seconds else 0
    left = f", {clock(seconds * (100 / task.percentage - 1))} left" if task.percentage else ""
    note = f"  {fields['note']}" if fields["note"] else ""
    return f"{task.percentage:3.0f}%  {fields['done']:,} {fields['of']}, {rate:,.0f}/s{left}{note}"


def progress_for(quiet: bool) -> RunProgress:
    """Return a progress bar on a terminal, unless `quiet`."""
    return ProgressBar(on_stderr()) if not quiet and has_room_for_a_bar() else RunProgress()


def has_room_for_a_bar() -> bool:
    """Return whether standard error is a terminal that can erase a line.

    On one that cannot, each move of the bar would stay as a line of its own.
    """
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def clock(seconds: float) -> str:
    """Format a time as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return (
        f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
        if minutes >= 60
        else f"{minutes}:{rest:02d}"
    )


def on_stderr() -> Console:
    """Return the console for the bar and the tables."""
    from rich.console import Console

    from copydesk.views.palette import in_colour

    return in_colour(
        lambda system: Console(
            stderr=True, highlight=False, markup=False, emoji=False, color_system=system
        )
    )
