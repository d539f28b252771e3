"""The batch on a Ray that the command starts: two workers, one of them killed at work, and the rows
are those of a single machine.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.batch.conftest import begin, write_rows
from tests.cli.conftest import Run
from tests.engines.conftest import Killer, write_inputs

pytest.importorskip("ray.data", reason="Ray is not installed: `make test-engines` runs this")
pq = pytest.importorskip("pyarrow.parquet")


def on_ray(folder: Path, *words: str, kill: bool = False) -> subprocess.Popen[bytes]:
    """Runs a batch on Ray with two workers, and kills one that is at work."""
    process = begin(["batch", *words, "--engine", "ray", "--jobs", "2"], folder)
    if kill:
        killer = Killer(process.pid, ("Cleaner",), 1.5)
        killer.start()
        process.wait(300)
        assert killer.victim, "no worker was found at work"
    process.wait(300)
    return process


def test_a_worker_is_killed_and_the_rows_are_those_of_one_machine(tmp_path: Path, run: Run):
    inputs = write_inputs(tmp_path, 250)
    whole = run("batch", *inputs, "--out", "one.jsonl", "-q")
    process = on_ray(tmp_path, *inputs, "--out", "many.jsonl", "-q", kill=True)
    assert process.returncode == whole.returncode == 1
    parts = sorted((tmp_path / "many.jsonl").iterdir())
    assert parts[0].name == "_SUCCESS"
    assert all(part.name.startswith("part-") for part in parts[1:])
    assert (
        b"".join(part.read_bytes() for part in parts[1:]) == (tmp_path / "one.jsonl").read_bytes()
    )


def test_parts_of_parquet_have_the_columns_of_one_file(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 100)
    (tmp_path / "more.jsonl").write_text('{"text": "Another page.", "id": "x", "late": 1}\n')
    inputs = [str(tmp_path / name) for name in ("rows.jsonl", "more.jsonl")]
    run("batch", *inputs, "--out", "one.parquet", "-q")
    process = on_ray(tmp_path, *inputs, "--out", f"file://{tmp_path}/many.parquet")
    assert process.stderr
    done = process.stderr.read()
    assert process.returncode == 1
    assert done.endswith(b"copydesk: 101 pages: 98 ok, 2 failed, 1 empty.\n")
    one, many = pq.read_table(tmp_path / "one.parquet"), pq.read_table(tmp_path / "many.parquet")
    assert many.schema == one.schema
    assert many.equals(one)


def test_what_is_there_is_left_alone_and_fresh_takes_away_its_own(tmp_path: Path):
    write_rows(tmp_path / "rows.jsonl", 3)
    assert on_ray(tmp_path, "rows.jsonl", "--out", "out.jsonl").returncode == 0
    again = on_ray(tmp_path, "rows.jsonl", "--out", "out.jsonl")
    assert again.stderr
    assert b"out.jsonl exists, --fresh takes away what an earlier run wrote" in again.stderr.read()
    (tmp_path / "out.jsonl" / "mine").write_text("")
    kept = on_ray(tmp_path, "rows.jsonl", "--out", "out.jsonl", "--fresh")
    assert (again.returncode, kept.returncode, (tmp_path / "out.jsonl" / "mine").exists()) == (
        2,
        2,
        True,
    )
    (tmp_path / "out.jsonl" / "mine").unlink()
    (tmp_path / "rows.jsonl").write_text('{"text": "One page is left."}\n')
    assert on_ray(tmp_path, "rows.jsonl", "--out", "out.jsonl", "--fresh").returncode == 0
    assert (
        sum(len(part.read_bytes().splitlines()) for part in (tmp_path / "out.jsonl").glob("part-*"))
        == 1
    )


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path):
    write_rows(tmp_path / "rows.jsonl", 3)
    process = begin(
        [
            "batch",
            "rows.jsonl",
            "--out",
            "out.jsonl",
            "--engine",
            "ray",
            "--address",
            "127.0.0.1:1",
        ],
        tmp_path,
    )
    assert process.wait(120) == 2
    assert process.stderr
    assert b"copydesk: No cluster of Ray can be joined at 127.0.0.1:1" in process.stderr.read()
