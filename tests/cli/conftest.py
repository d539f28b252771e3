"""Runs the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("copydesk")
STORY = """Home
News

The ferry to Orrin Island stays in port until Thursday

By Mara Quill

MARL POINT (AP) — The ferry to Orrin Island will not sail before Thursday, the harbour office \
said on Monday evening, because its ramp is broken.

Advertisement

Repairs to the ramp have taken longer than planned because the new hinge did not fit, an engineer \
said, and another one must be cast.

Passengers with tickets can use the bus to Marl Point instead, the office said, and will have \
their money back if they ask before Friday.

Advertisement
"""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
    }
    return kept | more


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Runs a line of bash, whose redirections the run of one command lacks."""
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        cwd=folder,
        env=environment(),
        timeout=120,
        check=False,
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `copydesk` with these words in the test's folder."""

    def call(*words: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [COMMAND, *words],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environment(**env),
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture
def story(tmp_path: Path) -> str:
    """The name of a file in the test's folder that holds an article."""
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    return "story.txt"
