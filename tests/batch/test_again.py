"""A batch over the same inputs again: only what is new or changed is cleaned."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.batch.conftest import begin, digests, html, records, story, write_rows
from tests.batch.test_resume import await_growth
from tests.cli.conftest import COMMAND, Run, environment

HERE = Path(__file__).resolve().parent
CASES = dict(
    re.findall(
        r"^## (.+?)\n+```\n(.*?)^```", (HERE / "again.md").read_text("utf-8"), re.MULTILINE | re.S
    )
)


def pages_of(out: Path) -> dict[str, object]:
    """What a reader finds in an output: its files, or its rows in any order."""
    if out.is_file():
        return {str(row["input"]): row for row in records(out)}
    found: dict[str, object] = dict(digests(out))
    return {name: digest for name, digest in found.items() if not name.startswith(".")}


class Scene:
    """A folder in which the steps of a case are done."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder = folder
        self._run = run
        self._words: list[str] = []

    def step(self, line: str, expected: list[str]) -> None:
        verb, *words = line.split()
        if verb == "$":
            self._words = words
            self._batch(words, expected)
        elif verb == "=":
            self._as_fresh()
        elif verb in ("files", "rows"):
            assert sorted(pages_of(self._folder / words[0])) == words[1:]
        else:
            getattr(self, verb)(self._folder / words[0], *words[1:])

    def write(self, path: Path, *page: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if page[0] == "rows":
            write_rows(path, int(page[1]))
        elif page[0] in ("nothing", "marks"):
            path.write_text("* * *\n" if page[0] == "marks" else "")
        else:
            path.write_text(html(int(page[1])) if page[0] == "html" else story(int(page[0])))

    def append(self, path: Path) -> None:
        with path.open("a") as file:
            file.write(json.dumps({"text": story(77)}) + "\n")

    def touch(self, path: Path) -> None:
        os.utime(path, ns=(0, path.stat().st_mtime_ns - 10**9))

    def remove(self, path: Path) -> None:
        path.unlink()

    def _batch(self, words: list[str], expected: list[str]) -> None:
        done = self._run("batch", *words)
        said = done.stderr.decode().replace("copydesk: ", "").splitlines()
        if done.returncode == 2 and said[0].startswith("Usage"):
            said = said[-1:]
        lines = [f"> {line}" for line in done.stdout.decode().splitlines()]
        status = [f"[status {done.returncode}]"] if done.returncode else []
        assert [*lines, *said, *status] == expected

    def _as_fresh(self) -> None:
        out = self._words[self._words.index("--out") + 1]
        suffix = ".jsonl" if out.endswith(".jsonl") else ""
        again = [f"fresh{suffix}" if word == out else word for word in self._words]
        self._run("batch", *again, "--fresh", "-q")
        assert pages_of(self._folder / out) == pages_of(self._folder / f"fresh{suffix}")


@pytest.mark.parametrize("name", CASES)
def test_only_what_is_new_or_changed_is_cleaned(tmp_path: Path, run: Run, name: str) -> None:
    scene = Scene(tmp_path, run)
    steps: list[tuple[str, list[str]]] = []
    for line in CASES[name].splitlines():
        if re.match(r"(?:\$|=|files|rows|write|append|touch|remove) ", line):
            steps.append((line, []))
        else:
            steps[-1][1].append(line)
    for line, expected in steps:
        scene.step(line, expected)


def test_a_week_of_nights_of_the_cookbooks_cron_recipe(tmp_path: Path) -> None:
    """Each night brings pages, a changed one and a failure; only those are cleaned and mailed."""
    cookbook = (HERE.parents[1] / "docs" / "cookbook.md").read_text("utf-8")
    recipe = re.search(r"cd /srv/crawl && (copydesk batch .*)", cookbook)
    assert recipe
    line = recipe[1].replace("copydesk", str(COMMAND), 1)
    pages = tmp_path / "pages"
    for night in range(7):
        folder = pages / f"day{night}"
        folder.mkdir(parents=True)
        for number in range(3):
            (folder / f"{number}.html").write_text(html(10 * night + number))
        (folder / "empty.txt").write_text("")
        if night:
            (pages / f"day{night - 1}" / "0.html").write_text(html(900 + night))
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "articles").rglob("*.json")}
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, check=False
        )
        mail = f"copydesk: pages/day{night}/empty.txt is empty.\n"
        assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", mail)
        found = {path: path.stat().st_mtime_ns for path in (tmp_path / "articles").rglob("*.json")}
        cleaned = {
            str(path.relative_to(tmp_path / "articles"))
            for path, moment in found.items()
            if before.get(path) != moment
        }
        expected = {f"day{night}/{number}.html.json" for number in range(3)} | {
            ".copydesk/state.json"
        }
        assert cleaned == expected | ({f"day{night - 1}/0.html.json"} if night else set())
    assert len(records(tmp_path / "articles" / "failures.jsonl")) == 7
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("out", ["out/", "out.jsonl"])
def test_killed_in_a_later_run_it_resumes(
    tmp_path: Path, run: Run, begun: list[subprocess.Popen[bytes]], out: str
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(20):
        (pages / f"a{number}.txt").write_text(story(number))
    assert run("batch", "pages", "--out", out).returncode == 0
    for number in range(400):
        (pages / f"b{number}.txt").write_text(story(number))
    grown = tmp_path / ("out/b0.txt.json" if out == "out/" else "out.jsonl.partial")
    process = begin(["batch", "pages", "--out", out, "--jobs", "1"], tmp_path)
    begun.append(process)
    await_growth(grown)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (pages / "c.txt").write_text(story(5))
    last = run("batch", "pages", "--out", out)
    assert (last.returncode, b" ok; " in last.stderr or b"nothing new" in last.stderr) == (0, True)
    fresh = "fresh/" if out == "out/" else "fresh.jsonl"
    run("batch", "pages", "--out", fresh)
    assert pages_of(tmp_path / out) == pages_of(tmp_path / fresh)
