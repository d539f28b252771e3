"""`copydesk compare` and `clean --baseline`: the cases are in compare.md."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, STORY, Run, environment

CASE = re.compile(
    r"^## (?P<title>.*?)\n\n```old\n(?P<old>.*?)```\n\n```new\n(?P<new>.*?)```\n"
    r"(?P<consoles>.*?)(?=^## |\Z)",
    re.DOTALL | re.MULTILINE,
)
CONSOLE = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
CASES = [
    pytest.param(case["old"], case["new"], *console.groups(), id=f"{case['title']}: {console[1]}")
    for case in CASE.finditer(Path(__file__).with_name("compare.md").read_text("utf-8"))
    for console in CONSOLE.finditer(case["consoles"])
]


def shell(folder: Path, command: str) -> str:
    """What a command prints, its sentences first."""
    env = environment(PATH=f"{COMMAND.parent}:{environment()['PATH']}")
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, timeout=60, check=False
    )
    return (done.stderr + done.stdout).decode()


@pytest.mark.parametrize(("old", "new", "command", "shown"), CASES)
def test_a_case(tmp_path: Path, old: str, new: str, command: str, shown: str):
    (tmp_path / "old.jsonl").write_text(old, "utf-8")
    (tmp_path / "new.jsonl").write_text(new, "utf-8")
    assert shell(tmp_path, command) == shown


def test_clean_warns_of_what_is_not_as_in_a_baseline(run: Run, story: str, tmp_path: Path):
    (tmp_path / "other.txt").write_text(STORY, "utf-8")
    (tmp_path / "last.jsonl").write_bytes(run("clean", story).stdout)
    same = run("clean", story, "--baseline", "last.jsonl")
    assert (same.returncode, same.stderr, same.stdout) == (
        0,
        b"",
        (tmp_path / "last.jsonl").read_bytes(),
    )
    (tmp_path / story).write_text(
        STORY.replace("By Mara Quill", "By Mara Quell").replace(
            "Thursday, the harbour", "Friday, the harbour"
        ),
        "utf-8",
    )
    other = run("clean", "other.txt", story, "--baseline", "last.jsonl")
    assert other.returncode == 0
    assert other.stderr.decode().splitlines() == [
        "copydesk: other.txt is not in last.jsonl.",
        "copydesk: story.txt differs from last.jsonl: byline (1 gone and 1 new), "
        "authors (1 gone and 1 new), body (1 gone and 1 new).",
        "copydesk: against last.jsonl: 1 changed, 0 the same, 1 only in the new result.",
    ]


def test_a_baseline_that_many_articles_are_not_as_in_is_told_of_briefly(run: Run, tmp_path: Path):
    rows = [
        json.dumps(
            {"text": f"{STORY}\n\nStory {number} ends here, the harbour office said on Monday."}
        )
        for number in range(25)
    ]
    (tmp_path / "last.jsonl").write_text('{"input": "none", "body": ""}\n', "utf-8")
    said = (
        run("clean", "--jsonl", "--baseline", "last.jsonl", stdin="\n".join(rows).encode())
        .stderr.decode()
        .splitlines()
    )
    assert len(said) == 22
    assert said[-2:] == [
        "copydesk: more articles differ from last.jsonl; `copydesk compare` shows all.",
        "copydesk: against last.jsonl: 0 changed, 0 the same, 25 only in the new result.",
    ]


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(),
    reason="the peak of a process's memory is read from /proc",
)
def test_a_large_result_in_another_order_is_compared_in_bounded_memory(tmp_path: Path):
    """Two times 50 MB of articles, and the same backwards: what is put aside lies on disk."""
    body = "word " * 2000
    for name, numbers in (("old.jsonl", range(5_000)), ("new.jsonl", range(4_999, -1, -1))):
        with (tmp_path / name).open("w") as file:
            file.writelines(
                json.dumps({"input": f"page {number}", "body": f"{number} {body}"}) + "\n"
                for number in numbers
            )
    # ru_maxrss begins with what the test's own process had
    peak_of = "open('/proc/self/status').read().split('VmHWM:')[1].split()[0]"
    code = (
        f"import sys; from copydesk.cli import run; status = run(sys.argv[1:]); "
        f"print(status, int({peak_of}) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "compare", "old.jsonl", "new.jsonl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    shown, measured = done.stdout.splitlines()
    status, peak = map(int, measured.split())
    assert (shown, status) == ("0 changed, 5,000 the same", 0)
    assert peak < 120, f"{peak} MB"
