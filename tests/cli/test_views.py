"""`diff`, `explain`, `filters`, `completion`: what a person looks at."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from copydesk.cli import COMMANDS, copydesk
from tests.cli.conftest import COMMAND, STORY, Run, environment

ESCAPE = re.compile(rb"\x1b")


def on_terminal(folder: Path, *words: str, **env: str) -> bytes:
    """What a command writes where its stdout is a terminal."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [COMMAND, *words],
        stdin=subprocess.DEVNULL,
        stdout=child,
        cwd=folder,
        env=environment(**{"TERM": "xterm-256color", "PAGER": "cat"} | env),
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
    assert re.search(
        r"^ 5 - Advertisement +ad-marker  the whole line is “Advertisement”$",
        done.stdout.decode(),
        re.MULTILINE,
    )
    assert not ESCAPE.search(done.stdout)
    assert not re.search(rb"[ \t]$", done.stdout, re.MULTILINE)


def test_colour_only_on_a_terminal_and_where_it_is_asked_for(run: Run, story: str, tmp_path: Path):
    assert ESCAPE.search(on_terminal(tmp_path, "diff", story))
    assert ESCAPE.search(run("diff", story, FORCE_COLOR="1").stdout)
    assert not ESCAPE.search(on_terminal(tmp_path, "diff", story, NO_COLOR="1"))
    assert not ESCAPE.search(run("filters").stdout)


@pytest.mark.parametrize("term", ["xterm", "screen", "linux", "xterm-256color"])
def test_the_colours_are_the_palettes_on_terminals_that_name_fewer(run: Run, story: str, term: str):
    """The nearest of the sixteen to a field's purple is light grey, unreadable on white."""
    shown = run("diff", story, FORCE_COLOR="1", TERM=term).stdout
    assert set(re.findall(rb"\x1b\[(?:1;)?(\d[^m]*)m", shown)) >= {
        b"38;5;130",
        b"38;5;133",
        b"38;5;243",
    }
    assert not re.search(rb"\x1b\[(?:1;)?[39][0-7]m", shown)


def test_one_page_on_a_terminal_is_indented(tmp_path: Path, story: str):
    assert on_terminal(tmp_path, "clean", story).startswith(b'{\r\n  "headline"')


def test_pages_send_nothing_to_the_terminal(tmp_path: Path):
    (tmp_path / "evil.txt").write_text(
        STORY.replace("Thursday", "\x1b[31mThu\x9brs\u202eday\x07 [bold red]x[/] &#27;[2J"), "utf-8"
    )
    for words in (
        ["clean"],
        ["clean", "--format", "markdown"],
        ["clean", "--field", "body"],
        ["diff"],
        ["diff", "--unified"],
        ["explain"],
    ):
        shown = on_terminal(tmp_path, words[0], "evil.txt", *words[1:], NO_COLOR="1")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", shown.decode()), words
        assert words == ["explain"] or b"[bold red]x[/]" in shown or b"\\[bold red\\]" in shown


@pytest.mark.parametrize("width", ["40", "80", "120", "200"])
@pytest.mark.parametrize("look", [(), ("--side-by-side",), ("--context", "0")], ids=" ".join)
def test_no_row_is_wider_than_the_console(
    run: Run, tmp_path: Path, width: str, look: tuple[str, ...]
):
    from rich.cells import cell_len

    (tmp_path / "wide.txt").write_text(
        STORY
        + "港の壁は冬の嵐で壊れたため、町議会は再建を決めた。" * 9
        + "\n\nمجلس المدينة يقرر إعادة بناء جدار الميناء. " * 9,
        "utf-8",
    )
    shown = run("diff", "wide.txt", *look, COLUMNS=width).stdout.decode()
    assert max(map(cell_len, shown.splitlines())) <= int(width)


def test_side_by_side_has_the_dump_and_what_the_article_has_of_it(run: Run, tmp_path: Path):
    (tmp_path / "story.txt").write_text(STORY + "\n\nشارك هذا الخبر\n\nLeave a Reply\n", "utf-8")
    shown = run(
        "diff", "story.txt", "--side-by-side", "--only", "ad-marker", COLUMNS="80"
    ).stdout.decode()
    rows = [line.rstrip() for line in shown.splitlines()]
    assert " 5 - Advertisement                        │ ad-marker" in rows
    assert " 3 * byline: By Mara Quill                │ byline: Mara Quill" in rows
    assert " 9   شارك هذا الخبر" in rows, (
        "text that is read from right to left has a row of its own"
    )
    assert all(row[42] == "│" for row in rows if "│" in row)


def test_context_hides_what_stands_far_from_a_cut(run: Run, tmp_path: Path):
    story = "".join(
        (
            f"\nParagraph {number} of the story is long enough to be read as prose, the "
            f"harbour office said on Monday.\n"
        )
        for number in range(9)
    )
    (tmp_path / "long.txt").write_text(
        f"Ferry to Marl Point sails again\n\nBy Mara Quill\n{story}\nAdvertisement\n", "utf-8"
    )

    def numbers(*words: str) -> list[str]:
        return re.findall(
            r"Paragraph (\d)|(⋯ \d blocks)",
            run("diff", "long.txt", "--only", "ad-marker", *words).stdout.decode(),
        )

    assert len(numbers()) == 9
    assert numbers("--context", "2") == [
        ("0", ""),
        ("1", ""),
        ("", "⋯ 5 blocks"),
        ("7", ""),
        ("8", ""),
    ]
    assert numbers("--context", "0", "--side-by-side") == [("", "⋯ 9 blocks")]
    assert run("diff", "long.txt", "--context", "1", "--unified").stdout.count(b"\n ") < run(
        "diff", "long.txt", "--unified"
    ).stdout.count(b"\n ")
    assert run("diff", "long.txt", "--context", "1", "--stat").returncode == 2


def test_on_a_terminal_three_blocks_of_context_are_shown(run: Run, tmp_path: Path):
    story = "".join(f"\nThe harbour wall of part {number} was mended.\n" for number in range(12))
    (tmp_path / "long.txt").write_text(f"The ferry\n{story}\nAdvertisement\n", "utf-8")
    words = ("diff", "long.txt", "--only", "ad-marker", "--fail-on", "never")

    def parts(shown: bytes) -> int:
        return len(re.findall(rb"of part \d", shown))

    assert parts(on_terminal(tmp_path, *words)) < 12
    assert parts(on_terminal(tmp_path, *words, "--context", "all")) == 12
    assert parts(run(*words).stdout) == 12
    assert run(*words, "--context", "some").returncode == 2


def test_the_number_in_the_gutter_is_the_one_that_explain_takes(run: Run, story: str):
    shown = run("diff", story).stdout.decode()
    found = re.search(r"^ *(\d+) - Advertisement", shown, re.MULTILINE)
    assert found
    assert b"Advertisement" in run("explain", story, found[1]).stdout.splitlines()[0]


def test_the_fields_are_listed_above_the_lines_of_the_dump(run: Run, story: str):
    head, rule, lines = run("diff", story).stdout.decode().partition("─" * 100 + "\n")
    assert rule
    assert re.search(r"^byline +Mara Quill  block 3$", head, re.MULTILINE)
    assert "status" not in lines.splitlines()[0]


@pytest.mark.parametrize("width", ["60", "80", "120", "200"])
def test_the_reasons_begin_in_one_column(run: Run, story: str, width: str):
    rows = run("diff", story, COLUMNS=width).stdout.decode().splitlines()
    starts = {match.start(1) for row in rows if (match := re.match(r" *\d+ [-*] .* {2}(\S)", row))}
    assert len({row.index("ad-marker") for row in rows if "ad-marker  " in row}) == 1
    assert starts


def test_several_pages_have_headings_and_a_table(run: Run, tmp_path: Path, story: str):
    (tmp_path / "other.txt").write_text(STORY.replace("Advertisement\n", ""), "utf-8")
    shown = run("diff", story, "other.txt").stdout.decode().splitlines()
    assert shown[0] == "story.txt"
    assert "other.txt" in shown
    table = run("diff", story, "other.txt", "--stat", "--only", "ad-marker").stdout.decode()
    assert re.search(r"^story.txt +ok +\d+ +2 +\d.*ad-marker$", table, re.MULTILINE)
    assert re.search(r"^2 pages ", table, re.MULTILINE)


def test_the_lines_that_a_filter_cut_over_several_pages(run: Run, tmp_path: Path, story: str):
    (tmp_path / "other.txt").write_text(STORY.replace("Advertisement\n", ""), "utf-8")
    shown = run("diff", "other.txt", story, "--filter", "ad-marker").stdout.decode().splitlines()
    assert shown[0] == "story.txt"
    assert [row.split()[:3] for row in shown[1:3]] == [
        ["5", "-", "Advertisement"],
        ["8", "-", "Advertisement"],
    ]
    assert shown[-1] == "ad-marker: 2 lines in 1 of 2 pages"
    assert run("diff", story, "--filter", "ad-marker", "--stat").returncode == 2


PAGERS = [
    ("sed s/^/paged:/", (), True, "the reader's own"),
    ("printf '%s' \"paged: $LESS\" #", (), True, "less gets git's settings"),
    ("head -1 | sed s/^/paged:/", (), True, "one that is left early"),
    ("cat", (), False, "no pager"),
    ("", (), False, "no pager"),
    ("sed s/^/paged:/", ("--no-pager",), False, "option"),
]


@pytest.mark.parametrize(
    ("pager", "words", "paged", "why"), PAGERS, ids=[f"{pager[0]} {pager[3]}" for pager in PAGERS]
)
def test_a_view_on_a_terminal_goes_through_the_pager(
    tmp_path: Path, run: Run, story: str, pager: str, words: tuple[str, ...], paged: bool, why: str
):
    shown = on_terminal(tmp_path, "diff", story, *words, PAGER=pager)
    assert (b"paged:" in shown) == paged
    assert "LESS" not in pager or b"paged: FRX" in shown
    assert b"Traceback" not in shown
    assert b"paged:" not in run("diff", story, PAGER=pager).stdout, "a pipe is no terminal"


@pytest.mark.parametrize("words", [["diff"], ["explain"], ["filters"]], ids=str)
def test_a_view_into_a_closed_pipe_ends_quietly(tmp_path: Path, story: str, words: list[str]):
    line = (
        f"{COMMAND} {' '.join(words)} {story if words != ['filters'] else ''} | true; echo "
        f"${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, cwd=tmp_path, env=environment(), check=False
    )
    assert (done.stdout, done.stderr) == (b"0\n", b"")


def test_an_address_is_a_link_on_a_terminal_only(tmp_path: Path, run: Run, story: str):
    page = ["diff", story, "--url", "https://example.org/a b?é"]
    assert re.search(
        rb"\x1b\]8;[^;]*;https://example\.org/a%20b\?%C3%A9\x1b\\", on_terminal(tmp_path, *page)
    )
    assert b"https://example.org/a b" in run(*page).stdout
    assert b"]8;" not in run(*page, FORCE_COLOR="1").stdout
    assert b"]8;" not in on_terminal(tmp_path, *page, NO_COLOR="1")
    assert run("diff", story, "--url", "javascript:alert(1)").returncode == 2


NOTED = [
    (
        (),
        "truncated:bytes",
        "the page has more bytes than are read",
        STORY + "The tide was high.\n\n" * 60,
    ),
    (
        ("--encoding", "utf-8"),
        "decoded-with-loss",
        "some bytes are not valid in the page's encoding",
        STORY.replace("Quill", "Qu\udce9ll"),
    ),
    (
        (),
        "ambiguous-date",
        " could be ",
        STORY.replace("By Mara Quill", "By Mara Quill\n\n03/04/2024"),
    ),
]
"""Options, the note of the page, its reason, and the page."""


@pytest.mark.parametrize(
    ("words", "note", "why", "page"), NOTED, ids=[note for _, note, _, _ in NOTED]
)
@pytest.mark.parametrize("look", [(), ("--side-by-side",)], ids=" ".join)
def test_a_note_stands_where_other_finds_do(
    run: Run,
    tmp_path: Path,
    words: tuple[str, ...],
    note: str,
    why: str,
    page: str,
    look: tuple[str, ...],
):
    (tmp_path / "page.txt").write_text(page, "utf-8", "surrogateescape")
    shown = run(
        "diff", "page.txt", "--max-bytes", "1500", *words, *look, COLUMNS="200"
    ).stdout.decode()
    assert (
        note in json.loads(run("clean", "page.txt", "--max-bytes", "1500", *words).stdout)["notes"]
    )
    assert note in shown
    assert look or why in re.sub(r"\s+", " ", shown)


def test_stat_counts_words(run: Run, story: str):
    shown = run("diff", story, "--stat", "--only", "ad-marker").stdout.decode()
    assert re.search(r"^cut ad-marker +2 +2 +\d", shown, re.MULTILINE)
    assert re.search(r"^kept +\d+ +\d+ +\d", shown, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("patch"), reason="needs patch")
@pytest.mark.parametrize(
    "dump",
    [
        STORY,
        STORY.replace("\n", "\r\n"),
        STORY.rstrip(),
        "Advertisement",
        "Advertisement\n" * 30 + STORY,
        STORY + "\nx" * 30,
    ],
)
def test_unified_is_a_diff_that_patch_applies(run: Run, tmp_path: Path, dump: str):
    (tmp_path / "dump.txt").write_bytes(dump.encode())
    (tmp_path / "dump.patch").write_bytes(
        run("diff", "dump.txt", "--unified", "--only", "ad-marker", "--fail-on", "never").stdout
    )
    subprocess.run(["patch", "--binary", "-s", "dump.txt", "dump.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "dump.txt").read_bytes().decode() == "".join(
        line for line in dump.splitlines(keepends=True) if line.strip() != "Advertisement"
    )


def test_explain_tells_a_page_and_a_block(run: Run, story: str):
    assert b"ad-marker" in run("explain", story).stdout
    block = run("explain", story, "advertisement").stdout.decode()
    assert block.count("cut ad-marker") == 2
    assert run("explain", story, "0").returncode == 0
    assert run("explain", story, "9999").returncode == 2
    assert run("explain", story, "no such words").returncode == 2


def test_what_the_fields_found_is_whole_on_a_narrow_terminal(tmp_path: Path, story: str):
    (tmp_path / "credited.txt").write_text(
        STORY.replace("By Mara Quill", "By Mara Quill\n\nPhoto: Kip Lassiter/Harbor Pictures"),
        "utf-8",
    )
    shown = (
        on_terminal(tmp_path, "explain", "credited.txt", NO_COLOR="1", COLUMNS="60")
        .decode()
        .replace("\r\n", "\n")
    )
    assert re.search(
        r"^\* image           Kip Lassiter/Harbor Pictures  line, block\n {18}\d: a "
        r"line that credits a picture \(1\)$",
        shown,
        re.MULTILINE,
    )
    assert max(map(len, shown.splitlines())) <= 60


def test_filters_are_listed_one_a_line_and_explained(run: Run):
    assert re.search(
        rb"^  ad-marker +Cuts advertisement markers: ",
        run("filters").stdout,
        re.MULTILINE,
    )
    manual = run("filters", "ad-marker").stdout.decode()
    assert "  - Advertisement\n" in manual
    assert run("filters", "ad-market").returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str):
    assert b"_COPYDESK_COMPLETE" in run("completion", shell).stdout
    done = run(
        _COPYDESK_COMPLETE="bash_complete", COMP_WORDS="copydesk clean --only ad-", COMP_CWORD="3"
    )
    assert done.stdout.splitlines() == [b"plain,ad-marker"]


def test_the_version_is_told(run: Run):
    assert run("--version").stdout.startswith(b"copydesk ")


@pytest.mark.parametrize("name", [*COMMANDS, "rules test", "rules new", ""])
def test_every_command_has_help_with_examples_that_80_columns_hold(name: str):
    said = CliRunner().invoke(copydesk, [*name.split(), "--help"], terminal_width=80).output
    assert f"  copydesk {name}" in said or name == "rules"
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert "..." not in said.partition("\nCommands:\n")[2], "what a command does is said whole"


@pytest.mark.parametrize("words", [("explain", "story.txt"), ("filters",)], ids=" ".join)
def test_in_a_pipe_a_block_and_a_filter_are_a_line(run: Run, story: str, words: tuple[str, ...]):
    rows = run(*words, COLUMNS="90").stdout.decode().splitlines()
    assert max(map(len, rows)) > 100
    assert all(
        not row or row.startswith(("  ", "* "))
        for row in rows
        if not re.match(r"status|Finds of|Blocks|[a-z]+  ", row)
    )


def test_a_sentence_of_the_manual_keeps_no_line_break_of_the_source(run: Run):
    manual = run("filters", "now-playing", COLUMNS="400").stdout.decode()
    assert 'a story that has "current track" in a sentence' in manual
