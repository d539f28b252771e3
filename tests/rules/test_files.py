"""What is said of a rule file that is wrong, whose rules a page is read with, and that pages
without rules do not pay for them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import copydesk
from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.rules import RulesError, read_rules
from copydesk.rules.parse import parse
from copydesk.rules.sample_check import faults
from tests import promises
from tests.cases import Case, read

WRONG = [
    pytest.param(case, id=case.title) for case in read(Path(__file__).with_name("wrong_files.md"))
]
STORY = (
    "The bridge over the Lonne will close for a month from Monday, the county said on "
    "Friday, and drivers will have to go round by Stell."
)
FERRY = "Ferries will sail twice as often until then, the harbour office said on Monday."


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_gets_a_sentence_with_its_line_and_column(case: Case) -> None:
    toml, says = case.block("toml"), case.block("says")
    assert toml and says
    with pytest.raises(RulesError) as wrong:
        parse(toml[1], "wrong.toml")
    assert str(wrong.value) == says[1]


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def site(*, hosts: str = "[]", fingerprint: str = "[]", cut: str) -> str:
    keys = [
        f"{name} = {value}"
        for name, value in (("hosts", hosts), ("fingerprint", fingerprint))
        if value != "[]"
    ]
    return "\n".join(["[site]", *keys, "", "[[cut]]", f'line = "{cut}"', ""])


def test_a_file_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b'[site]\nname = "Caf\xe9"\n')
    with pytest.raises(RulesError, match="line 2, column 12: invalid UTF-8"):
        read_rules(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="was not found"):
        read_rules(tmp_path / "none")


def test_hosts(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", site(hosts='["www.hillfm.example"]', cut="a"))
    write(tmp_path, "b.toml", site(hosts='["*.valley.example", "valley.example"]', cut="b"))
    rules = read_rules(tmp_path)
    found = {
        host: rules.for_host(host)
        for host in (
            "hillfm.example",
            "news.hillfm.example",
            "valley.example",
            "a.b.valley.example",
            "example",
            "",
        )
    }
    assert {host: rule.source[-6:] if rule else None for host, rule in found.items()} == {
        "hillfm.example": "a.toml",
        "news.hillfm.example": None,
        "valley.example": "b.toml",
        "a.b.valley.example": "b.toml",
        "example": None,
        "": None,
    }


@pytest.mark.parametrize(
    ("lines", "url", "file"),
    [
        (["On air", "Songs of the week", "Letters"], None, "a.toml"),
        (["ON AIR!", "Songs of the week"], None, "a.toml"),
        (["On air", "Something else"], None, None),
        (["On air", "Songs of the week", "Letters"], "https://other.example/", None),
        (["Wind and weather", "Lost and found"], "https://other.example/", "b.toml"),
    ],
)
def test_fingerprints(tmp_path: Path, lines: list[str], url: str | None, file: str | None) -> None:
    write(
        tmp_path,
        "a.toml",
        site(
            hosts='["hillfm.example"]',
            fingerprint='["On air", "Songs of the week", "Letters"]',
            cut="a",
        ),
    )
    write(tmp_path, "b.toml", site(fingerprint='["Wind and weather", "Lost and found"]', cut="b"))
    page = Page(
        "text", "", tuple(Block(number, line) for number, line in enumerate(lines)), url=url
    )
    found = read_rules(tmp_path).for_page(page)
    assert (found.source[-6:] if found else None) == file


def test_an_earlier_folder_goes_before_a_later(tmp_path: Path) -> None:
    for name, cut in (("mine", FERRY), ("theirs", "Nothing.")):
        write(tmp_path / name, "x.toml", site(hosts='["hillfm.example"]', cut=cut))
    dump = f"A month without a bridge\n\n{STORY}\n\n{FERRY}\n\n{STORY}"
    bodies = [
        copydesk.clean(
            dump,
            url="https://hillfm.example/",
            rules=read_rules(*(tmp_path / name for name in order)),
        ).body
        for order in (("mine", "theirs"), ("theirs", "mine"))
    ]
    assert [(FERRY in body) for body in bodies] == [False, True]


def test_a_file_is_opened_only_for_a_page_of_its_site(tmp_path: Path) -> None:
    write(tmp_path, "good.toml", site(hosts='["hillfm.example"]', cut="a"))
    write(tmp_path, "wrong.toml", site(hosts='["valley.example"]', cut="b") + "\n[[cut]]\n")
    rules = read_rules(tmp_path)
    assert copydesk.clean(STORY, url="https://hillfm.example/", rules=rules).body
    with pytest.raises(RulesError, match=r"wrong.toml, line 7, column 1"):
        copydesk.clean(STORY, url="https://valley.example/", rules=rules)


ENDLESS = "(?:a|aa)+$"
SLOW = """[site]
hosts = ['hillfm.example']
[[cut]]
pattern = '^Letters|^{endless}'
[[cut]]
line = 'Songs of the week'
[byline]
pattern = '^Words: (.+)|^{endless}'
"""


def test_a_pattern_that_never_ends_is_given_up_and_the_page_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", SLOW.format(endless=ENDLESS))
    dump = f"{STORY}\n\nLetters\n\nSongs of the week\n\n{'a' * 4000}!\n\n{STORY}"
    page, ledger = copydesk.mark(dump, url="https://hillfm.example/", rules=read_rules(tmp_path))
    article = promises.hold(page, ledger)
    assert article.notes == ("slow-rule",)
    assert [find.why for find in ledger.finds if find.value == "slow-rule"] == [
        "a pattern of the site's (a.toml, line 3): its pattern took longer than 0.5 "
        "seconds and was passed over",
        "the place of the byline (a.toml, line 7): its pattern took longer than 0.5 "
        "seconds and was passed over",
    ]
    assert [verdict.call for verdict in ledger.verdicts if verdict.who == "site-rule"] == [
        "cut",
        "held",
    ]
    assert STORY in article.body
    assert "Songs" not in article.body


def test_a_field_stands_that_was_found_before_a_pattern_took_too_long(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", SLOW.format(endless=ENDLESS))
    dump = f"{STORY}\n\nWords: Jane Doe\n\n{'a' * 4000}!\n\n{STORY}"
    assert copydesk.clean(
        dump, url="https://hillfm.example/", rules=read_rules(tmp_path)
    ).authors == ("Jane Doe",)


def test_a_sample_shows_a_slow_pattern(tmp_path: Path) -> None:
    file = parse(
        f"[site]\nhosts = ['hillfm.example']\n[[cut]]\npattern = "
        f"'^{ENDLESS}'\n[[sample]]\ntext = '{'a' * 4000}!'\n",
        "a.toml",
    )
    assert [fault.text for fault in faults(file, tmp_path)] == [
        "on the sample, a pattern of the site's (a.toml, line 3): its pattern took "
        "longer than 0.5 seconds and was passed over",
        "no sample page shows that this [[cut]] does anything",
    ]


def test_without_rules_nothing_of_them_is_imported() -> None:
    code = (
        f"import sys, copydesk; copydesk.clean({STORY!r}); print([m for m in sys.modules "
        f"if m.startswith('copydesk.rules') or m == 'copydesk.site'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_file_that_the_docs_describe_is_one() -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text("utf-8")
    toml = docs.split("```toml\n", 1)[1].split("```", 1)[0]
    read_file = parse(toml, "docs/rules.md")
    assert len(read_file.site.rules) == 5
    assert [place.field for place in read_file.site.places] == ["byline"]
    assert len(read_file.samples) == 1
