"""`copydesk clean -o`: a file whole or not at all, or a folder."""

from __future__ import annotations

import os
from pathlib import Path

from tests.cli.conftest import STORY, Run


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_written_whole_and_its_name_chooses_the_format(
    run: Run, story: str, tmp_path: Path
):
    assert run("clean", story, "-o", "out.md").returncode == 0
    assert (tmp_path / "out.md").read_text("utf-8").startswith("---\ntitle: ")
    assert files(tmp_path) == ["out.md", "story.txt"]


def test_a_folder_has_a_file_for_each_page(run: Run, tmp_path: Path):
    for name in ("a/one.txt", "b/one.txt", "b/two.txt", "b/two.html", "name with\nbreak.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY, "utf-8")
    names = files(tmp_path)
    done = run(
        "clean", *names, "a/one.txt", str(tmp_path / "a/one.txt"), "--format", "text", "-o", "out/"
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")
    assert files(tmp_path / "out") == [
        "a/one.txt-2.txt",
        "a/one.txt-3.txt",
        "a/one.txt.txt",
        "b/one.txt.txt",
        "b/two.html.txt",
        "b/two.txt.txt",
        "name with\nbreak.txt.txt",
    ]


def test_nothing_leaves_the_folder(run: Run, story: str, tmp_path: Path):
    (tmp_path / "here").mkdir()
    assert (
        run(
            "clean",
            "here/../story.txt",
            "-",
            "--format",
            "markdown",
            "-o",
            "out/",
            stdin=STORY.encode(),
        ).returncode
        == 0
    )
    assert files(tmp_path / "out") == ["here/story.txt.md", "stdin.md"]


def test_rows_in_a_folder_are_numbered(run: Run, tmp_path: Path):
    (tmp_path / "rows.jsonl").write_text(
        '{"text": "A short story."}\n{"text": "Another."}\n', "utf-8"
    )
    run("clean", "--jsonl", "rows.jsonl", "--format", "text", "-o", "out/")
    assert files(tmp_path / "out") == ["rows.jsonl-1.txt", "rows.jsonl-2.txt"]


def test_an_input_is_never_written_over(run: Run, story: str, tmp_path: Path):
    os.link(tmp_path / story, tmp_path / "same.json")
    os.link(tmp_path / story, tmp_path / "story")
    for words in (
        [story, "-o", story],
        [story, "-o", "same.json"],
        ["story", story, "--format", "text", "-o", "."],
    ):
        done = run("clean", *words)
        assert (done.returncode, b"overwritten" in done.stderr) == (2, True)
        assert (tmp_path / story).read_text("utf-8") == STORY


def test_a_device_is_written_to_and_stays(run: Run, story: str):
    assert run("clean", story, "-o", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()


def test_no_such_folder(run: Run, story: str):
    done = run("clean", story, "-o", "nowhere/out.json")
    assert (done.returncode, done.stderr) == (
        2,
        b"copydesk: nowhere/out.json cannot be written: folder not found.\n",
    )


def test_an_old_file_keeps_its_mode(run: Run, story: str, tmp_path: Path):
    (tmp_path / "out.json").touch(mode=0o600)
    run("clean", story, "-o", "out.json")
    assert (tmp_path / "out.json").stat().st_mode & 0o777 == 0o600
