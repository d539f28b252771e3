"""`copydesk strip`: the dump without its chrome, in a pipe, in a folder, in place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Run

LEFT = STORY.replace("Home\nNews\n\n", "").replace("Advertisement\n\n", "")
LEFT = LEFT.removesuffix("\nAdvertisement\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_lines_that_stay_are_the_dumps(run: Run, encoding: str, line_end: str):
    def dump(text: str) -> bytes:
        return text.replace("\n", line_end).encode(encoding)

    done = run("strip", stdin=dump(STORY))
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", dump(LEFT))


def test_without_fields_only_the_body_stays(run: Run, story: str):
    left = run("strip", story, "--without-fields").stdout.decode()
    assert "By Mara Quill" not in left
    assert left.startswith("MARL POINT (AP) — The ferry")


def test_filters_are_chosen(run: Run, story: str):
    assert run("strip", story, "--only", "ad-marker").stdout.startswith(b"Home\n")


def test_a_folder_has_a_file_for_each_dump(run: Run, story: str, tmp_path: Path):
    (tmp_path / "page.html").write_text("<!doctype html><h1>The ferry</h1><p>It sails.</p>")
    run("strip", story, "page.html", "-o", "out/")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["page.html.txt", story]
    assert (tmp_path / "out" / story).read_text("utf-8") == LEFT


def test_rows_keep_their_columns_and_have_their_text_replaced(run: Run):
    sentence = "The ferry sails from Orrin at nine on Sunday."
    page = f"<p>{sentence}</p>"
    rows = [{"id": 7, "text": STORY, "tags": ["a"]}, {"html": page, "id": 8}]
    done = run(
        "strip", "--jsonl", "--fail-on", "never",
        stdin="".join(json.dumps(row) + "\n" for row in rows).encode(),
    )  # fmt: skip
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": 7, "text": LEFT, "tags": ["a"]},
        {"html": page, "id": 8, "text": f"{sentence}\n"},
    ]


def test_in_place_keeps_the_original(run: Run, story: str, tmp_path: Path):
    (tmp_path / story).chmod(0o640)
    done = run("strip", "--in-place", "--backup", ".orig", story)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / story).read_text("utf-8") == LEFT
    assert (tmp_path / story).stat().st_mode & 0o777 == 0o640
    assert (tmp_path / f"{story}.orig").read_text("utf-8") == STORY
    again = run("strip", "--in-place", "--backup", ".orig", story)
    assert (again.returncode, again.stderr) == (
        1,
        b"copydesk: story.txt is left as it is: story.txt.orig exists; choose another --backup.\n",
    )


REFUSED = {
    "menu.txt": (b"* * *\n", b"gave no article (status empty) and is left as it is"),
    "page.html": (
        f"<!doctype html><p>{STORY}</p>".encode(),
        b"is HTML: --in-place replaces only text dumps",
    ),
    "page.gz": (
        gzip.compress(STORY.encode()),
        b"is compressed: --in-place replaces only plain files",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_in_place_refuses_what_it_cannot_replace(run: Run, tmp_path: Path, name: str):
    data, sentence = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    done = run("strip", "--in-place", "--backup", "~", name)
    assert (done.returncode, done.stderr) == (1, b"copydesk: %s %s.\n" % (name.encode(), sentence))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [data]


@pytest.mark.parametrize(
    "words",
    [
        ["--in-place", "story.txt"],
        ["--backup", "~", "story.txt"],
        ["--in-place", "--backup", "~"],
        ["--in-place", "--backup", "~", "-"],
        ["--in-place", "--backup", "", "story.txt"],
        ["--in-place", "--backup", "/x", "story.txt"],
        ["--in-place", "--backup", "~", "-o", "out.txt", "story.txt"],
        ["--in-place", "--backup", "~", "--jsonl", "story.txt"],
        ["--jsonl", "-o", "out/"],
        ["story.txt", "story.txt", "-o", "out.txt"],
    ],
)
def test_wrong_usage_is_two(run: Run, story: str, tmp_path: Path, words: list[str]):
    done = run("strip", *words, stdin=STORY.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert [path.name for path in tmp_path.iterdir()] == [story]


def test_a_dump_that_is_not_read_to_its_end_fails(run: Run, tmp_path: Path):
    (tmp_path / "long.txt").write_text(STORY * 4, "utf-8")
    done = run("strip", "long.txt", "--max-bytes", "1000")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"--max-bytes" in done.stderr
