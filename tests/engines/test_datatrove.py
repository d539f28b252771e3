"""A datatrove pipeline with two workers: the process that cleans for one is killed at work, then
the whole run, and the articles are those of one machine.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import copydesk
from tests.batch.conftest import html, story
from tests.engines.conftest import Killer

pytest.importorskip("datatrove", reason="datatrove is not installed: `make test-engines` runs this")
FILES, ROWS = 4, 120
PIPELINE = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from copydesk.engines.datatrove import Articles

if __name__ == "__main__":
    steps = [JsonlReader("in"), Articles(), JsonlWriter("out", compression=None)]
    LocalPipelineExecutor(steps, tasks=4, workers=2, logging_dir="logs").run()
"""


def page(number: int) -> str:
    return html(number) if number % 2 else story(number)


Begin = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Starts a pipeline over files of rows, or goes on with it; none outlives the test."""
    started: list[subprocess.Popen[bytes]] = []

    def call() -> subprocess.Popen[bytes]:
        started.append(pipeline(tmp_path))
        return started[-1]

    yield call
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def pipeline(folder: Path) -> subprocess.Popen[bytes]:
    (folder / "pipeline.py").write_text(PIPELINE)
    (folder / "in").mkdir(exist_ok=True)
    for file in range(FILES):
        rows = [
            {"id": str(number), "text": page(number), "url": f"https://example.org/{number}"}
            for number in range(file * ROWS, (file + 1) * ROWS)
        ]
        (folder / "in" / f"{file}.jsonl").write_text(
            "".join(json.dumps(row) + "\n" for row in rows)
        )
    return subprocess.Popen(
        [sys.executable, "pipeline.py"], cwd=folder, stderr=subprocess.DEVNULL, process_group=0
    )


def check(folder: Path) -> None:
    """Holds what was written to what `clean` gives."""
    rows = [
        json.loads(line)
        for path in sorted((folder / "out").iterdir())
        for line in path.read_text("utf-8").splitlines()
    ]
    assert [int(row["id"]) for row in rows] == list(range(FILES * ROWS))
    for number in (0, 1, 155, FILES * ROWS - 1):
        record = copydesk.clean(page(number), url=f"https://example.org/{number}").to_dict()
        assert rows[number]["text"] == record["body"]
        kept = rows[number]["metadata"]
        assert {
            name: kept[name] for name in ("headline", "byline", "authors", "status", "paragraphs")
        } == {
            name: record[name] for name in ("headline", "byline", "authors", "status", "paragraphs")
        }
        assert kept["error"] is None
    assert {row["metadata"]["status"] for row in rows} == {"ok"}


def test_a_cleaning_process_is_killed(tmp_path: Path, begin: Begin):
    process = begin()
    killer = Killer(process.pid, ("multiprocessing.forkserver", "multiprocessing.forkserver"), 0.3)
    killer.start()
    assert process.wait(300) == 0
    assert killer.victim, "no worker was found at work"
    check(tmp_path)


def test_the_run_is_killed_and_begun_again(tmp_path: Path, begin: Begin):
    process = begin()
    late = time.monotonic() + 120
    while not list(tmp_path.glob("logs/completions/*")) and time.monotonic() < late:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < len(list(tmp_path.glob("logs/completions/*"))) < FILES
    assert begin().wait(300) == 0
    check(tmp_path)
