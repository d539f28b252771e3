"""`copydesk clean` as a shell sees it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import threading
from pathlib import Path

import jsonschema
import pytest

from copydesk.model.article import ARTICLE_FIELDS
from tests.cli.conftest import COMMAND, STORY, Run, environment


def test_stdin_gives_one_line_of_json_with_the_main_fields_first(run: Run):
    done = run("clean", stdin=STORY.encode())
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)
    record = json.loads(done.stdout)
    assert list(record)[:7] == [
        "headline",
        "byline",
        "authors",
        "date",
        "photo_credit",
        "body",
        "input",
    ]
    assert record["input"] == "-"
    assert "Advertisement" not in record["body"]


def test_the_record_is_as_the_schema_says(run: Run, story: str):
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    for words in (["clean", story], ["clean", story, "--explain"]):
        jsonschema.validate(json.loads(run(*words).stdout), schema)
    assert tuple(schema["required"]) == ARTICLE_FIELDS


def test_explain_adds_blocks_and_ledger(run: Run, story: str):
    record = json.loads(run("clean", story, "--explain").stdout)
    cut = [
        record["blocks"][entry["block"]]
        for entry in record["ledger"]
        if entry.get("who") == "ad-marker"
    ]
    assert cut == ["Advertisement", "Advertisement"]


def test_fields_are_bare_values_one_line_a_page(run: Run, story: str):
    assert run("clean", story, "--field", "status").stdout == b"ok\n"
    assert (
        run("clean", story, story, "--field", "input", "--field", "status").stdout
        == b"story.txt\tok\n" * 2
    )
    bodies = run("clean", story, story, "--field", "body").stdout
    assert bodies.count(b"\n") == 2
    assert rb"\n\n" in bodies
    assert bodies == run("clean", story, "--field", "body").stdout * 2


def test_null_is_an_empty_line_and_zero_ends_values(run: Run, story: str):
    assert run("clean", story, "--field", "url").stdout == b"\n"
    assert (
        run("clean", story, story, "--field", "status", "--field", "url", "-0").stdout
        == b"ok\0\0ok\0\0"
    )
    assert b"\n\n" in run("clean", story, story, "--field", "body", "-0").stdout


def test_a_missing_input_is_told_and_the_others_are_done(run: Run, story: str, tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "picture.txt").write_bytes(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8
    )
    (tmp_path / "folder").mkdir()
    done = run("clean", "nowhere.txt", "empty.txt", "picture.txt", "folder", story)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert [line.split()[1] for line in lines] == [
        "nowhere.txt",
        "empty.txt",
        "picture.txt",
        "folder",
    ]
    assert [json.loads(line)["input"] for line in done.stdout.splitlines()] == [story]


@pytest.mark.parametrize(
    ("words", "status"), [([], 1), (["--fail-on", "error"], 1), (["--fail-on", "never"], 0)]
)
def test_empty_stdin_fails(run: Run, words: list[str], status: int):
    done = run("clean", *words)
    assert (done.returncode, done.stdout, done.stderr) == (
        status,
        b"",
        b"copydesk: Standard input is empty.\n",
    )


@pytest.mark.parametrize(
    ("words", "status"), [([], 1), (["--fail-on", "error"], 0), (["--fail-on", "never"], 0)]
)
def test_a_page_without_an_article_gives_its_record(run: Run, words: list[str], status: int):
    done = run("clean", *words, stdin=b"* * *\n")
    assert (done.returncode, json.loads(done.stdout)["is_article"], done.stderr) == (
        status,
        False,
        b"",
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "yaml"],
        ["--only", "ad-marke"],
        ["--field", "headlin"],
        ["--encoding", "klingon"],
        ["--crawled", "yesterday"],
        ["--text-field", "body"],
        ["-0"],
        ["--explain", "--format", "text"],
        ["story.txt", "story.txt", "--format", "markdown"],
        ["--jsonl", "--format", "text"],
    ],
)
def test_wrong_usage_is_two(run: Run, story: str, words: list[str]):
    done = run("clean", *words, stdin=STORY.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_filters_are_chosen(run: Run, story: str):
    without = json.loads(
        run("clean", story, "--without", "ad-marker", "--preset", "chrome-only", "--explain").stdout
    )
    assert "ad-marker" not in {entry.get("who") for entry in without["ledger"]}
    assert {entry["stage"] for entry in without["ledger"] if entry["entry"] == "verdict"} <= {
        "line",
        "run",
    }
    only = json.loads(run("clean", story, "--only", "ad-marker", "--explain").stdout)
    assert {entry["who"] for entry in only["ledger"] if entry["entry"] == "verdict"} == {
        "ad-marker"
    }


def test_rows_are_streamed_and_a_bad_one_is_passed(run: Run):
    rows = [
        json.dumps({"text": STORY, "url": "https://example.org/a"}),
        "{half",
        "[1]",
        '{"text": null}',
        "",
        json.dumps({"html": f"<p>{STORY}</p>"}),
    ]
    done = run("clean", "--jsonl", stdin="\n".join(rows).encode())
    assert done.returncode == 1
    assert [json.loads(line)["input"] for line in done.stdout.splitlines()] == ["-#1", "-#6"]
    assert json.loads(done.stdout.splitlines()[0])["url"] == "https://example.org/a"
    assert [line.split()[:3] for line in done.stderr.decode().splitlines()] == [
        ["copydesk:", "Row", number] for number in "234"
    ]


def test_a_row_comes_out_before_the_next_goes_in(tmp_path: Path):
    row = json.dumps({"body": STORY}).encode() + b"\n"
    words = [COMMAND, "clean", "--jsonl", "--text-field", "body"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=environment()
    ) as process:
        assert process.stdin
        assert process.stdout
        late = threading.Timer(20, process.kill)
        late.start()
        for number in "12":
            process.stdin.write(row)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["input"] == f"-#{number}"
        process.stdin.close()
        assert process.wait(20) == 0
        late.cancel()


def test_gzip_is_undone_and_broken_gzip_is_told(run: Run, tmp_path: Path):
    packed = gzip.compress(json.dumps({"text": STORY}).encode() + b"\n")
    (tmp_path / "rows.gz").write_bytes(packed)
    (tmp_path / "cut.gz").write_bytes(packed[:-9])
    (tmp_path / "page.gz").write_bytes(gzip.compress(STORY.encode()))
    assert run("clean", "--jsonl", "rows.gz").returncode == 0
    assert run("clean", "page.gz", "--field", "status").stdout == b"ok\n"
    done = run("clean", "--jsonl", "cut.gz")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


def test_a_closed_pipe_ends_quietly(run: Run, story: str, tmp_path: Path):
    names = " ".join([story] * 40)
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} clean {names} | head -1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 2
    assert done.stdout.endswith(b"\n0\n")


def test_a_full_disk_is_told(tmp_path: Path, story: str):
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} clean {story} > /dev/full"],
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"copydesk: Standard output cannot be written: no space left on device.\n"


def test_interrupted_it_leaves_without_a_traceback(tmp_path: Path):
    words = [COMMAND, "clean", "--jsonl", "-o", "rows.json"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()
    ) as process:
        assert process.stdin
        assert process.stderr
        late = threading.Timer(20, process.kill)
        late.start()
        process.stdin.write(b"{bad}\n")
        process.stdin.flush()
        assert process.stderr.readline()
        process.send_signal(2)
        assert process.wait(20) == 130
        assert b"Traceback" not in process.stderr.read()
        late.cancel()
    assert list(tmp_path.iterdir()) == []


def test_names_and_pages_send_nothing_to_the_terminal(run: Run, tmp_path: Path):
    done = run("clean", "\x1b]0;owned\x07\u202etxt", "caf\udce9")
    assert done.stderr.decode() == (
        "copydesk: \\x1b]0;owned\\x07\\u202etxt was not found.\ncopydesk: caf\\xe9 was not found.\n"
    )
    record = run(
        "clean",
        "--jsonl",
        stdin=json.dumps({"text": STORY, "url": "https://e.org/\x9b31m\u202e\ud800"}).encode(),
    ).stdout
    assert rb"\u009b31m\u202e\ud800" in record
    assert "\x9b" not in record.decode()


def test_a_bare_page_imports_no_rich(tmp_path: Path, story: str):
    code = (
        "import sys; from copydesk.cli import run; status = run(sys.argv[1:]); "
        "print(*sorted({'rich', 'bs4', 'copydesk.desk'} & set(sys.modules)), file=sys.stderr)"
    )

    def loaded(*words: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, cwd=tmp_path, check=True
        ).stderr

    assert loaded("clean", story) == b"copydesk.desk\n"
    assert loaded("--help") == b"\n"
    assert loaded("diff", "--help") == b"\n"


def test_the_module_is_the_command(run: Run, story: str, tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "clean", story],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, run("clean", story).stdout, b"")


def test_importing_copydesk_imports_next_to_nothing():
    code = (
        "import sys; before = set(sys.modules); import copydesk; "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "copydesk.desk" not in done.stdout


MANY = {
    "rows.jsonl": (
        b'{"text": "a"}\n',
        b"rows.jsonl holds rows of JSON, not one page: `copydesk clean --jsonl` and `copydesk "
        b"batch` read each",
    ),
    "crawl": (
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"crawl holds the records of a crawl, not one page: `copydesk batch` reads each",
    ),
    "table": (b"PAR1\0\0", b"table holds a table, not one page: `copydesk batch` reads each row"),
}


@pytest.mark.parametrize("name", MANY)
@pytest.mark.parametrize("command", ["clean", "diff"])
def test_a_file_of_many_pages_is_not_taken_for_one(
    run: Run, tmp_path: Path, command: str, name: str
):
    data, sentence = MANY[name]
    (tmp_path / name).write_bytes(data)
    done = run(command, name)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"copydesk: %s.\n" % sentence)


def test_an_archive_of_one_page_is_that_page(run: Run, tmp_path: Path):
    (tmp_path / "saved.mht").write_bytes(
        b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; "
        b"boundary=B\n\n"
        b"--B\nContent-Type: text/html\nContent-Location: https://e.org/x\n\n<h1>The ferry</h1>"
        b"<p>It sails again.\n--B--\n"
    )
    record = json.loads(run("clean", "saved.mht", "--fail-on", "never").stdout)
    assert (record["input"], record["url"], "MIME" in record["body"]) == (
        "saved.mht",
        "https://e.org/x",
        False,
    )


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        (
            "claen",
            b"Unknown command 'claen'; did you mean 'clean'?",
        ),
        ("xyzzy", b"Unknown command 'xyzzy'; `copydesk --help` lists the commands."),
        ("story.txt", b"Unknown command 'story.txt'; did you mean `copydesk clean story.txt`?"),
        (".", b"Unknown command '.'; did you mean `copydesk batch . --out FOLDER`?"),
    ],
)
def test_what_is_no_command_is_told_what_was_meant(
    run: Run, story: str, word: str, sentence: bytes
):
    done = run(word)
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (
        2,
        b"",
        b"Error: " + sentence,
    )
