"""The report's data, the run it shows, and the errors it raises."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from copydesk.text.display import CONTROL, DIRECTION, visible
from tests.batch.conftest import story
from tests.report.conftest import copydesk, held, index, pages, sheets


def test_the_list_is_the_run_in_order(looked: Path) -> None:
    found = index(looked / "report.html")
    records = {
        visible(record["input"]): record
        for record in map(
            json.loads,
            (
                path.read_text("utf-8")
                for path in (looked / "out").rglob("*.json")
                if ".copydesk" not in path.parts
            ),
        )
    }
    columns = found["pages"]
    assert columns["name"] == [
        visible(str(path.relative_to(looked)))
        for path in sorted((looked / "pages").rglob("*.*"), key=os.fsencode)
    ]
    assert len(columns["name"]) == found["totals"]["pages"] == 28
    for number, name in enumerate(columns["name"]):
        status = columns["statuses"][columns["status"][number]]
        if status == "failed":
            assert columns["error"][number] == "is binary data, not text"
            continue
        assert status == records[name]["status"]
        assert columns["headline"][number] == visible(records[name]["headline"] or "")
        assert columns["confidence"][number] == records[name]["confidence"]


def test_the_totals_are_those_of_the_pages(looked: Path) -> None:
    found = index(looked / "report.html")
    columns, totals = found["pages"], found["totals"]
    assert sum(totals["statuses"].values()) == 28
    assert sum(totals["confidences"]) == sum(columns["is_article"])
    for number, who in enumerate(columns["filters"]):
        cuts = [cut for page in columns["cuts"] for cut in page if cut[0] == number]
        assert totals["cuts"][who] == [
            sum(cut[1] for cut in cuts),
            sum(cut[2] for cut in cuts),
            len(cuts),
        ]


def test_a_sheet_has_the_whole_dump_and_the_article(looked: Path) -> None:
    found = index(looked / "report.html")
    number = found["pages"]["name"].index("pages/coast/page02.txt")
    sheet = sheets(looked / "report.html")[number]
    assert sheet
    text = "".join(piece[0] for block in sheet["blocks"] for piece in block[3])
    dump = (looked / "pages/coast/page02.txt").read_text("utf-8")
    assert "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, dump))
    record = json.loads((looked / "out/coast/page02.txt.json").read_text("utf-8"))
    paragraphs = [
        block[5] if block[5] != 1 else "".join(piece[0] for piece in block[3] if piece[1] == "")
        for block in sheet["blocks"]
        if block[5]
    ]
    assert paragraphs == [paragraph["text"] for paragraph in record["paragraphs"]]
    advertisement = next(block for block in sheet["blocks"] if block[3][0][0] == "Advertisement")
    assert advertisement[2] == "-"
    assert sheet["notes"][advertisement[4][0]][2] == "cut"


def test_no_text_of_a_page_stands_in_the_markup(looked: Path) -> None:
    report = looked / "report.html"
    text = report.read_text("ascii" if report.read_bytes().isascii() else "utf-8")
    assert "owned" not in text
    assert "ferry" not in text
    assert text.count("</script>") == len(held(report)) + 1, (
        "the data's elements and the one script"
    )


def test_nothing_in_the_data_turns_the_text_or_is_a_control(looked: Path) -> None:
    for name, text in held(looked / "report.html").items():
        assert not DIRECTION.search(text), name
        assert not CONTROL.search(text.replace("\n", "")), name
    assert "pages/odd\\x1b[31m<b>.txt" in index(looked / "report.html")["pages"]["name"], (
        "controls are written out"
    )


def test_the_policy_allows_the_script_and_the_style_alone(looked: Path) -> None:
    text = (looked / "report.html").read_text("utf-8")
    policy = text.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    kinds = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert kinds["default-src"] == "'none'"
    assert kinds["script-src"].startswith("'sha256-")
    assert kinds["style-src"].startswith("'sha256-")
    assert "unsafe" not in policy
    assert "src=" not in text.split("<script>")[0]
    assert not re.search(r"<[^>]*\s(on\w+|style)=", text.split("<body>")[1].split("<script")[0]), (
        "no element has a listener or a style of its own"
    )


def test_the_report_does_not_depend_on_jobs_and_is_written_over(looked: Path) -> None:
    done = copydesk(looked, "report", "out", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert b"out/report.html shows 28 pages" in done.stderr
    assert (looked / "out/report.html").read_bytes() == (looked / "report.html").read_bytes()
    assert copydesk(looked, "report", "out", "-q").stderr == b""


def test_of_a_long_run_evenly_spaced_pages_are_shown(looked: Path) -> None:
    done = copydesk(looked, "report", "out", "--pages", "5", "-o", "few.html")
    assert b"few.html shows 5 of 28 pages" in done.stderr
    few, all_pages = index(looked / "few.html"), index(looked / "report.html")
    assert few["totals"] == all_pages["totals"]
    assert few["pages"]["name"] == [all_pages["pages"]["name"][at] for at in (0, 6, 12, 17, 23)]
    assert len(sheets(looked / "few.html")) == 5


# Sentences of a story, each a paragraph.
MORE = story(1).split("\n\n")[4:10]


@pytest.mark.parametrize(
    ("out", "packed"), [("rows.jsonl.gz", "rows"), ("rows.parquet", "parquet")]
)
def test_rows_have_their_own_pages(looked: Path, tmp_path: Path, out: str, packed: str) -> None:
    if packed == "parquet":
        pytest.importorskip("pyarrow")
    rows = [
        {
            "url": f"https://www.{'tide' if number % 2 else 'moor'}.example/{number}",
            "text": path.read_text("utf-8"),
        }
        for number, path in enumerate(sorted((looked / "pages/coast").glob("*.txt")))
    ]
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in [*rows, {"text": ""}]), "utf-8"
    )
    assert (
        copydesk(
            tmp_path, "batch", "in.jsonl", "--out", out, "--report", "r.html", "--fail-on", "never"
        ).returncode
        == 0
    )
    columns = index(tmp_path / "r.html")["pages"]
    assert columns["name"] == [f"in.jsonl#{number + 1}" for number in range(len(rows) + 1)]
    assert columns["sites"] == ["moor.example", "tide.example", "in.jsonl"]
    assert columns["error"][-1]


def test_a_page_too_long_is_shortened_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    paragraphs = "".join(
        "".join(f"{MORE[(number + part) % len(MORE)]} ({number}) " for part in range(48)) + "\n\n"
        for number in range(60)
    )
    (tmp_path / "pages/long.txt").write_text(
        f"Home\nNews\n\nThe ferry stays in port\n\nBy Mara "
        f"Quill\n\n{paragraphs}Advertisement\n\nLeave a Reply\n",
        "utf-8",
    )
    # Without the judge, which may cut paragraphs that repeat the same sentences.
    words = ("batch", "pages", "--out", "out", "--report", "r.html", "--without", "judge")
    assert copydesk(tmp_path, *words).returncode == 0
    (sheet,) = sheets(tmp_path / "r.html")
    assert sheet
    assert sheet["short"]
    assert not sheet["left_out"]
    unchanged = [
        block for block in sheet["blocks"] if block[2] == " " and len(block[3][0][0]) > 100
    ]
    assert len(unchanged) == 60
    assert all(block[3][0][0].endswith(" […]") and len(block[3][0][0]) < 250 for block in unchanged)
    assert sheet["blocks"][-1][3][0][0] == "Leave a Reply"
    assert index(tmp_path / "r.html")["pages"]["short"] == [True]


def test_inputs_that_changed_are_said(tmp_path: Path) -> None:
    pages(tmp_path / "pages")
    assert (
        copydesk(tmp_path, "batch", "pages", "--out", "out", "--fail-on", "never").returncode == 0
    )
    (tmp_path / "pages/menu.txt").unlink()
    (tmp_path / "pages/coast/page02.txt").write_text("Home\n\nAnother page\n", "utf-8")
    assert copydesk(tmp_path, "report", "out").returncode == 0
    found = index(tmp_path / "out/report.html")
    assert found["about"]["notices"] == [
        "Since the run 1 of its inputs have changed and 1 have gone: their pages are "
        "shown as they are now."
    ]
    assert (
        found["pages"]["error"][found["pages"]["name"].index("pages/menu.txt")] == "was not found"
    )
    (tmp_path / "pages").rename(tmp_path / "elsewhere")
    done = copydesk(tmp_path, "report", "out")
    assert done.returncode == 2
    assert done.stderr == (
        b"copydesk: None of the run's inputs was found: run copydesk in the folder where the run "
        b"was started, or restore them.\n"
    )


def test_a_run_that_was_stopped_is_shown_as_far_as_it_is(looked: Path, tmp_path: Path) -> None:
    pages(tmp_path / "pages")
    assert copydesk(tmp_path, "batch", "pages", "--out", "out", "--strict").returncode == 1
    assert copydesk(tmp_path, "report", "out").returncode == 0
    found = index(tmp_path / "out/report.html")
    assert found["about"]["notices"] == [
        "The run is not finished: the report shows the pages done so far."
    ]
    assert found["totals"]["pages"] == len(found["pages"]["name"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "nowhere"), "nowhere was not found."),
        (
            ("report", "pages"),
            "pages holds no results: no file in it ends in .json, .jsonl or .parquet.",
        ),
        (
            ("report", "notes.html"),
            "notes.html is not valid JSON: Expecting value: line 1 column 1.",
        ),
        (
            ("report", "out", "-o", "notes.html"),
            "notes.html already exists and holds no report of copydesk: move it away, or "
            "name another file.",
        ),
        (
            ("report", "out", "-o", "pages/r.html"),
            "pages/r.html is inside the input pages and would be read as one of its pages: "
            "name another file for the report.",
        ),
        (
            ("report", "out", "-o", "no/such/r.html"),
            "no/such/r.html cannot be written: folder not found.",
        ),
        (
            ("batch", "pages", "--out", "new", "--report", "notes.html"),
            "notes.html already exists and holds no report of copydesk: move it away, or "
            "name another file.",
        ),
    ],
)
def test_refusals(looked: Path, words: tuple[str, ...], said: str) -> None:
    (looked / "notes.html").write_text("<!doctype html><p>mine", "utf-8")
    done = copydesk(looked, *words)
    assert done.returncode == 2
    assert done.stderr.decode() == f"copydesk: {said}\n"
    assert not (looked / "new").exists()
    assert (looked / "notes.html").read_text("utf-8") == "<!doctype html><p>mine"


def test_results_without_a_journal(looked: Path, tmp_path: Path) -> None:
    pages(tmp_path / "pages")
    names = [
        f"pages/coast/page{number:02d}.{'html' if number % 2 else 'txt'}" for number in (1, 2, 4, 5)
    ]
    explained, plain = (
        copydesk(tmp_path, "clean", *names[:2], "--explain").stdout,
        copydesk(tmp_path, "clean", *names[2:]).stdout,
    )
    gone = plain.splitlines()[0].replace(names[2].encode(), b"pages/gone.txt")
    (tmp_path / "results.jsonl").write_bytes(
        explained
        + plain
        + gone
        + b'\n{"input": "bad.txt", "body": null, "error": "is empty", "status": "failed"}\n'
    )
    (tmp_path / names[0]).unlink()
    (tmp_path / names[3]).write_text("Home\n\nAnother page altogether\n", "utf-8")
    assert copydesk(tmp_path, "report", "results.jsonl").returncode == 0
    report = tmp_path / "results.jsonl.report.html"
    found = sheets(report)
    columns = index(report)["pages"]
    assert columns["name"] == [*names, "pages/gone.txt", "bad.txt"]
    assert columns["error"] == ["", "", "", "", "", "is empty"]
    assert found[-1] is None
    assert [bool(sheet and sheet["missing"]) for sheet in found] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]
    marks = [{block[2] for block in sheet["blocks"]} if sheet else set() for sheet in found]
    assert "-" in marks[0]
    assert "-" in marks[2]
    assert marks[3] == {" "}
    assert index(report)["totals"]["statuses"] == {"ok": 5, "failed": 1}


def test_rows_on_standard_output_have_no_report(looked: Path) -> None:
    done = copydesk(looked, "batch", "pages", "--out", "-", "--report", "r.html")
    assert done.returncode == 2
    assert b"--report needs the run's journal" in done.stderr
