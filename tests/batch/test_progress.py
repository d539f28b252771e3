"""The progress bar of a run: on a terminal, and nowhere else."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from copydesk.batch.progress import ProgressBar
from tests.batch.conftest import story
from tests.cli.conftest import COMMAND, Run, environment

# Megabytes of a pass, pages done, megabytes read, seconds, note, and the line beside the bar.
LINES = [
    (10, 0, 0, 1, "", "  0%  0 pages, 0/s"),
    (10, 300, 5, 20, "297 articles", " 50%  300 pages, 15/s, 0:20 left  297 articles"),
    (
        90_000,
        1_234_567,
        30_000,
        7200,
        "1,200,345 articles, 12,345 failed",
        " 33%  1,234,567 pages, 171/s, 4:00:00 left  1,200,345 articles, 12,345 failed",
    ),
]


@pytest.mark.parametrize(("size", "done", "read", "seconds", "note", "line"), LINES)
def test_the_bar_fits_into_80_columns(
    size: int, done: int, read: int, seconds: float, note: str, line: str
) -> None:
    shown, moment = io.StringIO(), 100.0
    console = Console(file=shown, force_terminal=True, width=80, color_system=None)
    bar = ProgressBar(console, lambda: moment)
    with bar:
        bar.started(size << 20)
        bar.step(0, 0, "")
        moment += seconds
        bar.step(done, read << 20, note)
        assert bar._progress
        bar._progress.refresh()
    lines = re.split(r"\r|\n|\x1b\[[0-9;?]*[A-Za-z]", shown.getvalue())
    assert max(map(len, lines)) <= 80
    assert any(shown.endswith(line.rstrip()) for shown in map(str.rstrip, lines)), lines


def _read(terminal: int) -> Iterator[str]:
    """What was written to a terminal whose other side is closed."""
    try:
        while data := os.read(terminal, 1 << 16):
            yield data.decode()
    except OSError:
        return


def test_nothing_is_shown_in_a_pipe(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(story(1))
    done = run("batch", "a.txt", "--out", "out", TERM="xterm")
    assert done.stderr == b"copydesk: 1 page: 1 ok.\n"


def test_a_terminal_shows_the_bar_and_then_the_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story(1))
    parent, child = pty.openpty()
    words = [COMMAND, "batch", "a.txt", "--out", "out"]
    with subprocess.Popen(
        words, cwd=tmp_path, stderr=child, env=environment(TERM="xterm", COLUMNS="80")
    ) as process:
        os.close(child)
        assert process.wait(60) == 0
    said = "".join(_read(parent))
    os.close(parent)
    assert "0 pages, 0/s" in said
    assert "status" in said
    assert "copydesk: 1 page: 1 ok." in said
