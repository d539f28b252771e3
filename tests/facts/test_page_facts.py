"""Facts of a page, kept by the page, and results kept by a ledger."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from copydesk.facts.story_extent import stretch
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.text.url import host_of

HTML = """
<html lang="en"><head><title>Ferry sails again | Harbor News</title>
<meta property="og:site_name" content="Harbor News">
<script type="application/ld+json">
{"@graph": [
  {"@type": "NewsArticle", "headline": "Ferry sails again", "publisher": {"@id": "#owner"}},
  {"@type": "Organization", "@id": "#owner", "name": "Harbor Media"},
  {"@type": "WebPage", "name": "Ferry"}
]}
</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<h1>Ferry sails again</h1>
<p>The ferry to Orrin sailed again on Monday, nine weeks after its engine failed in the bay.</p>
<p>Copyright 2024 Harbor Media</p></body></html>
"""


def page_of(html: str = HTML) -> Page:
    return read_page(Raw(html, None, "html", "https://www.harbor.example/ferry"))


def test_the_facts_of_a_page() -> None:
    facts = (page := page_of()).facts
    assert facts.story["headline"] == "Ferry sails again"
    assert facts.host == "harbor.example"
    assert facts.site_names == ("Harbor News", "Harbor Media")
    assert facts.organisations == {"harbormedia"}
    assert {"harbornews", "harbormedia", "harbor", "harborexample"} == facts.site_keys
    assert {(title.who, title.text) for title in facts.titles} == {
        ("json-ld:headline", "Ferry sails again"),
        ("title", "Ferry sails again"),
    }
    assert [page.blocks[number].text for number in facts.legal_lines] == [
        "Copyright 2024 Harbor Media"
    ]
    assert set(facts.site_blocks.values()) == {"nav"}


def test_a_page_without_metadata_has_empty_facts() -> None:
    facts = (page := read_page(Raw("The ferry sailed.", None, "text"))).facts
    assert page.facts is facts
    assert facts.story == {}
    assert facts.host == ""
    assert (facts.site_names, facts.titles, facts.legal_lines) == ((), (), ())


def test_a_fact_is_computed_once() -> None:
    page = page_of()
    assert page.facts is page.facts
    assert page.facts.titles is page.facts.titles


def test_a_page_and_its_facts_are_freed_without_the_garbage_collector() -> None:
    page = page_of()
    assert page.facts.titles
    assert page.facts.site_keys
    gone = weakref.ref(page)
    gc.disable()
    try:
        del page
        assert gone() is None
    finally:
        gc.enable()


def test_a_ledger_keeps_what_depends_on_it_and_a_grown_one_does_not() -> None:
    page, ledger = page_of(), Ledger()
    first = stretch(page, ledger)
    assert stretch(page, ledger) is first
    assert stretch(page, ledger.with_finds("lead", ())) is not first


def urls() -> list[list[str]]:
    lines = (Path(__file__).parent / "urls.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in lines if line[:2] == "| "]
    return rows[2:]


@pytest.mark.parametrize(("url", "host"), urls())
def test_the_host_of_a_url(url: str, host: str) -> None:
    assert (host_of(url) or "-") == host
