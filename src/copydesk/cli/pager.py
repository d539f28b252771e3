"""Shows a view: a long one on a terminal through the reader's pager, as git does."""

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
"""What git tells less where the reader has not: quit if it fits on one screen, pass colours
through, leave the screen as it is.
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
            )  # views keep to the width themselves, but for lines that are whole in a pipe


def _pager() -> str | None:
    """The reader's pager; None where stdout is no terminal, or the pager is none (empty, or
    `cat`).
    """
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    named = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    return named if named.strip() not in ("", "cat") else None


@contextmanager
def _paged(pager: str | None) -> Iterator[IO[str] | None]:
    """What a pager reads from; None where there is none. A reader who leaves the pager early ends
    the view quietly.
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
    """Waits for the pager, to which Ctrl-C belongs until it ends."""
    while True:
        try:
            process.wait()
            return
        except KeyboardInterrupt:
            continue
