"""A full disk, a closed pipe, pages that are too long or too slow: a clear end, nothing lost,
nothing half-written.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from copydesk.batch.journal import Journal
from copydesk.batch.pool import TASKS_PER_WORKER
from copydesk.batch.task_stream import MOST_RECORDS
from tests.batch.conftest import digests, records, story, write_pages, write_rows
from tests.cli.conftest import COMMAND, Run, environment, shell


@pytest.mark.parametrize("out", ["rows.out.jsonl", "rows.out.parquet"])
def test_a_file_that_may_not_grow_further_is_told_and_gone_on_with(
    tmp_path: Path, run: Run, out: str
):
    write_rows(tmp_path / "rows.jsonl", 130)
    run("batch", "rows.jsonl", "--out", f"whole/{out}")
    (tmp_path / "hit").mkdir()
    done = shell(f"ulimit -f 12; {COMMAND} batch rows.jsonl --out hit/{out}", tmp_path)
    assert done.returncode == 2
    assert (
        f"hit/{out}.partial cannot be written: file too large. Once this is fixed, run "
        f"the same command to resume.\n"
    ).encode() in done.stderr
    assert not (tmp_path / "hit" / out).exists()
    assert run("batch", "rows.jsonl", "--out", f"hit/{out}").returncode == 1
    assert digests(tmp_path / "hit") == digests(tmp_path / "whole")


def test_a_full_disk_is_told_and_gone_on_with(tmp_path: Path, run: Run):
    write_pages(tmp_path / "pages", 60)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("may not mount")
    try:
        done = run("batch", "pages", "--out", "disk/out")
        assert done.returncode == 2
        assert (
            b"no space left on device. Once this is fixed, run the same command to resume.\n"
            in done.stderr
        )
        for path in disk.rglob("*.txt.json"):
            json.loads(path.read_bytes())
        subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)
        assert run("batch", "pages", "--out", "disk/out").returncode == 1
        run("batch", "pages", "--out", "whole")
        assert digests(disk / "out") == digests(tmp_path / "whole")
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_closed_pipe_ends_quietly(tmp_path: Path):
    write_rows(tmp_path / "rows.jsonl", 1000)
    done = shell(f"{COMMAND} batch rows.jsonl --out - | head -3; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert (done.stderr, done.stdout.count(b"\n"), done.stdout[-3:]) == (b"", 4, b"\n0\n")


def test_standard_output_that_is_full_is_told(tmp_path: Path):
    write_rows(tmp_path / "rows.jsonl", 3)
    done = shell(f"{COMMAND} batch rows.jsonl --out - > /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(
        b"copydesk: Standard output cannot be written: no space left on device"
    )
    assert b"Traceback" not in done.stderr


def test_a_slow_page_fails_and_a_long_one_is_cut(tmp_path: Path, run: Run):
    """The long page takes seconds and is a task by itself, for it comes first; the others take
    thousandths, and have a whole second each.
    """
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(6):
        (pages / f"{number}.txt").write_text(story(number))
    (pages / "!long.txt").write_text("".join(f"{number} {story(number)}" for number in range(4000)))
    slow = run("batch", "pages", "--out", "slow.jsonl", "--timeout", "1")
    assert slow.returncode == 1
    assert [row["error"] for row in records(tmp_path / "slow.jsonl")] == [
        "took longer than 1 seconds"
    ] + [None] * 6
    assert run("batch", "pages", "--out", "cut.jsonl", "--max-bytes", "5000").returncode == 0
    assert records(tmp_path / "cut.jsonl")[0]["notes"] == ["truncated:bytes"]


def test_strict_stops_at_the_first_failure_and_the_exit_status_is_asked_for(
    tmp_path: Path, run: Run
):
    write_rows(tmp_path / "rows.jsonl", 12)
    done = run("batch", "rows.jsonl", "--out", "out.jsonl", "--strict")
    assert (done.returncode, (tmp_path / "out.jsonl").exists()) == (1, False)
    assert (
        done.stderr
        == b"copydesk: stopped at the first failure: rows.jsonl#6 has no text in column 'text'.\n"
    )
    (tmp_path / "none.txt").write_text("* * *\n")
    for words, status in (([], 0), (["--fail-on", "no-article"], 1), (["--fail-on", "never"], 0)):
        assert run("batch", "none.txt", "--out", "-", *words).returncode == status
    assert run("batch", "rows.jsonl", "--out", "-", "--fail-on", "never").returncode == 0
    assert run("batch", "none.txt", "--out", "-", "-q").stderr == b""


def test_hostile_rows_and_long_names_fail_or_pass_alone(tmp_path: Path, run: Run):
    deep = '{"text": "A line.", "deep": ' + "[" * 900 + "]" * 900 + "}"
    (tmp_path / "rows.jsonl").write_text(
        "\n".join(
            [
                json.dumps({"text": story(1)}),
                deep,
                json.dumps({"text": "A \ud800 line.", "\ud800": "\udfff"}),
            ]
        )
        + "\n"
    )
    for out in ("out.jsonl", "out.parquet"):
        assert run("batch", "rows.jsonl", "--out", out).returncode == 1
        assert [row["error"] for row in records(tmp_path / f"{out}.failures.jsonl")] == [
            "is nested more than 200 deep"
        ]
    (tmp_path / "long").mkdir()
    (tmp_path / "long" / ("x" * 250 + ".txt")).write_text(story(1))
    assert run("batch", "long", "--out", "mirrored").returncode == 0
    assert [len(path.name) for path in (tmp_path / "mirrored").glob("x*")] == [255]


def test_an_input_that_grows_while_it_is_read_is_told(tmp_path: Path):
    """The run waits for whoever reads its output, with more rows unread than its worker may be
    given ahead.
    """
    write_rows(tmp_path / "rows.jsonl", (TASKS_PER_WORKER + 3) * MOST_RECORDS)
    words = [COMMAND, "batch", "rows.jsonl", "--out", "-", "--jobs", "1", "-q"]
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as growing:
        assert growing.stdout
        assert growing.stderr
        first = growing.stdout.readline()
        with (tmp_path / "rows.jsonl").open("a") as file:
            file.write(json.dumps({"text": story(1)}) + "\n")
        assert [json.loads(line).get("id") for line in (first, *growing.stdout)][:3] == [0, 1, 2]
        assert b"rows.jsonl changed while it was read" in growing.stderr.read()
    assert growing.returncode == 2


@contextmanager
def begun(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a run over rows.jsonl that has listed its inputs and read none of them.

    It has just opened a pipe with the name of its list.
    """
    journal = folder / ".out.jsonl.copydesk"
    journal.mkdir()
    os.mkfifo(journal / "list.jsonl.new")
    words = [COMMAND, "batch", "rows.jsonl", "--out", "out.jsonl", "-q"]
    with (
        subprocess.Popen(
            words, cwd=folder, env=environment(), stderr=subprocess.DEVNULL
        ) as process,
        (journal / "list.jsonl.new").open(),
    ):
        yield process  # the pipe opens when the run opens it too


def test_an_input_that_grew_since_it_was_listed_is_told_and_no_output_is_named(tmp_path: Path):
    write_rows(tmp_path / "rows.jsonl", 20)
    with begun(tmp_path) as growing, (tmp_path / "rows.jsonl").open("a") as file:
        file.write(json.dumps({"text": story(1)}) + "\n")
    assert growing.returncode == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_two_runs_do_not_write_to_one_output(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 20)
    # as another run would hold it, for as long as the second takes
    with Journal(tmp_path / ".out.jsonl.copydesk", tmp_path / "out.jsonl.failures.jsonl").held():
        done = run("batch", "rows.jsonl", "--out", "out.jsonl")
        assert (done.returncode, b"Another run is writing" in done.stderr) == (2, True)
    assert run("batch", "rows.jsonl", "--out", "out.jsonl").returncode == 1
    assert len(records(tmp_path / "out.jsonl")) == 20


def test_a_slip_of_the_hand_leaves_nothing_behind(tmp_path: Path, run: Run):
    done = run("batch", "pagse", "no*where", "--out", "out.jsonl")
    assert (done.returncode, done.stderr) == (2, b"copydesk: pagse, no*where were not found.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("crawl.warc.gz", "fastwarc", "warc"), ("rows.parquet", "pyarrow", "parquet")],
)
def test_without_a_library_nothing_is_begun(tmp_path: Path, name: str, module: str, extra: str):
    (tmp_path / "without" / module).mkdir(parents=True)
    (tmp_path / "without" / module / "__init__.py").write_text("raise ImportError")
    (tmp_path / "story.txt").write_text(story(1))
    (tmp_path / name).write_bytes(b"")
    done = shell(f"PYTHONPATH=without {COMMAND} batch story.txt {name} --out out.jsonl", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"copydesk: {name} needs a library that is not installed".encode()
    )
    assert f"pip install 'copydesk[{extra}]'".encode() in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
    assert not (tmp_path / ".out.jsonl.copydesk").exists()
