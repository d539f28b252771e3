"""Results of a batch are read back alike from every output format."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from copydesk.model.outcome import Failure
from copydesk.sources.results import Result, results, results_on
from tests.batch.conftest import run, write_rows
from tests.cli.conftest import Run

__all__ = ["run"]

FIELDS = ("headline", "date", "body", "input", "status", "error")
PAGES = 14
# One row has no page and one is not valid JSON.
WHOLE = PAGES - 2


def read(given: str | Path) -> list[Result]:
    found = list(results(str(given), FIELDS))
    assert all(isinstance(one, Result) for one in found), found
    return [one for one in found if isinstance(one, Result)]


@pytest.fixture
def written(run: Run, tmp_path: Path) -> Path:
    """The same rows in every output format.

    The input has a column `date`, so the article's is called `copydesk_date` there.
    """
    write_rows(tmp_path / "rows.jsonl", PAGES)
    for out in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "folder/"):
        done = run("batch", "rows.jsonl", "--out", out, "-q", "--jobs", "1", "--fail-on", "never")
        assert done.returncode == 0, done.stderr
    return tmp_path


def test_every_form_of_output_holds_the_same_articles(written: Path) -> None:
    first = [one.record for one in read(written / "a.jsonl")]
    assert (
        len(first) == PAGES
        and sum(record["error"] is not None for record in first) == PAGES - WHOLE
    )
    assert not any(str(record["date"]).startswith("day") for record in first), (
        "the input's column is not the article's date"
    )
    for name in ("a.jsonl.gz", "a.jsonl.zst", "a.parquet"):
        assert [one.record for one in read(written / name)] == first, name
    whole = [record for record in first if record["error"] is None]
    assert [one.record for one in read(written / "folder")] == whole
    with (written / "a.jsonl.gz").open("rb") as file:
        assert [
            one.record for one in results_on(file, "-", FIELDS) if isinstance(one, Result)
        ] == first


def test_a_record_is_called_by_its_place(written: Path) -> None:
    for name in ("a.jsonl", "a.jsonl.gz", "a.parquet"):
        assert [one.place for one in read(written / name)] == [
            f"{written / name}#{number}" for number in range(1, PAGES + 1)
        ]
    assert all(Path(one.place).is_file() for one in read(written / "folder"))
    assert {Path(one.place) for one in read(written / "folder")} == {
        path for path in (written / "folder").rglob("0*.json") if path.is_file()
    }


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", b'{\n  "body": "x"\n', "is not valid JSON"),
        ("a.json", b'["body"]', "is not an article record"),
        ("a.jsonl", b'{"title": "x"}\n', "is not an article record"),
        ("a.jsonl.gz", gzip.compress(b'{"body": "x"}\n' * 9000, mtime=0)[:40], "is truncated"),
        ("a.parquet", b"PAR1 and no more", "not a complete parquet file"),
        ("a.txt", b"A page.", "is not valid JSON"),
    ],
    ids=str,
)
def test_what_is_no_result_is_said(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    last = list(results(str(tmp_path / name)))[-1]
    assert (
        isinstance(last, Failure)
        and why in last.why
        and last.input.startswith(str(tmp_path / name))
    )


def test_a_folder_without_results_is_said(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("# A story", "utf-8")
    (tmp_path / "failures.jsonl").write_text('{"error": "is empty"}\n', "utf-8")
    assert [one.why for one in results(str(tmp_path)) if isinstance(one, Failure)] == [
        "holds no results: no file in it ends in .json, .jsonl or .parquet"
    ]


def test_a_record_on_many_lines_and_many_records_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"body": "x", "date": None}, indent=2), "utf-8")
    (tmp_path / "two.json").write_text('{"body": "x"}\n{"body": "y"}\n', "utf-8")
    assert [(Path(one.place).name, one.record["body"]) for one in read(tmp_path)] == [
        ("one.json", "x"),
        ("two.json#1", "x"),
        ("two.json#2", "y"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        '[{"body": "x"}, {"body": "y"}]',
        '{\n  "body": "x"\n}\n{\n  "body": "y"\n}\n',
        '[\n{"body": "x"}, {"body": "y"}]',
    ],
    ids=repr,
)
def test_what_jq_makes_of_results_is_read(tmp_path: Path, content: str) -> None:
    (tmp_path / "all.json").write_text(content, "utf-8")
    assert [(Path(one.place).name, one.record["body"]) for one in read(tmp_path)] == [
        ("all.json#1", "x"),
        ("all.json#2", "y"),
    ]
