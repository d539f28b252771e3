"""Defaults from copydesk.toml, pyproject.toml and the environment."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import STORY, Run

CASES = tomllib.loads(Path(__file__).with_name("configured.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_a_wrong_configuration_is_refused(
    run: Run, story: str, tmp_path: Path, case: dict[str, Any]
) -> None:
    if "file" in case:
        (tmp_path / "copydesk.toml").write_text(case["file"], "utf-8")
    done = run("clean", story, **case.get("environment", {}))
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"Error: {case['sentence']}" in done.stderr.decode()
    assert run("--help", **case.get("environment", {})).returncode == 0


def test_command_line_over_environment_over_file(run: Run, story: str, tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").write_text('field = "url"\n[clean]\nfield = "status,input"\n')
    (tmp_path / "pyproject.toml").write_text('[tool.copydesk]\nfield = "body"\n')
    assert run("clean", story).stdout == b"ok\tstory.txt\n"
    assert run("clean", story, COPYDESK_FIELD="input").stdout == b"story.txt\n"
    specific = {"COPYDESK_FIELD": "input", "COPYDESK_CLEAN_FIELD": "status"}
    assert run("clean", story, **specific).stdout == b"ok\n"
    assert run("clean", story, "--field", "url", **specific).stdout == b"\n"


def test_the_suffix_of_an_output_is_the_command_lines_word(
    run: Run, story: str, tmp_path: Path
) -> None:
    (tmp_path / "copydesk.toml").write_text('format = "markdown"\n')
    assert run("clean", story).stdout.startswith(b"---\n")
    assert run("clean", story, "-o", "out.json").returncode == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["status"] == "ok"


def test_the_table_of_pyproject_is_read(run: Run, story: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.copydesk]\nfield = "status"\n')
    assert run("clean", story).stdout == b"ok\n"
    (tmp_path / "pyproject.toml").write_text('[tool.other]\nfield = "status"\n')
    assert run("clean", story).stdout.startswith(b"{")


def test_config_prints_each_value_with_its_origin_as_a_file(
    run: Run, story: str, tmp_path: Path
) -> None:
    (tmp_path / "copydesk.toml").write_text('preset = "recall"\n[batch]\njobs = 2\n')
    done = run("config", COPYDESK_TIMEOUT="9")
    lines = [line.split("  # ") for line in done.stdout.decode().splitlines() if "#" in line]
    origins = {key.strip(): origin for key, origin in lines}
    assert origins['preset = "recall"'] == origins["jobs = 2"] == "copydesk.toml"
    assert origins["timeout = 9.0"] == "COPYDESK_TIMEOUT"
    assert origins["no-rules = false"] == "default"
    assert tomllib.loads(done.stdout.decode())["batch"]["jobs"] == 2
    (tmp_path / "copydesk.toml").write_bytes(done.stdout)
    assert run("clean", story).returncode == 0


def test_a_batch_records_its_configuration(run: Run, story: str, tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").write_text("jobs = 1\n")
    words = ("batch", story, "-o", "out.jsonl", "-q")
    assert run(*words, COPYDESK_TIMEOUT="9").returncode == 0
    state = json.loads((tmp_path / ".out.jsonl.copydesk" / "state.json").read_text("utf-8"))
    assert state["run"]["configuration"] == {
        "timeout": ["9", "COPYDESK_TIMEOUT"],
        "jobs": [1, "copydesk.toml"],
    }
    (tmp_path / "copydesk.toml").unlink()
    assert run(*words, "--timeout", "9").returncode == 0


def test_the_library_reads_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").write_text("timout = 3\n")
    code = "import copydesk, sys; print(copydesk.clean(sys.stdin.read()).status)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=STORY,
        capture_output=True,
        cwd=tmp_path,
        text=True,
        check=True,
    )
    assert done.stdout == "ok\n"
