"""Wrong usage: status 2, a sentence, and nothing written. The cases are in refused.toml."""

from __future__ import annotations

import io
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from copydesk.cli import COMMANDS, run
from tests.cli.conftest import STORY

CASES = tomllib.loads(Path(__file__).with_name("refused.toml").read_text("utf-8"))["case"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "page.html").write_text("<!doctype html><p>It sails.", "utf-8")
    (tmp_path / "old.jsonl").write_text('{"input": "story.txt", "body": "It sails."}\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["command"])
def test_wrong_usage_is_refused_with_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], case: dict[str, str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert run(shlex.split(case["command"])) == 2
    written = capsys.readouterr()
    assert case["sentence"] in written.err
    assert written.out == ""
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize("name", [*COMMANDS, "rules test", "rules new", ""])
def test_help_fits_80_columns_and_has_the_shared_options(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run([*name.split(), "--help"]) == 0
    text = capsys.readouterr().out
    assert [line for line in text.splitlines() if len(line) > 80] == []
    if name not in ("", "rules"):
        assert all(option in text for option in ("-o, --output", "-q, --quiet", "--color"))
