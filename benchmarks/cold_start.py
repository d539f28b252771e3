"""Measures cold starts of commands and the peak memory of tools.

Each command and tool runs as a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.tools import ON_HTML

BIN = Path(sys.executable).parent
REFERENCE = "trafilatura, fast, JSON, one page"
# Run in a folder that holds the page as `page.html` and `page.txt`.
COMMANDS: dict[str, tuple[str, ...]] = {
    "python -c pass": ("python", "-c", "pass"),
    "copydesk --help": ("copydesk", "--help"),
    "copydesk clean --help": ("copydesk", "clean", "--help"),
    "copydesk clean, text": ("copydesk", "clean", "--fail-on", "never", "page.txt"),
    "copydesk clean, HTML": ("copydesk", "clean", "--fail-on", "never", "page.html"),
    "copydesk clean --format markdown": (
        "copydesk",
        "clean",
        "--fail-on",
        "never",
        "page.html",
        "--format",
        "markdown",
    ),
    "copydesk diff": ("copydesk", "diff", "page.html"),
    "copydesk explain": ("copydesk", "explain", "page.html"),
    "copydesk filters": ("copydesk", "filters"),
    "copydesk schema": ("copydesk", "schema"),
    "copydesk batch": ("copydesk", "batch", "page.html", "--out", "-", "--jobs", "1"),
    "trafilatura --help": ("trafilatura", "--help"),
    REFERENCE: (
        "/bin/sh",
        "-c",
        'exec "$0" --fast --json --with-metadata < page.html',
        str(BIN / "trafilatura"),
    ),
}

# Starts a command from a small process, because a child's peak memory includes what its parent
# held at the fork.
LAUNCHER = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, 1, 2)]
started = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(started, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


class Run(NamedTuple):
    """The CPU seconds and peak memory, in bytes, of a finished process.

    The seconds are user and system time, children included.
    """

    seconds: float
    memory: int


def cold_starts(page: bytes, text: str, runs: int) -> dict[str, Run]:
    """Map each command to its median run on a page, in turn.

    The first run is not counted.
    """
    with TemporaryDirectory() as folder:
        Path(folder, "page.html").write_bytes(page)
        Path(folder, "page.txt").write_text(text, "utf-8")
        seen: dict[str, list[Run]] = {name: [] for name in COMMANDS}
        for turn in range(runs + 1):
            for name, words in COMMANDS.items():
                done = ran(
                    (str(BIN / words[0]) if (BIN / words[0]).exists() else words[0], *words[1:]),
                    folder,
                )
                if turn:
                    seen[name].append(done)
    return {name: sorted(found)[len(found) // 2] for name, found in seen.items()}


def memory(pages: Sequence[bytes]) -> Mapping[str, int]:
    """Map each tool to its peak memory, in bytes, over these pages.

    One process reads them one after the other; the interpreter and the imports are included.
    """
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.html") for number in range(len(pages))]
        for file, page in zip(files, pages, strict=True):
            file.write_bytes(page)
        return {
            name: ran(
                (sys.executable, "-m", "benchmarks.tools", name, *map(str, files)),
                str(Path(__file__).parent.parent),
            ).memory
            for name in ON_HTML
        }


def environment() -> dict[str, str]:
    """Return this process's environment, with bytecode caching enabled.

    Installers compile the other tools; a checkout is compiled at its first run.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ran(words: Sequence[str], folder: str) -> Run:
    """Run a command and discard its output.

    Raises RuntimeError where its exit status is not 0.
    """
    done = subprocess.run(
        (sys.executable, "-I", "-S", "-c", LAUNCHER, *words),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    status, seconds, kilobytes = done.stdout.split()
    if status != "0":
        raise RuntimeError(f"{' '.join(words)[:200]} ended with status {status}.")
    return Run(float(seconds), int(kilobytes) * 1024)
