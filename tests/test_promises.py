"""What copydesk promises of every page, held on every fixture."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import copydesk
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from tests import cases, pages, promises
from tests.cases import Case

HTML = [slug for slug in pages.SLUGS if pages.dump(slug)[1] == "html"]
TEXT = [slug for slug in pages.SLUGS if pages.dump(slug)[1] == "text"]
FIELDS = Path(copydesk.__file__).parent / "fields"
FIELD_CASES = [
    pytest.param(case, id=case.name)
    for file in sorted(FIELDS.rglob("*.md"))
    for case in cases.read(file)
]
OUTSIDE_TEXT = re.compile(r"!\[[^\[\]]*\]\(\S*?\)|\]\(\S*?\)")
"""A picture of Markdown, and the address behind a link's words, which are in a block."""
OF_LEDGERS = (
    promises.every_word_has_one_fate,
    promises.a_saved_ledger_gives_the_same_article,
    promises.order_inside_a_stage_does_not_matter,
    promises.every_verdict_names_a_filter_and_says_why,
    promises.no_field_takes_words_of_a_sentence,
)


@pytest.mark.parametrize("slug", TEXT)
def test_a_text_dump_is_its_spans_and_gaps(slug: str) -> None:
    page, _ = pages.marked(slug)
    promises.spans_join_to_the_dump(page)
    spans = [span for block in page.blocks for span in block.source_spans()]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(page.source)]
    gaps = "".join(page.source[end:start] for end, start in zip(ends, starts, strict=True))
    assert not re.search(r"[^\W_]", OUTSIDE_TEXT.sub("", gaps))


@pytest.mark.parametrize("slug", HTML)
def test_every_text_node_is_in_one_block(slug: str) -> None:
    promises.every_text_node_is_in_one_block(pages.marked(slug)[0])


@pytest.mark.parametrize("promise", OF_LEDGERS, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("slug", pages.SLUGS)
def test_of_every_ledger(slug: str, promise: Callable[[Page, Ledger], None]) -> None:
    promise(*pages.marked(slug))


@pytest.mark.parametrize("case", FIELD_CASES)
def test_no_field_takes_words_of_a_sentence_in_its_cases(case: Case) -> None:
    dump = case.block("text", "html")
    assert dump
    promises.no_field_takes_words_of_a_sentence(*copydesk.mark(dump[1], kind=dump[0]))


def test_the_same_page_gives_the_same_article_whatever_came_before() -> None:
    for slug in reversed(pages.SLUGS):
        data, kind = pages.dump(slug)
        given = pages.expected(slug).get("given", {})
        again = copydesk.clean(data, kind=kind, url=given.get("url"), crawled=given.get("crawled"))
        assert again.to_dict() | {"input": slug} == pages.article(slug).to_dict()


@pytest.mark.parametrize("slug", HTML)
def test_a_soup_is_read_like_its_page(slug: str) -> None:
    page, _ = pages.marked(slug)
    given = pages.expected(slug).get("given", {})
    article = copydesk.clean(
        BeautifulSoup(page.source, "html.parser"),
        url=given.get("url"),
        crawled=given.get("crawled"),
    )
    assert (article.headline, article.body) == (
        pages.article(slug).headline,
        pages.article(slug).body,
    )
