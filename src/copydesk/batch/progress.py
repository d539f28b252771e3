"""How a run gets on: a display on a terminal, now and then a line in a pipe, or nothing."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

EVERY = 15.0
"""Seconds between two lines in a pipe."""
FIRST = 5.0


class RunProgress:
    """Who is told how a run gets on. A context: what it shows is gone when it ends. This one says
    nothing.
    """

    def __enter__(self) -> RunProgress:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was shown."""

    def started(self, size: int, done: int = 0, of: str = "pages") -> None:
        """A pass begins, or goes on: `size` is all that it has to read (bytes, or what its steps
        count), `done` how many pages (`of`) were done before.
        """

    def step(self, done: int, read: int, said: str) -> None:
        """So many pages are done in all, and so much is read; `said` is what came of them."""


class ProgressLines(RunProgress):
    """A line on stderr every so often."""

    def __init__(self) -> None:
        self._pace = Speed()
        self._next = time.monotonic() + FIRST

    def started(self, size: int, done: int = 0, of: str = "pages") -> None:
        """A pass begins."""
        self._pace.begin(size, done, of)

    def step(self, done: int, read: int, said: str) -> None:
        """A task is done; whether a line is due."""
        self._pace.step(done, read)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            sys.stderr.write(f"copydesk: {self._pace.line()}, {said}\n")
            sys.stderr.flush()


class ProgressBar(RunProgress):
    """A bar on the terminal."""

    def __init__(self) -> None:
        self._pace = Speed()
        self._progress: Progress | None = None
        self._bar: TaskID | None = None

    def __exit__(self, *_: object) -> None:
        """Takes the bar away."""
        if self._progress:
            self._progress.stop()

    def started(self, size: int, done: int = 0, of: str = "pages") -> None:
        """A pass begins: the bar is as long as what it has to read."""
        from rich.progress import BarColumn, Progress, TextColumn

        self._pace.begin(size, done, of)
        if self._progress and self._bar is not None:
            self._progress.reset(self._bar, total=max(size, 1))
            return
        columns = (BarColumn(24), TextColumn("{task.description}", markup=False))
        self._progress = Progress(
            *columns, console=on_stderr(), transient=True, refresh_per_second=4
        )
        self._bar = self._progress.add_task("counting", total=max(size, 1))
        self._progress.start()

    def step(self, done: int, read: int, said: str) -> None:
        """A task is done."""
        self._pace.step(done, read)
        if self._progress and self._bar is not None:
            self._progress.update(
                self._bar, completed=read, description=f"{self._pace.line()} · {said}"
            )


def progress_for(quiet: bool) -> RunProgress:
    """Who shows how a run gets on: nobody, or what suits standard error."""
    return RunProgress() if quiet else ProgressBar() if has_room_for_a_bar() else ProgressLines()


def has_room_for_a_bar() -> bool:
    """Whether standard error is a terminal that can take back what it shows: a bar would stay on
    one that cannot, a line each time it moves.
    """
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


class Speed:
    """How fast a pass is, and when it will be done, by what there is to read."""

    def __init__(self) -> None:
        self.begin(0, 0, "pages")

    def begin(self, size: int, done: int, of: str) -> None:
        """It begins, after so many pages that were done before."""
        self._size, self._of, self._done, self._read = size, of, done, 0
        self._first_done, self._first_read = done, -1
        self._began = time.monotonic()

    def step(self, done: int, read: int) -> None:
        """So many pages are done, and so much is read."""
        if self._first_read < 0:
            self._first_read = read
        self._done, self._read = done, read

    def speed(self) -> float:
        """Pages a second."""
        return (self._done - self._first_done) / max(time.monotonic() - self._began, 0.001)

    def left(self) -> float | None:
        """Seconds that are left, or None where too little is done to tell."""
        done = self._read - self._first_read
        return (
            (self._size - self._read) * (time.monotonic() - self._began) / done
            if done > 0
            else None
        )

    def line(self) -> str:
        """The pace in a few words."""
        share = f"{min(self._read / self._size, 1):.0%}" if self._size else "100%"
        left = self.left()
        return (
            f"{self._done:,} {self._of}, {share}, {self.speed():,.0f} a "
            f"second{f', {clock(left)} left' if left is not None else ''}"
        )


def clock(seconds: float) -> str:
    """A time as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return (
        f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
        if minutes >= 60
        else f"{minutes}:{rest:02d}"
    )


def on_stderr() -> Console:
    """The console that the display and the tables stand on."""
    from rich.console import Console

    from copydesk.views.palette import in_colour

    return in_colour(
        lambda system: Console(
            stderr=True, highlight=False, markup=False, emoji=False, color_system=system
        )
    )
