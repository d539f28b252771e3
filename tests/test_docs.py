"""The docs say what the program does: their console blocks are run, the README's Python is too, and
the references are what the program's own words are.

`make docs` (`python -m tests.test_docs`) writes the real output into the blocks, and the
references.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from copydesk.chain import filter_names
from tests.generated import COMMITTED, GENERATED, ROOT, filter_reference

README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
PAGES = [
    path
    for path in (README, *sorted((ROOT / "docs").glob("*.md")))
    if path not in GENERATED and CONSOLE.search(path.read_text("utf-8"))
]
NEEDED = ("jq", "parallel", "duckdb", "sqlite3")
"""Programs that blocks call and that not every machine has."""


def output_of(command: str) -> str:
    """What a reader sees who types the command in the checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
    }
    kept["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    text = done.stdout.decode()
    return text if not text or text.endswith("\n") else text + "\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_comes_out(path: Path) -> None:
    """One test a page, for a block may go on with what the one before it wrote."""
    for command, output in CONSOLE.findall(path.read_text("utf-8")):
        for program in NEEDED:
            if re.search(rf"\b{program}\b", command) and not shutil.which(program):
                pytest.skip(f"needs {program}")
        assert output_of(command) == output, f"make docs writes what comes out of {command}"


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_a_reference_is_what_the_program_prints(path: Path) -> None:
    assert path.read_text("utf-8") == COMMITTED[path](), "make docs writes it"


def test_the_reference_of_filters_has_every_filter() -> None:
    written = re.findall(r"^### (.*)", filter_reference(), re.MULTILINE)
    assert written == list(filter_names())


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_the_man_page_is_read_without_a_complaint() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-z", ROOT / "man" / "copydesk.1"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_to_files_of_a_fresh_checkout(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    found = [(path.parent / target).resolve() for target in targets]
    assert not [link for link in found if not link.exists() or link in GENERATED.keys() - COMMITTED]


def test_a_packages_page_links_to_no_file_of_a_checkout() -> None:
    said = metadata.metadata("copydesk").get_payload()
    assert isinstance(said, str)
    assert "`docs/batch.md`" in said
    assert re.findall(r"\]\((?!https:)[^)]*\)", said) == [], (
        "pyproject.toml says what becomes of a link; an editable install keeps what it "
        "was made from"
    )


def test_the_python_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for code in PYTHON.findall(README.read_text("utf-8")):
        exec(code, {})
    assert capsys.readouterr().out


if __name__ == "__main__":
    for page in PAGES:
        text = page.read_text("utf-8")
        page.write_text(
            CONSOLE.sub(
                lambda match: f"```console\n$ {match['command']}\n{output_of(match['command'])}```",
                text,
            ),
            "utf-8",
        )
    for path, made in GENERATED.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(made(), "utf-8")
