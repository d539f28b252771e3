"""What is read, what it is called in the output, and what is never written over."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import pty
import socket
import subprocess
from pathlib import Path

import pytest

from copydesk.sources.compression import zstd
from tests.batch.conftest import (
    COMMAND,
    digests,
    html,
    records,
    story,
    write_pages,
    write_rows,
    write_warc,
)
from tests.cli.conftest import Run

MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/saved
Date: Sat, 3 Feb 2024 04:05:06 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="B"

--B
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/saved

{page}
--B--
"""


def names(folder: Path) -> list[str]:
    return [name for name in digests(folder) if not name.startswith(".copydesk")]


def test_a_folder_is_mirrored_and_failures_are_listed(tmp_path: Path, run: Run):
    write_pages(tmp_path / "pages", 3)
    done = run("batch", "pages", "--out", "out")
    assert (done.returncode, done.stdout) == (1, b"")
    assert names(tmp_path / "out") == [
        "day0/page0.txt.json",
        "day1/page1.html.json",
        "day2/page2.txt.json",
        "failures.jsonl",
    ]
    record = json.loads((tmp_path / "out/day1/page1.html.json").read_text())
    assert (record["headline"], record["input"]) == ("The ferry, part 1", "pages/day1/page1.html")
    errors = {row["input"]: row["error"] for row in records(tmp_path / "out/failures.jsonl")}
    assert errors == {
        "pages/binary.html": "is binary data, not text",
        "pages/cut.txt.gz": "is truncated: its compressed data ends too early",
        "pages/empty.txt": "is empty",
        "pages/gone.txt": "was not found",
    }
    assert (
        done.stderr.decode().splitlines()[-1]
        == "copydesk: 7 pages: 4 failed, 3 ok; failures are listed in out/failures.jsonl."
    )


def test_each_format_has_its_suffix_and_the_fields_of_clean(tmp_path: Path, run: Run):
    (tmp_path / "a.txt").write_text(story(1))
    for form, suffix in (
        ("json", ".json"),
        ("jsonl", ".jsonl"),
        ("markdown", ".md"),
        ("text", ".txt"),
    ):
        assert run("batch", "a.txt", "--out", form, "--format", form).returncode == 0
        assert (tmp_path / form / f"a.txt{suffix}").read_bytes() == run(
            "clean", "a.txt", "--format", form
        ).stdout


def test_several_inputs_stand_under_their_own_names_and_may_not_meet(tmp_path: Path, run: Run):
    for name in ("a/x.txt", "b/x.txt", "c/a/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(story(1))
    assert run("batch", "a", "b", "--out", "out").returncode == 0
    assert names(tmp_path / "out") == ["a/x.txt.json", "b/x.txt.json"]
    done = run("batch", "a", "b", "c/a", "--out", "other")
    assert (done.returncode, (tmp_path / "other").exists()) == (2, False)
    assert b"a/x.txt and c/a/x.txt would both be written as a/x.txt" in done.stderr
    assert run("batch", "a/x.txt", "b/x.txt", "--out", "files").returncode == 0
    assert names(tmp_path / "files") == ["a/x.txt.json", "b/x.txt.json"]
    assert run("batch", "[ab]/*.txt", "--out", "globbed").returncode == 0
    assert names(tmp_path / "globbed") == ["a/x.txt.json", "b/x.txt.json"]


def test_nothing_that_is_there_is_written_over(tmp_path: Path, run: Run):
    (tmp_path / "a.txt").write_text(story(1))
    (tmp_path / "out").mkdir()
    for out, mine in (
        ("out", "out/a.txt.json"),
        ("rows.jsonl", "rows.jsonl"),
        ("grown.jsonl", "grown.jsonl.partial"),
        ("listed.jsonl", "listed.jsonl.failures.jsonl"),
    ):
        (tmp_path / mine).write_text("mine")
        for words in ([], ["--fresh"]):
            done = run("batch", "a.txt", "--out", out, *words)
            assert (done.returncode, (tmp_path / mine).read_text()) == (2, "mine")
            assert mine.encode() in done.stderr
    assert names(tmp_path / "out") == ["a.txt.json"]
    assert run("batch", "out", "--out", "out").returncode == 2
    assert run("batch", ".", "--out", "inside/", "--fail-on", "never").returncode == 0
    assert not [name for name in names(tmp_path / "inside") if "inside" in name]


def test_names_are_listed_in_a_file_or_on_standard_input(tmp_path: Path, run: Run):
    odd = ["a b.txt", "new\nline.txt", os.fsdecode(b"caf\xe9.txt")]
    for name in odd:
        (tmp_path / name).write_text(story(2))
    assert (
        run(
            "batch",
            "--files-from",
            "-",
            "--out",
            "out",
            stdin="\0".join(odd).encode("utf-8", "surrogateescape"),
        ).returncode
        == 0
    )
    assert sorted(names(tmp_path / "out")) == sorted(f"{name}.json" for name in odd)
    (tmp_path / "list").write_text("a b.txt\nnowhere.txt\n")
    done = run("batch", "--files-from", "list", "--out", "-")
    assert (done.returncode, [json.loads(line)["status"] for line in done.stdout.splitlines()]) == (
        2,
        ["ok", "failed"],
    )


def test_every_form_and_packing_is_read(tmp_path: Path, run: Run):
    pytest.importorskip("fastwarc")
    pages = tmp_path / "pages"
    pages.mkdir()
    page = html(4).encode()
    for suffix, pack in (
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstd().compress),
    ):
        (pages / f"page.html{suffix}").write_bytes(pack(page))
        (pages / f"packed{suffix[1:]}").write_bytes(pack(page))
        (pages / f"rows.jsonl{suffix}").write_bytes(pack(json.dumps({"html": html(4)}).encode()))
    (pages / "saved.mhtml").write_text(MHTML.format(page=html(4).replace("=", "=3D")))
    (pages / "unnamed").write_text(MHTML.format(page=html(4).replace("=", "=3D")))
    (pages / "rowsbycontent").write_text(json.dumps({"html": html(4)}) + "\n")
    write_warc(pages / "crawl", 1)
    (pages / "crawl").write_bytes(gzip.decompress((pages / "crawl").read_bytes()))
    assert run("batch", "pages", "--out", "out.jsonl").stderr.endswith(
        b"copydesk: 16 pages: 16 ok.\n"
    )
    rows = records(tmp_path / "out.jsonl")
    assert {row["headline"] for row in rows if "crawl" not in str(row["input"])} == {
        "The ferry, part 4"
    }
    assert {row["url"] for row in rows} == {
        None,
        "https://example.org/saved",
        "https://example.org/news/../0",
    }


def test_the_pages_of_a_crawl_have_safe_names(tmp_path: Path, run: Run):
    pytest.importorskip("fastwarc")
    write_warc(tmp_path / "crawl.warc.gz", 2)
    assert run("batch", "crawl.warc.gz", "--out", "out").returncode == 0
    assert names(tmp_path / "out") == [
        f"crawl.warc.gz/000000/00000000{2 * n + 2}-example-org-news-{n}.json" for n in range(2)
    ]
    cut = (tmp_path / "crawl.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(cut[: len(cut) // 2])
    assert run("batch", "cut.warc.gz", "--out", "cut.jsonl").returncode == 1
    assert "truncated" in str(records(tmp_path / "cut.jsonl")[-1]["error"])


def test_odd_files_fail_and_hang_nobody(tmp_path: Path, run: Run):
    pages = tmp_path / "pages"
    pages.mkdir()
    os.mkfifo(pages / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(pages / "socket.html"))
        (pages / ".hidden").write_text("not looked at")
        assert run("batch", "pages", "--out", "out.jsonl").returncode == 1
    assert [row["error"] for row in records(tmp_path / "out.jsonl")] == [
        "is not a file but a pipe, socket or device"
    ] * 2


def test_a_dry_run_and_wrong_usage_write_nothing(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 3)
    (tmp_path / "plain.jsonl").write_text('{"id": 1, "words": "none"}\n')
    done = run("batch", "rows.jsonl", "--out", "out.parquet", "--dry-run")
    assert done.returncode == 0
    assert b"would read 1 file (1 JSON Lines), " in done.stderr
    assert b"a column named date:" in done.stderr
    done = run("batch", "plain.jsonl", "--out", "out.jsonl")
    assert done.returncode == 2
    assert b"html, content, raw_content, text or body" in done.stderr
    assert b"Its columns: id, words" in done.stderr
    for words in (
        ["rows.jsonl", "--out", "a.jsonl", "--format", "markdown"],
        ["rows.jsonl", "--out", "a.csv"],
        ["--out", "a"],
        ["rows.jsonl"],
    ):
        assert run("batch", *words).returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.jsonl", "rows.jsonl"]


def test_an_address_is_read_as_a_path_is(tmp_path: Path, run: Run):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("fastwarc")
    given = tmp_path / "given"
    write_pages(given / "pages", 3)
    write_rows(given / "rows.jsonl", 7)
    write_warc(given / "crawl.warc.gz", 2)
    pq.write_table(pa.table({"text": [story(1)]}), given / "table.parquet")
    (given / "pages" / "gone.txt").unlink()  # a link that leads nowhere has no length to list
    (given / "pages" / ".hidden.txt").write_text(story(2))
    assert run("batch", str(given), "--out", "near.jsonl", "-q").returncode == 1
    assert run("batch", f"file://{given}", "--out", "far.jsonl", "-q").returncode == 1
    near, far = records(tmp_path / "near.jsonl"), records(tmp_path / "far.jsonl")
    assert [row | {"input": f"file://{row['input']}"} for row in near] == far
    done = run("batch", f"file://{tmp_path}/nothing", "--out", "none.jsonl")
    assert (done.returncode, b"nothing was not found" in done.stderr) == (2, True)
    done = run("batch", "elsewhere://bucket/x", "--out", "none.jsonl", "--fresh")
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert b"elsewhere://bucket/x" in done.stderr


def test_a_folder_without_pages_is_told_and_has_no_tables(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    parent, child = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "batch", "empty", "--out", "out/"],
        cwd=tmp_path,
        stderr=child,
        env=os.environ | {"TERM": "dumb"},
    ) as process:
        os.close(child)
        assert process.wait(60) == 0
    assert os.read(parent, 65536) == b"copydesk: 0 pages: no pages in the inputs.\r\n"
    os.close(parent)
