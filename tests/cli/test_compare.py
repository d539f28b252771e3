"""`copydesk compare` and `clean --baseline`: the cases are in compare.md."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, environment

CASE = re.compile(r"^## (?P<title>.*?)\n\n```old\n(?P<old>.*?)```\n\n```new\n(?P<new>.*?)```\n(?P<consoles>.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
CASES = [
    pytest.param(case["old"], case["new"], *console.groups(), id=f"{case['title']}: {console[1]}")
    for case in CASE.finditer(Path(__file__).with_name("compare.md").read_text("utf-8"))
    for console in CONSOLE.finditer(case["consoles"])
]


def shell(folder: Path, command: str) -> str:
    """What a command prints, its sentences first."""
    env = environment(PATH=f"{COMMAND.parent}:{environment()['PATH']}")
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, timeout=60, check=False)
    return (done.stderr + done.stdout).decode()


@pytest.mark.parametrize(("old", "new", "command", "shown"), CASES)
def test_a_case(tmp_path: Path, old: str, new: str, command: str, shown: str):
    (tmp_path / "old.jsonl").write_text(old, "utf-8")
    (tmp_path / "new.jsonl").write_text(new, "utf-8")
    assert shell(tmp_path, command) == shown
