"""`copydesk dedupe` as a person and a pipe see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, run
from tests.dedupe.synthetic import records

__all__ = ["run"]

FULL = """The ferry to Orrin Island will not sail before Thursday, the harbour office said on \
Monday evening, because its ramp is broken.

Passengers with tickets can use the bus to Marl Point instead, the office said, and will have \
their money back if they ask before Friday.

The ramp was built in 1974 and was last repaired eleven years ago, when a storm had bent one of \
its arms."""


def row(body: str, **more: object) -> dict[str, Any]:
    return {"body": body, "is_article": True, **more}


@pytest.fixture
def results(tmp_path: Path) -> str:
    """Two copies of a story on two sites, one corrected and cut short, and another story."""
    rows = [
        row(
            FULL.replace("Thursday", "Friday").rsplit("\n\n", 1)[0],
            headline="No boat",
            url="https://www.b.example/1",
            date="2024-03-05",
        ),
        row(
            FULL,
            headline="Ferry stays in port",
            source="Northwire",
            url="https://a.example/1",
            date="2024-03-04",
        ),
        row(
            "A pier burns in Saltby and nobody knows why, " * 9,
            headline="A pier burns\x1b[31m",
            url="https://a.example/2",
        ),
        row("", status="listing", is_article=False),
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    return "a.jsonl"


def test_a_pipe_gets_a_record_for_each_group(run: Run, results: str) -> None:
    done = run("dedupe", results)
    (group,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert done.stderr == (
        b"copydesk: 4 records (1 without an article skipped): "
        b"2 are copies of 1 story, 1 has no other copy.\n"
    )
    assert {
        name: group[name] for name in ("headline", "agency", "earliest", "fullest", "sites")
    } == {
        "headline": "Ferry stays in port",
        "agency": "Northwire",
        "earliest": "2024-03-04",
        "fullest": "a.jsonl#2",
        "sites": ["a.example", "b.example"],
    }
    assert [(copy["place"], copy["gone"], copy["new"]) for copy in group["copies"]] == [
        ("a.jsonl#2", 0, 0),
        ("a.jsonl#1", 23, 1),
    ]


def test_the_words_that_differ(run: Run, results: str) -> None:
    (group,) = map(json.loads, run("dedupe", results, "--words").stdout.splitlines())
    same, cut = (copy["diff"] for copy in group["copies"])
    assert same == []
    assert [pair for pair in cut if pair[0] != "same"][:2] == [
        ["gone", "Thursday"],
        ["new", "Friday"],
    ]
    shown = run("dedupe", results, "--diff").stdout.decode()
    assert (
        "[-Thursday-]{+Friday+}" in shown and "23 gone, 1 new" in shown and "the fullest" in shown
    )


def test_the_same_as_ever_whatever_the_form_and_the_order(
    run: Run, results: str, tmp_path: Path
) -> None:
    first = run("dedupe", results, "-o", "groups.jsonl")
    assert not first.stdout
    (group,) = map(json.loads, (tmp_path / "groups.jsonl").read_text().splitlines())
    lines = (tmp_path / results).read_bytes().splitlines(keepends=True)
    (turned,) = map(
        json.loads, run("dedupe", "-", stdin=b"".join(reversed(lines))).stdout.splitlines()
    )
    assert turned["id"] == group["id"] and turned["fullest"] == "-#3"


def test_every_story_with_all_and_one_with_group(run: Run, results: str) -> None:
    ids = [json.loads(line)["id"] for line in run("dedupe", results, "--all").stdout.splitlines()]
    assert len(ids) == len(set(ids)) == 2
    (only,) = run("dedupe", results, "--all", "--group", ids[1][:6].upper()).stdout.splitlines()
    assert json.loads(only)["id"] == ids[1]
    none = run("dedupe", results, "--group", "zzz")
    assert none.returncode == 2 and none.stderr == b"copydesk: no group's id begins with zzz.\n"


def test_no_control_of_a_page_reaches_the_reader(run: Run, results: str) -> None:
    assert b"\x1b" not in run("dedupe", results, "--all").stdout
    assert b"\x1b" not in run("dedupe", results, "--all", "--diff").stdout


def test_what_a_copy_says_of_itself_takes_a_line(run: Run, tmp_path: Path) -> None:
    rows = [
        row(FULL, headline="No\nboat", input="a\nb [red].txt", source="North\nwire", date="2024\n"),
        row(FULL, site_name="Hill\nRadio"),
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    shown = run("dedupe", "a.jsonl", "--diff").stdout.decode().splitlines()
    assert [line for line in shown if line] == [
        "No boat",
        f"{shown[1][:8]}  2 copies on 1 site, earliest 2024, North wire",
        "'a\\nb [red].txt'  2024  69 words, the fullest",
        "    a.jsonl#1",
        "Hill Radio  no date  69 words, the same ones",
        "    a.jsonl#2",
    ]


@pytest.mark.parametrize(
    ("words", "content", "status", "said"),
    [
        (("gone.jsonl",), b"", 2, b"copydesk: gone.jsonl was not found.\n"),
        (("b.jsonl",), b'{"text": "a page"}\n', 1, b"b.jsonl#1 is not an article record"),
        (("b.jsonl", "-q"), b'{"body": "x", "is_article": true}\n', 0, b""),
        (("b.jsonl", "--diff", "-o", "c.jsonl"), b"", 2, b"--diff is for reading"),
        ((), b"", 2, b"Missing argument 'RESULTS...'"),
    ],
    ids=str,
)
def test_what_goes_wrong_is_said(
    run: Run, tmp_path: Path, words: tuple[str, ...], content: bytes, status: int, said: bytes
) -> None:
    (tmp_path / "b.jsonl").write_bytes(content)
    done = run("dedupe", *words)
    assert done.returncode == status and said in done.stderr


def test_without_the_library_a_sentence_says_which_to_install(
    run: Run, results: str, tmp_path: Path
) -> None:
    (tmp_path / "rensa.py").write_text("raise ImportError")
    done = run("dedupe", results, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2 and done.stderr.endswith(b"pip install 'copydesk[dedupe]'.\n")


def test_nothing_is_left_on_disk(run: Run, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(
        "".join(json.dumps(one.record) + "\n" for one in records(40)), "utf-8"
    )
    (tmp_path / "temp").mkdir()
    assert run("dedupe", "many.jsonl", TMPDIR=str(tmp_path / "temp")).returncode == 0
    assert not list((tmp_path / "temp").iterdir())
