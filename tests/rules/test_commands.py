"""The commands: learn, rules test, rules new, and --rules on those that clean."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest

from tests.rules import made

SITES = ("hill-radio", "ridge-university")
PAGES = 6
COMMAND = Path(sys.executable).with_name("copydesk")


def run(
    *words: str | Path, cwd: Path, code: int = 0, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"XDG_CONFIG_HOME": str(home or cwd / "empty"), "COLUMNS": "100"}
    done = subprocess.run(
        [COMMAND, *map(str, words)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of two sites with their addresses, forwards and backwards, and one site's pages as text
    files without any.
    """
    folder = tmp_path_factory.mktemp("crawl")
    rows = [
        json.dumps({"url": page.url, "html": page.dump})
        for site in SITES
        for number in range(PAGES)
        for page in [made.page(site, number, "html")]
    ]
    (folder / "rows.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "back.jsonl").write_text("\n".join(rows[::-1]) + "\n", "utf-8")
    (folder / "pages").mkdir()
    for number in range(PAGES):
        (folder / "pages" / f"{number}.txt").write_text(
            made.page("hill-radio", number, "text").dump, "utf-8"
        )
    return folder


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


def test_learn_writes_files_that_prove_themselves(crawl: Path) -> None:
    said = run("learn", "rows.jsonl", "--out", "rules", cwd=crawl).stdout
    assert "rules/hillradio.example.toml: " in said
    assert sorted(files(crawl / "rules")) == [
        "hillradio.example.toml",
        "news.ridgeuniversity.example.toml",
    ]
    assert "passed on" in run("rules", "test", "rules", cwd=crawl).stdout


def test_learn_gives_the_same_for_any_order(crawl: Path) -> None:
    run("learn", "rows.jsonl", "--out", "one", "-j", "1", cwd=crawl)
    run("learn", "back.jsonl", "--out", "other", "-j", "2", cwd=crawl)
    assert files(crawl / "one") == files(crawl / "other")


def test_learn_shows_on_a_terminal_how_it_gets_on(crawl: Path) -> None:
    parent, child = pty.openpty()
    shown = b""
    with subprocess.Popen(
        [COMMAND, "learn", "pages", "--out", "shown"],
        cwd=crawl,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=child,
    ) as process:
        os.close(child)
        with suppress(OSError):  # a terminal whose writers have ended raises an error
            while some := os.read(parent, 1 << 16):
                shown += some
        assert process.stdout
        assert process.stdout.read().endswith(b"rules from 6 pages\n")
    os.close(parent)
    assert b"writing their rules" in shown
    assert shown.endswith(b"\x1b[2K"), "the bar is gone at the end"
    again = run("learn", "pages", "--out", "shown", "-q", cwd=crawl)
    assert (again.stdout, again.stderr) == ("", "")


def test_learn_leaves_what_a_person_has_corrected(crawl: Path) -> None:
    run("learn", "pages", "--out", "mine", cwd=crawl)
    (path,) = (crawl / "mine").iterdir()
    corrected = path.read_text("utf-8") + "\n# checked by hand\n"
    path.write_text(corrected, "utf-8")
    assert "was not changed" in run("learn", "pages", "--out", "mine", cwd=crawl, code=1).stderr
    assert path.read_text("utf-8") == corrected


def test_learn_says_when_there_is_too_little(crawl: Path) -> None:
    assert (
        "needs three pages"
        in run("learn", "pages/1.txt", "pages/2.txt", "--out", "none", cwd=crawl, code=1).stderr
    )
    assert "was not found" in run("learn", "nowhere", "--out", "none", cwd=crawl, code=2).stderr


def test_a_batch_learns_first_and_goes_on(crawl: Path) -> None:
    said = run("batch", "rows.jsonl", "--out", "out.jsonl", "--learn", "learned", cwd=crawl).stderr
    assert "learned the rules of 2 sites" in said
    again = run("batch", "rows.jsonl", "--out", "out.jsonl", "--learn", "learned", cwd=crawl).stderr
    assert "nothing new" in again
    assert "learned" not in again
    bodies = [
        json.loads(line)["body"] for line in (crawl / "out.jsonl").read_text("utf-8").splitlines()
    ]
    assert not any("Media contact" in body for body in bodies)


def test_changed_rules_are_another_run(crawl: Path) -> None:
    (crawl / "r").mkdir()
    (crawl / "r" / "a.toml").write_text("[site]\nhosts = ['x.example']\n", "utf-8")
    run("batch", "pages", "--out", "articles/", "--rules", "r", cwd=crawl)
    (crawl / "r" / "a.toml").write_text("[site]\nhosts = ['y.example']\n", "utf-8")
    assert (
        "other site rules"
        in run("batch", "pages", "--out", "articles/", "--rules", "r", cwd=crawl, code=2).stderr
    )


def test_new_drafts_a_file(crawl: Path) -> None:
    one = run("rules", "new", "www.hillradio.example", "pages/1.txt", cwd=crawl).stdout
    data = tomllib.loads(one)
    assert data["site"]["hosts"] == ["hillradio.example"]
    assert "cut" not in data
    assert data["sample"][0]["headline"] == made.page("hill-radio", 1, "text").headline
    (crawl / "draft.toml").write_text(one + '\n[[cut]]\nline = "Rate it"\n', "utf-8")
    assert "1 rule passed on 1 page\n" in run("rules", "test", "draft.toml", cwd=crawl).stdout
    three = tomllib.loads(
        run(
            "rules",
            "new",
            "hillradio.example",
            "pages/1.txt",
            "pages/2.txt",
            "pages/3.txt",
            cwd=crawl,
        ).stdout
    )
    assert three["cut"]
    assert len(three["sample"]) == 3


WRONG = [
    (("rules", "new", "Hill FM", "pages/1.txt"), "Invalid host 'Hill FM'"),
    (("rules", "new", "hillradio.example", "none.txt"), "none.txt was not found"),
    (("rules", "new", "hillradio.example", "pages"), "pages is a folder"),
    (("rules", "test", "void"), "no rule files found in void"),
    (("rules", "test"), "no rule files found in ./copydesk.d and the user's folder"),
    (
        ("learn", "void", "--out", "drawn"),
        "nothing was learned: the inputs have no pages",
    ),
    (("learn", "pages/1.txt", "--out", "drawn"), "nothing was learned: a site needs three pages"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_what_there_is_nothing_to_make_rules_of_is_told(
    crawl: Path, words: tuple[str, ...], said: str
) -> None:
    (crawl / "void").mkdir(exist_ok=True)
    done = run(*words, cwd=crawl, code=1 if words[0] == "learn" else 2)
    assert said in done.stderr
    assert not (crawl / "drawn").exists()


def test_an_input_that_is_not_there_is_all_that_is_said(crawl: Path) -> None:
    assert (
        run("learn", "none", "--out", "drawn", cwd=crawl, code=2).stderr
        == "copydesk: none was not found.\n"
    )


def test_new_takes_the_host_of_an_address(crawl: Path) -> None:
    draft = run(
        "rules", "new", "https://www.hillradio.example/news", "pages/1.txt", cwd=crawl
    ).stdout
    assert tomllib.loads(draft)["site"]["hosts"] == ["hillradio.example"]
    assert "learned from 1 page that tells 1 story.\n" in draft


FAULTS = """
[site]
hosts = ["x.example"]

[[cut]]
line = "Never seen"

[[cut]]
line = "Letters"

[[sample]]
text = \"\"\"
Month without a bridge

The bridge over the Lonne will close for a month from Monday, the county said on Friday, and all \
drivers must go round.

Letters
\"\"\"
headline = "A month"
body = ["The bridge."]
keep = ["Letters"]
"""


def test_what_samples_do_not_prove_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FAULTS, "utf-8")
    said = run("rules", "test", "a.toml", cwd=tmp_path, code=1).stdout.splitlines()
    assert said == [
        "a.toml, line 11: the sample's headline is 'Month without a bridge', and "
        "should be 'A month'",
        "a.toml, line 11: the sample's body is another: it holds 'The bridge over the "
        "Lonne will close for a month from Monday', "
        "which it should not, and lacks 'The bridge.'",
        "a.toml, line 11: the sample's line 'Letters' is cut",
        "a.toml, line 5: no sample page shows that this [[cut]] does anything",
    ]


def test_rules_that_were_just_added_need_a_sample(tmp_path: Path) -> None:
    run("rules", "add", "x.example", "--keep", "Reply", "--cut", "Share", cwd=tmp_path)
    assert run("rules", "test", cwd=tmp_path, code=1).stdout == (
        "copydesk.d/x.example.toml, line 4: rules without a sample are not tested: add a "
        "[[sample]] with a page that shows their effect\n"
    )


@pytest.mark.parametrize(
    ("folder", "words"),
    [("copydesk.d", ()), ("home/copydesk/rules", ()), ("elsewhere", ("--rules", "elsewhere"))],
)
def test_where_rules_are_read_from(tmp_path: Path, folder: str, words: tuple[str, ...]) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "x.toml").write_text(
        '[site]\nhosts = ["x.example"]\n[[cut]]\nline = "All drivers must go round by '
        'Stell, said the county."\n',
        "utf-8",
    )
    story = (
        "The bridge over the Lonne will close for a month from Monday.\n\nAll drivers must "
        "go round by Stell, said the county.\n"
    )
    (tmp_path / "story.txt").write_text(f"Month without a bridge\n\n{story}", "utf-8")
    page = ("story.txt", "--url", "https://x.example/1")
    home = tmp_path / "home"
    assert (
        "Stell"
        not in run("clean", *page, *words, "--field", "body", cwd=tmp_path, home=home).stdout
    )
    assert (
        "Stell"
        in run(
            "clean", *page, *words, "--no-rules", "--field", "body", cwd=tmp_path, home=home
        ).stdout
    )
    assert (
        "Stell"
        in run(
            "clean",
            *page,
            *words,
            "--without",
            "site-rule",
            "--field",
            "body",
            cwd=tmp_path,
            home=home,
        ).stdout
    )
    assert "site-rule" in run("diff", *page, *words, cwd=tmp_path, home=home).stdout
    assert (
        "x.toml, line 3" in run("explain", *page, "Stell", *words, cwd=tmp_path, home=home).stdout
    )


def test_a_wrong_file_ends_the_command(tmp_path: Path) -> None:
    (tmp_path / "copydesk.d").mkdir()
    (tmp_path / "copydesk.d" / "x.toml").write_text(
        '[site]\nhosts = ["x.example"]\n[[cut]]\nlnie = "A"\n', "utf-8"
    )
    (tmp_path / "story.txt").write_text("A line.\n", "utf-8")
    said = run("clean", "story.txt", "--url", "https://x.example/", cwd=tmp_path, code=2).stderr
    assert said == (
        "copydesk: copydesk.d/x.toml, line 4, column 1: unknown key 'lnie'; did you mean 'line'?\n"
    )
    assert "line 4" in run("batch", "story.txt", "--out", "out/", cwd=tmp_path, code=2).stderr
