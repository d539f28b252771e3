"""What is learned from some pages of made sites makes the bodies of their other pages exact, and
cuts no line of any story.

`make learned` measures all sites over all splits; here a few pages of each are enough.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

import pytest

import copydesk
from copydesk.learn.cluster import sites
from copydesk.learn.draft import LearnedRules, learned
from copydesk.learn.sample import PER_SITE, PageSample, PageSource
from copydesk.learn.sketch import Sketch, mark_of, sketch
from copydesk.learn.write import rule_file
from copydesk.model.raw import Raw
from copydesk.model.site import shape_key
from copydesk.rules import Rulebook
from copydesk.rules.book import Written
from copydesk.rules.toml_text import string
from tests.rules import made

FORMS = ("text", "html")


class Score(NamedTuple):
    """Of how many pages: how many bodies were exact with one page's evidence and with learned
    rules, and the lines of stories that rules cut.
    """

    pages: int
    alone: int
    exact: int
    cut: tuple[str, ...]


@cache
def sketches(site: str, form: str, first: int, last: int) -> tuple[Sketch, ...]:
    pages = [made.page(site, number, form) for number in range(first, last)]
    return tuple(
        sketch(Raw(page.dump, f"{site}-{number}.{form}", form, page.url))
        for number, page in enumerate(pages, first)
    )


def rules_of(found: LearnedRules | None) -> Rulebook:
    assert found
    return Rulebook((), (Written("learned.toml", rule_file(found)),))


def score(site: str, form: str, rules: Rulebook, numbers: range) -> Score:
    alone = exact = 0
    cut: list[str] = []
    for number in numbers:
        page = made.page(site, number, form)
        read, ledger = copydesk.mark(page.dump, kind=form, url=page.url, rules=rules)
        by_rule = {
            verdict.block
            for verdict in ledger.verdicts
            if verdict.who == "site-rule" and verdict.call == "cut" and ledger.is_cut(verdict.block)
        }
        cut += [
            text
            for text in (read.blocks[block].text for block in sorted(by_rule))
            if text in page.body
        ]
        exact += copydesk.clean(
            page.dump, kind=form, url=page.url, rules=rules
        ).body == "\n\n".join(page.body)
        alone += copydesk.clean(page.dump, kind=form, url=page.url).body == "\n\n".join(page.body)
    return Score(len(numbers), alone, exact, tuple(cut))


LEARNED_FROM = 20
CASES = [
    ("quillan-review", "text"),
    ("harbor-tv", "html"),
    ("faro-ribera", "text"),
    ("plum-kitchen", "text"),
    ("hill-radio", "text"),
]


@pytest.mark.parametrize(("site", "form"), CASES)
def test_learned_rules_make_other_pages_exact(site: str, form: str) -> None:
    found = score(
        site,
        form,
        rules_of(learned(sketches(site, form, 0, LEARNED_FROM))),
        range(LEARNED_FROM, LEARNED_FROM + 5),
    )
    assert found.cut == ()
    assert found.exact == found.pages
    assert found.alone < found.pages


def test_the_order_of_pages_does_not_matter() -> None:
    pages = sketches("hill-radio", "text", 0, LEARNED_FROM)
    forwards, backwards = learned(pages), learned(reversed(pages))
    assert forwards
    assert forwards == backwards


def test_it_takes_three_stories() -> None:
    pages = sketches("hill-radio", "text", 0, LEARNED_FROM)
    assert learned(pages[:2]) is None
    again = [
        page._replace(mark=f"{number}", input=f"{number}")
        for number, page in enumerate([pages[0]] * 3)
    ]
    assert learned(again) is None
    assert learned(pages[:3])


def test_a_story_on_three_addresses_is_one() -> None:
    pages = sketches("ridge-university", "text", 0, 3)
    copies = [
        pages[0]._replace(mark=f"copy{number}", lines=pages[0].lines[number:])
        for number in range(3)
    ]
    alone, together = learned(pages), learned([*pages, *copies])
    assert alone
    assert together
    assert {rule.by["line"] for rule in together.rules if "line" in rule.by} <= {
        rule.by["line"] for rule in alone.rules if "line" in rule.by
    }


def test_the_name_comes_from_titles() -> None:
    found = learned(sketches("harbor-tv", "html", 0, LEARNED_FROM))
    assert found
    assert found.name == "Harbor TV 7"
    assert found.hosts == ("harbortv7.example",)
    assert found.language == "en"


def test_every_rule_has_its_evidence() -> None:
    found = learned(sketches("hill-radio", "text", 0, LEARNED_FROM))
    assert found
    data = tomllib.loads(rule_file(found))
    for rule in (*data["cut"], *data.get("keep", [])):
        assert rule["seen"].endswith(f" of {LEARNED_FROM} pages")
        assert len(rule["examples"]) == 2


def test_pages_without_a_host_are_told_apart_by_their_lines() -> None:
    pages = [
        one
        for site in ("hill-radio", "faro-ribera")
        for one in sketches(site, "text", 0, LEARNED_FROM)
    ]
    found = sites((page.mark, [shape_key(line.key) for line in page.lines]) for page in pages)
    names = {page.mark: page.input.rsplit("-", 1)[0] for page in pages}
    assert sorted(sorted({names[mark] for mark in group}) for group in found) == [
        ["faro-ribera"],
        ["hill-radio"],
    ]
    assert sum(map(len, found)) == 2 * LEARNED_FROM


def test_a_page_without_a_host_is_known_by_its_fingerprint() -> None:
    pages = [page._replace(host="") for page in sketches("hill-radio", "text", 0, LEARNED_FROM)]
    rules = rules_of(learned(pages))
    mine, other = made.page("hill-radio", 25, "text"), made.page("marsh-public-radio", 25, "text")
    assert copydesk.mark(mine.dump, kind="text", rules=rules)[0].site
    assert copydesk.mark(other.dump, kind="text", rules=rules)[0].site is None


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "two\nlines",
        'a "quote" \\ and more',
        "tab\there",
        "bell\x07",
        "rtl\u202eevil",
        "'''",
        '"""',
        "\\d+ 'x'",
        "\x85",
    ],
)
def test_a_string_is_read_back(text: str) -> None:
    assert tomllib.loads(f"x = {string(text)}")["x"] == text


def test_the_sample_is_the_same_for_any_order() -> None:
    places = [
        PageSource(host, mark_of(Raw(f"{host} {number // 2}")), f"{host} {number:04}")
        for host in ("a.example", "")
        for number in range(500)
    ]
    found = []
    for order in (places, places[::-1]):
        with PageSample() as sample:
            for place in order:
                sample.offer(place)
            found.append([place.name for place in places if sample.chosen(place.name)])
    assert found[0] == found[1]
    assert len(found[0]) == PER_SITE + 250
