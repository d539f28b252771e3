"""The README and the docs say what the program does: their console blocks are run, the README's Python is too.

`python -m tests.test_docs` writes the real output into the blocks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
DOCS = [README, *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = [(match["command"], match["output"]) for doc in DOCS for match in CONSOLE.finditer(doc.read_text("utf-8"))]


def output_of(command: str) -> str:
    """What a reader sees who types the command in the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    kept["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    text = done.stdout.decode()
    return text if text.endswith("\n") else text + "\n"


@pytest.mark.parametrize(("command", "output"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_console_block_is_what_comes_out(command: str, output: str) -> None:
    if "jq " in command and not shutil.which("jq"):
        pytest.skip("needs jq")
    assert output_of(command) == output, "python -m tests.test_docs writes the real output into the docs"


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    for code in PYTHON.findall(README.read_text("utf-8")):
        exec(code, {})
    assert capsys.readouterr().out


if __name__ == "__main__":
    for doc in DOCS:
        text = doc.read_text("utf-8")
        doc.write_text(CONSOLE.sub(lambda match: f"```console\n$ {match['command']}\n{output_of(match['command'])}```", text), "utf-8")
