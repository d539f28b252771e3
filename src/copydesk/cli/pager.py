"""Shows a view, in the user's pager if stdout is a terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import click

from copydesk.cli.streams import console

if TYPE_CHECKING:
    from rich.console import RenderableType

LESS = "FRX"
"""Options of less, as git sets them: quit if it fits on one screen (F), pass colours through (R),
leave the screen as it is (X).
"""

no_pager = click.option(
    "--no-pager",
    is_flag=True,
    help="Do not page on a terminal.  [PAGER, else less, with LESS=FRX unless LESS is set]",
)


def show(parts: Iterable[RenderableType], no_pager: bool) -> None:
    """Prints the parts of a view, one below the other."""
    with _paged(None if no_pager else _pager()) as file:
        screen = console(file)
        for part in parts:
            screen.print(
                part, soft_wrap=False, crop=False
            )  # views wrap their lines themselves, and leave those whole that go to a pipe


def _pager() -> str | None:
    """The command of the user's pager.

    None where stdout is not a terminal, or the pager is empty or `cat`.
    """
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    named = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    return named if named.strip() not in ("", "cat") else None


@contextmanager
def _paged(pager: str | None) -> Iterator[IO[str] | None]:
    """Yield the pipe to a pager, or None without one.

    If the user quits the pager early, the view ends without an error.
    """
    if pager is None:
        yield None
        return
    sys.stdout.flush()
    environment = {"LESS": LESS, "LV": "-c"} | os.environ
    process = subprocess.Popen(
        pager,
        shell=True,
        stdin=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdin is not None
    try:
        with process.stdin as pipe:
            yield pipe
    except BrokenPipeError:
        pass
    finally:
        _wait(process)


def _wait(process: subprocess.Popen[str]) -> None:
    """Waits for the pager, which handles Ctrl-C until it ends."""
    while True:
        try:
            process.wait()
            return
        except KeyboardInterrupt:
            continue
