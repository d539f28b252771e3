"""Killed at any moment, a run goes on and ends as if it had never been stopped."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.batch.conftest import begin, digests, records, write_pages, write_rows, write_warc
from tests.cli.conftest import Run

MAKE = {"rows.jsonl": write_rows, "pages": write_pages, "crawl.warc.gz": write_warc}


@pytest.mark.parametrize(
    ("given", "out", "count", "words"),
    [
        ("pages", "out/", 200, ()),
        ("pages", "out/", 200, ("--name", "{status}")),
        ("rows.jsonl", "out/rows.parquet", 250, ()),
        ("crawl.warc.gz", "out/crawl.jsonl.gz", 250, ()),
    ],
)
def test_killed_ten_times_it_ends_as_a_whole_run(
    tmp_path: Path,
    run: Run,
    begun: list[subprocess.Popen[bytes]],
    given: str,
    out: str,
    count: int,
    words: tuple[str, ...],
):
    MAKE[given](tmp_path / given, count)
    began = time.monotonic()
    whole = run("batch", given, "--out", f"whole/{out}", "-j", "1", *words)
    took = time.monotonic() - began
    chance = random.Random(given)
    for turn in range(10):
        process = begin(
            ["batch", given, "--out", f"killed/{out}", "--jobs", str(1 + turn % 2), *words],
            tmp_path,
        )
        begun.append(process)
        time.sleep(0.25 + chance.random() * took / 6)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (tmp_path / "killed").rglob("*.json"):
            if ".copydesk" not in str(path):
                json.loads(path.read_bytes())
    last = run("batch", given, "--out", f"killed/{out}", "--jobs", "2", *words)
    # On a fast machine the run may have been done before the last of the kills.
    said = last.stderr.splitlines()[-1].replace(b"killed", b"whole")
    if b"nothing new" not in said:
        assert (last.returncode, said) == (whole.returncode, whole.stderr.splitlines()[-1])
    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")


@pytest.mark.parametrize("out", ["a.jsonl", "a.jsonl.zst", "a.parquet", "a/"])
def test_jobs_do_not_matter(tmp_path: Path, run: Run, out: str):
    write_rows(tmp_path / "rows.jsonl", 130)
    for jobs in "13":
        run("batch", "rows.jsonl", "--out", f"{jobs}/{out}", "-j", jobs)
    assert digests(tmp_path / "1") == digests(tmp_path / "3")


def test_a_worker_that_is_killed_changes_nothing(
    tmp_path: Path, run: Run, begun: list[subprocess.Popen[bytes]]
):
    write_rows(tmp_path / "rows.jsonl", 250)
    run("batch", "rows.jsonl", "--out", "whole/rows.jsonl")
    process = begin(["batch", "rows.jsonl", "--out", "hit/rows.jsonl", "-j", "2"], tmp_path)
    begun.append(process)
    await_growth(tmp_path / "hit" / "rows.jsonl.partial")
    victim = below(below(process.pid)[-1])[0]
    subprocess.run(["kill", "-9", str(victim)], check=True)
    assert process.wait(60) == 1
    assert digests(tmp_path / "hit") == digests(tmp_path / "whole")


def below(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_interrupted_it_says_so_and_goes_on(
    tmp_path: Path, run: Run, begun: list[subprocess.Popen[bytes]]
):
    write_rows(tmp_path / "rows.jsonl", 1500)
    process = begin(["batch", "rows.jsonl", "--out", "rows.out.jsonl"], tmp_path)
    begun.append(process)
    await_growth(tmp_path / "rows.out.jsonl.partial")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert process.stderr
    assert process.stderr.read().endswith(
        b"copydesk: interrupted; run the same command to resume.\n"
    )
    assert run("batch", "rows.jsonl", "--out", "rows.out.jsonl").returncode == 1
    assert [record["id"] for record in records(tmp_path / "rows.out.jsonl") if "id" in record] == [
        number for number in range(1500) if number != 11
    ]


def await_growth(path: Path) -> None:
    """Waits, at most 20 seconds, until a run has written its first part."""
    late = time.monotonic() + 20
    while not (path.exists() and path.stat().st_size) and time.monotonic() < late:
        time.sleep(0.01)


def test_a_changed_partial_and_a_damaged_journal_are_told(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 20)
    run("batch", "rows.jsonl", "--out", "out.jsonl")
    state = tmp_path / ".out.jsonl.copydesk" / "state.json"
    whole = state.read_text()
    state.write_text(whole[:90])
    assert b"use --fresh to start again" in run("batch", "rows.jsonl", "--out", "out.jsonl").stderr
    state.write_text(json.dumps(json.loads(whole) | {"finished": False}))
    (tmp_path / "out.jsonl").write_text("mine")
    done = run("batch", "rows.jsonl", "--out", "out.jsonl")
    assert (done.returncode, (tmp_path / "out.jsonl").read_text()) == (2, "mine")
    assert run("batch", "rows.jsonl", "--out", "out.jsonl", "--fresh").returncode == 1
    assert len(records(tmp_path / "out.jsonl")) == 20
