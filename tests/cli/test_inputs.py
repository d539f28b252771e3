"""What `clean` and `batch` say alike of a file that they are given."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import click
import pytest

from copydesk.cli import COMMANDS, copydesk
from tests.cli.conftest import STORY, Run

UTF_16 = STORY.encode("utf-16-le")
DUMPS = [
    ("picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, True),
    ("document", b"%PDF-1.7\n" + STORY.encode(), True),
    ("archive", b"PK\x03\x04" + STORY.encode(), True),
    ("data", bytes(range(256)) * 8, True),
    ("stray NUL", STORY.replace("Orrin", "Orrin\0", 1).encode(), False),
    ("UTF-16", UTF_16, False),
    ("UTF-16 with its mark", b"\xff\xfe" + UTF_16, False),
]
"""What the file is called, what it holds, whether that is binary data."""


@pytest.mark.parametrize(
    ("data", "binary"), [dump[1:] for dump in DUMPS], ids=[dump[0] for dump in DUMPS]
)
def test_clean_and_batch_agree_on_what_is_binary(
    run: Run, tmp_path: Path, data: bytes, binary: bool
):
    (tmp_path / "page.txt").write_bytes(data)
    for done in (run("clean", "page.txt"), run("batch", "page.txt", "--out", "out.jsonl")):
        assert done.returncode == (1 if binary else 0)
        assert (b"copydesk: page.txt is binary data, not text.\n" in done.stderr) == binary
    assert json.loads((tmp_path / "out.jsonl").read_text())["status"] == (
        "failed" if binary else "ok"
    )


@pytest.mark.parametrize("way", ["--fail-on no-article", "--fail-on error", "--fail-on never"])
def test_clean_and_batch_agree_on_what_an_input_that_cannot_be_read_is_worth(
    run: Run, tmp_path: Path, way: str
):
    pages = {
        "good.txt": STORY.encode(),
        "bad.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "empty.txt": b" \n",
        "cut.txt.gz": gzip.compress(STORY.encode() * 50)[:-30],
    }
    (tmp_path / "pages").mkdir()
    for name, data in pages.items():
        (tmp_path / "pages" / name).write_bytes(data)
    (tmp_path / "list").write_text("pages/good.txt\npages/bad.txt\n")
    failed = 0 if way.endswith("never") else 1
    for number, (words, status) in enumerate(
        (
            (("pages/good.txt", "pages/bad.txt"), failed),
            (("pages/good.txt", "pages/cut.txt.gz"), failed),
            (("pages/good.txt", "pages/empty.txt"), failed),
            (("pages/good.txt", "pages/nothing.txt"), 2),
            (("--files-from", "list"), failed),
            (("pages/good.txt",), 0),
        )
    ):
        if words[0] != "--files-from":
            assert run("clean", *words, *way.split()).returncode == status
        # Done before, a failure is counted and not repeated; an input that is missing is reported.
        for expected in (status, 2 if status == 2 else 0):
            done = run("batch", *words, *way.split(), "--out", f"{number}.jsonl")
            assert done.returncode == expected
    assert run("batch", "pages", *way.split(), "--out", "folder.jsonl").returncode == failed


@pytest.mark.parametrize("name", COMMANDS)
def test_what_may_not_be_read_is_left_to_who_reads_it(name: str):
    """click's own check would end the command before the other inputs are done, and in other
    words.
    """
    command = copydesk.get_command(click.Context(copydesk), name)
    assert command is not None
    group = command.commands.values() if isinstance(command, click.Group) else [command]
    assert [
        option.name
        for one in group
        for option in one.params
        if isinstance(option.type, click.Path) and option.type.readable
    ] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_told_and_the_others_are_done(
    run: Run, story: str, tmp_path: Path
):
    (tmp_path / "closed.txt").write_text(STORY)
    (tmp_path / "closed.txt").chmod(0)
    done = run("clean", "closed.txt", story, "--field", "status")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        b"ok\n",
        b"copydesk: closed.txt cannot be read: permission denied.\n",
    )
