"""The cases of cut_lines.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.report.conftest import copydesk

CASES = tomllib.loads(Path(__file__).with_name("cut_lines.toml").read_text("utf-8"))
# A page that takes half a minute to clean.
LONG_PAGE_WORDS = 3_000_000
REASON_COLUMN = 2  # spaces before a reason, at least


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the results of the pages in every form."""
    folder = tmp_path_factory.mktemp("runs")
    for name, text in CASES["pages"].items():
        path = folder / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for out in ("out/", "out.jsonl"):
        assert copydesk(folder, "batch", "pages", "--out", out).returncode == 0
    inputs = [f"pages/{name}" for name in sorted(CASES["pages"])]
    explained = copydesk(folder, "clean", *inputs, "--explain").stdout
    (folder / "explained.jsonl").write_bytes(explained)
    odd_runs(folder)
    return folder


def odd_runs(folder: Path) -> None:
    """Add results of which some pages cannot be cleaned again."""
    odd = folder / "odd-pages"
    odd.mkdir()
    crane = CASES["pages"]["coast/crane.txt"]
    for name, text in {"crane.txt": crane, "empty.txt": "", "long.txt": crane}.items():
        (odd / name).write_text(text, "utf-8")
    copydesk(folder, "batch", "odd-pages", "--out", "odd/", "--timeout", "3")
    (odd / "long.txt").write_text("word " * LONG_PAGE_WORDS, "utf-8")
    (folder / "moved.jsonl").write_text('{"input": "gone.txt", "body": "A crane crosses."}\n')


def lines_of(shown: bytes) -> list[str]:
    """The rows without the reasons beside them."""
    return [row.split(" " * REASON_COLUMN)[0] for row in dedented(shown)]


def dedented(shown: bytes) -> list[str]:
    return [row.strip() for row in shown.decode().splitlines()]


@pytest.mark.parametrize(
    ("case", "out"),
    [
        pytest.param(case, out, id=f"{case['name']}: {out}")
        for case in CASES["run"]
        for out in case["results"]
    ],
)
def test_the_lines_that_a_filter_cut(runs: Path, case: dict[str, Any], out: str) -> None:
    names = [word for name in case["filters"] for word in ("--filter", name)]
    done = copydesk(runs, "report", out, *names, *case.get("options", ()))
    assert done.returncode == 0, done.stderr
    assert lines_of(done.stdout) == case["lines"]
    assert not list(runs.rglob("*.html")), "no file is written"


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["sentence"])
def test_what_is_refused(runs: Path, case: dict[str, Any]) -> None:
    done = copydesk(runs, "report", "out/", *case["options"])
    assert done.returncode == 2
    assert case["sentence"] in done.stderr.decode()
