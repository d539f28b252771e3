"""What the world does to a run: streams that are closed, memory that ends, interrupts, outputs that
cannot be written, inputs that go. See also tests/batch.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, STORY, Run, environment, run, shell

__all__ = ["run"]

FULL = b"copydesk: Standard output cannot be written: bad file descriptor.\n"


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("clean story.txt >&-", 2, FULL),
        ("diff story.txt >&-", 2, FULL),
        ("clean <&-", 1, b"copydesk: Standard input is empty.\n"),
        ("clean nowhere.txt 2>&-", 2, b""),
        ("clean story.txt -o out.json >&- <&- 2>&-", 0, b""),
    ],
)
def test_a_closed_stream_is_told(tmp_path: Path, story: str, line: str, status: int, said: bytes):
    done = shell(f"{COMMAND} {line}", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", said)


@pytest.fixture
def story(tmp_path: Path) -> str:
    (tmp_path / "story.txt").write_text(STORY)
    return "story.txt"


@pytest.mark.parametrize("kilobytes", [75_000, 90_000, 190_000])
def test_memory_that_ends_is_told_and_nothing_is_half_written(
    tmp_path: Path, story: str, kilobytes: int
):
    (tmp_path / "large.txt").write_text("a b " * 4_900_000)
    done = shell(
        f"ulimit -v {kilobytes}; {COMMAND} clean large.txt {story} --fail-on never -o out/",
        tmp_path,
    )
    assert b"Traceback" not in done.stderr
    for path in (tmp_path / "out").glob("*.json"):
        json.loads(path.read_bytes())
    assert not list(tmp_path.rglob("*.part"))


def test_interrupted_at_any_moment_nothing_is_half_written(tmp_path: Path, story: str):
    """The moments are spread over the whole run, start-up too, before Python has read the
    program.
    """
    names = [story] * 40
    for number in range(4):
        output = tmp_path / f"out{number}.jsonl"
        process = subprocess.Popen(
            [COMMAND, "clean", *names, "-o", output.name],
            cwd=tmp_path,
            env=environment(),
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(0.35 * number + 0.3)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
        assert process.returncode in (130, 0, -signal.SIGINT)
        assert process.returncode == -signal.SIGINT or b"Traceback" not in said
        # the signal may also come after the output got its name
        written = output.read_bytes().count(b"\n") if output.exists() else 0
        assert written in ((len(names),) if process.returncode == 0 else (0, len(names)))
    assert not list(tmp_path.glob(".copydesk-*"))
    assert (tmp_path / story).read_text() == STORY


LOST = """
import sys
from copydesk.cli import interrupt_again
sys.unraisablehook = interrupt_again
class Finalised:
    def __del__(self): raise KeyboardInterrupt
try:
    Finalised()
    while True: pass
except KeyboardInterrupt: sys.exit(130)
"""


def test_an_interrupt_in_a_finaliser_is_not_lost():
    done = subprocess.run(
        [sys.executable, "-c", LOST], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_may_not_be_written_is_told_to_users(run: Run, story: str, tmp_path: Path):
    (tmp_path / "closed").mkdir(mode=0o500)
    done = run("clean", story, "-o", "closed/out.json")
    assert (done.returncode, done.stderr) == (
        2,
        b"copydesk: closed/out.json cannot be written: permission denied.\n",
    )


def test_an_output_that_is_no_place_is_told(run: Run, story: str):
    for place, why in (
        ("story.txt/out.json", b"not a directory"),
        ("/proc/nowhere/out.json", b"folder not found"),
        ("/dev/full", b"no space left on device"),
    ):
        done = run("clean", story, "-o", place)
        assert done.returncode == 2
        assert done.stderr.endswith(b" cannot be written: " + why + b".\n"), done.stderr
        assert b"Traceback" not in done.stderr


def test_inputs_that_go_or_are_no_files_are_told_and_the_others_are_done(
    run: Run, story: str, tmp_path: Path
):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")
    done = run("clean", "loop", "gone", story, "--field", "status")
    assert (done.returncode, done.stdout) == (2, b"ok\n")
    assert [line.split()[1] for line in done.stderr.decode().splitlines()] == ["loop", "gone"]
