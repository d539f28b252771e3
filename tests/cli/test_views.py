"""`diff`, `explain`, `filters`, `completion`: what a person looks at."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, STORY, Run, environment

ESCAPE = re.compile(rb"\x1b")


def on_terminal(folder: Path, *words: str, **env: str) -> bytes:
    """What a command writes where its stdout is a terminal."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [COMMAND, *words], stdin=subprocess.DEVNULL, stdout=child, cwd=folder, env=environment(**{"TERM": "xterm-256color", "PAGER": "cat"} | env)
    ) as process:
        os.close(child)
        written = b""
        try:
            while some := os.read(parent, 65536):
                written += some
        except OSError:
            pass
        assert process.wait(20) in (0, 1)
    os.close(parent)
    return written


def test_diff_marks_lines_and_names_filters(run: Run, story: str):
    done = run("diff", story)
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.search(r"^- Advertisement +ad-marker  marks the place of an advertisement$", done.stdout.decode(), re.MULTILINE)
    assert not ESCAPE.search(done.stdout)
    assert not re.search(rb"[ \t]$", done.stdout, re.MULTILINE)


def test_colour_only_on_a_terminal_and_where_it_is_asked_for(run: Run, story: str, tmp_path: Path):
    assert ESCAPE.search(on_terminal(tmp_path, "diff", story))
    assert ESCAPE.search(run("diff", story, FORCE_COLOR="1").stdout)
    assert not ESCAPE.search(on_terminal(tmp_path, "diff", story, NO_COLOR="1"))
    assert not ESCAPE.search(run("filters").stdout)


def test_one_page_on_a_terminal_is_indented(tmp_path: Path, story: str):
    assert on_terminal(tmp_path, "clean", story).startswith(b'{\r\n  "headline"')


def test_pages_send_nothing_to_the_terminal(tmp_path: Path):
    (tmp_path / "evil.txt").write_text(STORY.replace("Thursday", "\x1b[31mThu\x9brs\u202eday\x07 [bold red]x[/] &#27;[2J"), "utf-8")
    for words in (["clean"], ["clean", "--format", "markdown"], ["clean", "--field", "body"], ["diff"], ["diff", "--unified"], ["explain"]):
        shown = on_terminal(tmp_path, words[0], "evil.txt", *words[1:], NO_COLOR="1")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", shown.decode()), words
        assert words == ["explain"] or b"[bold red]x[/]" in shown or b"\\[bold red\\]" in shown


@pytest.mark.parametrize("width", ["40", "80", "120", "200"])
def test_no_row_is_wider_than_the_console(run: Run, tmp_path: Path, width: str):
    from rich.cells import cell_len

    (tmp_path / "wide.txt").write_text(
        STORY + "港の壁は冬の嵐で壊れたため、町議会は再建を決めた。" * 9 + "\n\nمجلس المدينة يقرر إعادة بناء جدار الميناء. " * 9, "utf-8"
    )
    shown = run("diff", "wide.txt", COLUMNS=width).stdout.decode()
    assert max(map(cell_len, shown.splitlines())) <= int(width)


def test_stat_counts_words(run: Run, story: str):
    shown = run("diff", story, "--stat", "--only", "ad-marker").stdout.decode()
    assert re.search(r"^cut ad-marker +2 +2 +\d", shown, re.MULTILINE)
    assert re.search(r"^kept +\d+ +\d+ +\d", shown, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("patch"), reason="needs patch")
@pytest.mark.parametrize("dump", [STORY, STORY.replace("\n", "\r\n"), STORY.rstrip(), "Advertisement", "Advertisement\n" * 30 + STORY, STORY + "\nx" * 30])
def test_unified_is_a_diff_that_patch_applies(run: Run, tmp_path: Path, dump: str):
    (tmp_path / "dump.txt").write_bytes(dump.encode())
    (tmp_path / "dump.patch").write_bytes(run("diff", "dump.txt", "--unified", "--only", "ad-marker", "--fail-on", "never").stdout)
    subprocess.run(["patch", "--binary", "-s", "dump.txt", "dump.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "dump.txt").read_bytes().decode() == "".join(line for line in dump.splitlines(keepends=True) if line.strip() != "Advertisement")


def test_explain_tells_a_page_and_a_block(run: Run, story: str):
    assert b"ad-marker" in run("explain", story).stdout
    block = run("explain", story, "advertisement").stdout.decode()
    assert block.count("cut ad-marker") == 2
    assert run("explain", story, "0").returncode == 0
    assert run("explain", story, "9999").returncode == 2
    assert run("explain", story, "no such words").returncode == 2


def test_filters_are_listed_one_a_line_and_explained(run: Run):
    assert re.search(rb"^  ad-marker +Cuts the words that mark an advertisement", run("filters").stdout, re.MULTILINE)
    manual = run("filters", "ad-marker").stdout.decode()
    assert "  - Advertisement\n" in manual
    assert run("filters", "ad-market").returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str):
    assert b"_COPYDESK_COMPLETE" in run("completion", shell).stdout
    done = run(_COPYDESK_COMPLETE="bash_complete", COMP_WORDS="copydesk clean --only ad-", COMP_CWORD="3")
    assert done.stdout.splitlines() == [b"plain,ad-marker"]


def test_every_command_has_help_with_examples(run: Run):
    assert run("--version").stdout.startswith(b"copydesk ")
    for name in ("clean", "diff", "explain", "filters", "schema"):
        assert f"  copydesk {name}".encode() in run(name, "--help").stdout
