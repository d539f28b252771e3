"""The docs say what the program does: their console blocks are run, the README's Python is too, and the references are what the program's own words are.

`make docs` (`python -m tests.test_docs`) writes the real output into the blocks, and the references.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generated import GENERATED, ROOT

README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
PAGES = [README, *sorted(path for path in (ROOT / "docs").glob("*.md") if path not in GENERATED)]
BLOCKS = [
    pytest.param(match["command"], match["output"], id=f"{path.name}: {match['command']}")
    for path in PAGES
    for match in CONSOLE.finditer(path.read_text("utf-8"))
]
NEEDED = ("jq", "parallel", "duckdb")
"""Programs that blocks call and that not every machine has."""


def output_of(command: str) -> str:
    """What a reader sees who types the command in the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    kept["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    text = done.stdout.decode()
    return text if not text or text.endswith("\n") else text + "\n"


@pytest.mark.parametrize(("command", "output"), BLOCKS)
def test_a_console_block_is_what_comes_out(command: str, output: str) -> None:
    for program in NEEDED:
        if re.search(rf"\b{program}\b", command) and not shutil.which(program):
            pytest.skip(f"needs {program}")
    assert output_of(command) == output, "make docs writes the real output into the page"


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_a_reference_is_what_the_program_says(path: Path) -> None:
    assert path.read_text("utf-8") == GENERATED[path](), "make docs writes it"


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_the_man_page_is_read_without_a_complaint() -> None:
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z", ROOT / "man" / "copydesk.1"], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    for code in PYTHON.findall(README.read_text("utf-8")):
        exec(code, {})
    assert capsys.readouterr().out


if __name__ == "__main__":
    for page in PAGES:
        text = page.read_text("utf-8")
        page.write_text(CONSOLE.sub(lambda match: f"```console\n$ {match['command']}\n{output_of(match['command'])}```", text), "utf-8")
    for path, made in GENERATED.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(made(), "utf-8")
