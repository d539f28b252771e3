"""Rows in: JSON Lines, an array, one object; tables out: CSV and TSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Run

ROWS = [
    {"id": 1, "text": STORY, "url": "https://example.org/a"},
    {"id": 2, "text": STORY, "url": None, "status": "new"},
]
DOCUMENTS = {
    "lines": "".join(json.dumps(row) + "\n" for row in ROWS),
    "an array on one line": json.dumps(ROWS),
    "an array as scrapers write it": "[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]\n",
    "an indented array": "\ufeff" + json.dumps(ROWS, indent=2),
}


def records(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_json_is_rows_and_rows_keep_their_columns(run: Run, tmp_path: Path, text: str):
    (tmp_path / "items.json").write_text(text, "utf-8")
    run("batch", "items.json", "--out", "out.jsonl")
    for output in (
        run("clean", "--jsonl", "items.json").stdout,
        (tmp_path / "out.jsonl").read_bytes(),
    ):
        one, other = records(output)
        assert (one["id"], one["url"], one["input"]) == (1, ROWS[0]["url"], "items.json#1")
        assert (other["id"], other["status"], other["copydesk_status"]) == (2, "new", "ok")
        assert "text" not in one
        assert "copydesk_url" not in one
    piped = run("clean", "--jsonl", stdin=text.encode())
    assert [record["id"] for record in records(piped.stdout)] == [1, 2]


def test_a_json_document_is_rows_without_an_option(run: Run, tmp_path: Path):
    for name, text in DOCUMENTS.items():
        (tmp_path / "items.json").write_text(text, "utf-8")
        done = run("clean", "items.json")
        assert done.stdout == run("clean", "--jsonl", "items.json").stdout, name
        assert [record["id"] for record in records(done.stdout)] == [1, 2]
    (tmp_path / "items.json").rename(tmp_path / "scraped")
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    mixed = records(run("clean", "scraped", "story.txt").stdout)
    assert [record["input"] for record in mixed] == ["scraped#1", "scraped#2", "story.txt"]


def test_the_page_of_a_document_is_in_the_column_that_batch_chooses(run: Run, tmp_path: Path):
    rows = [{"id": 3, "content": STORY, "title": "It sails"}]
    (tmp_path / "items.json").write_text(json.dumps(rows), "utf-8")
    (found,) = records(run("clean", "items.json").stdout)
    run("batch", "items.json", "--out", "out.jsonl")
    (batched,) = records((tmp_path / "out.jsonl").read_bytes())
    assert found["status"] == "ok"
    assert batched == found | {"error": None}
    (tmp_path / "items.json").write_text('[{"title": "It sails"}]', "utf-8")
    done = run("clean", "items.json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"items.json has no column html, content, " in done.stderr
    assert b"--jsonl and --text-field" in done.stderr


def test_one_object_is_one_row(run: Run, tmp_path: Path):
    (tmp_path / "item.json").write_text(json.dumps(ROWS[0], indent=1), "utf-8")
    for words in ((), ("--jsonl",)):
        assert [row["id"] for row in records(run("clean", *words, "item.json").stdout)] == [1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, 2]", "is JSON, but neither an array of objects nor an object of a page"),
        ("[]", "is JSON, but neither an array of objects nor an object of a page"),
        (json.dumps(ROWS), "holds rows of JSON, not one page"),
        (DOCUMENTS["lines"], "holds rows of JSON, not one page"),
    ],
)
def test_json_is_no_page(run: Run, text: str, sentence: str):
    done = run("clean", stdin=text.encode())
    assert (done.returncode, done.stdout) == (2 if "rows" in sentence else 1, b"")
    assert sentence in done.stderr.decode()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("[1, 2]", ["is not a JSON object but a list"]),
        ('"text"', ["is not a JSON object but a string"]),
        ('[{"text": "a b"},\n 2,\n {"text": "c"}', ["but a number", "does not end with ]"]),
        ('[{"text": "a b"},\n {"text": c}]', ["is not valid JSON"]),
        ("[\n\n]", ["is an empty list"]),
    ],
)
def test_other_json_is_refused(run: Run, tmp_path: Path, text: str, sentences: list[str]):
    (tmp_path / "items.json").write_text(text)
    for words in (("clean",), ("clean", "--jsonl"), ("batch", "--out", "-")):
        done = run(*words, "items.json")
        assert done.returncode == 1
        for sentence in sentences:
            assert sentence in done.stderr.decode()


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_table_has_a_header_and_a_line_a_page(run: Run, story: str, form: str):
    done = run(
        "clean", story, story, "--format", form, "--field", "input,headline", "--field", "body"
    )
    table = list(
        csv.reader(io.StringIO(done.stdout.decode()), "excel" if form == "csv" else "excel-tab")
    )
    assert table[0] == ["input", "headline", "body"]
    assert [row[0] for row in table[1:]] == [story, story]
    assert ("\n\n" if form == "csv" else r"\n\n") in table[1][2]
    usual = run("clean", story, "-o", f"out.{form}")
    assert (usual.returncode, usual.stdout) == (0, b"")


def test_a_table_in_a_folder_has_a_header_in_each_file(run: Run, story: str, tmp_path: Path):
    run("clean", story, "--format", "csv", "--field", "status", "-o", "out/")
    assert (tmp_path / "out" / "story.txt.csv").read_text() == "status\nok\n"


def test_a_record_is_the_same_alone_and_among_many(run: Run, story: str):
    one = run("clean", story, "--field", "headline,body").stdout
    assert run("clean", story, story, "--field", "headline,body").stdout == one * 2
    alone = run("clean", story, "--field", "body").stdout
    assert alone.count(b"\n") == 1
    assert run("clean", story, story, "--field", "body").stdout == alone * 2


@pytest.mark.parametrize(
    "words",
    [["--field", "body", "--format", "json"], ["-0", "--field", "url", "--format", "csv"],
     ["--field", "headline,nothing"], ["-o", "out.yaml"]],
)  # fmt: skip
def test_wrong_usage_is_two(run: Run, story: str, words: list[str]):
    assert run("clean", story, *words).returncode == 2
