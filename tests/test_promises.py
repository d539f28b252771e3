"""What copydesk promises of every page, held on every fixture."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

import copydesk
from copydesk import chain
from copydesk.article import assemble, fates
from copydesk.ledger import Ledger
from copydesk.readers.characters import visible
from tests import pages

HTML = [slug for slug in pages.SLUGS if pages.dump(slug)[1] == "html"]
TEXT = [slug for slug in pages.SLUGS if pages.dump(slug)[1] == "text"]


@pytest.mark.parametrize("slug", TEXT)
def test_a_text_dump_is_its_spans_and_gaps(slug: str) -> None:
    page, _ = pages.marked(slug)
    spans = [span for block in page.blocks for span in block.source_spans()]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    edges = [0, *(place for span in spans for place in span), len(page.source)]
    assert "".join(page.source[start:end] for start, end in pairwise(edges)) == page.source
    gaps = "".join(page.source[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert not re.search(r"[^\W_]", gaps)


@pytest.mark.parametrize("slug", HTML)
def test_every_text_node_is_in_one_block(slug: str) -> None:
    page, _ = pages.marked(slug)
    tree = LexborHTMLParser(page.source)
    tree.strip_tags(["script", "style", "template"], recursive=True)
    nodes = [node.text_content or "" for node in tree.root.traverse(include_text=True) if node.tag == "-text"]
    assert letters("".join(block.text for block in page.blocks)) == letters("".join(nodes))


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", unicodedata.normalize("NFC", visible(text))))


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_every_word_has_one_fate(slug: str) -> None:
    page, ledger = pages.marked(slug)
    for block in page.blocks:
        laid = fates(block, ledger)
        assert [fate.start for fate in laid] == [0, *(fate.end for fate in laid[:-1])]
        assert laid[-1].end == len(block.text)


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_a_saved_ledger_gives_the_same_article(slug: str) -> None:
    page, ledger = pages.marked(slug)
    assert assemble(page, Ledger.loads(ledger.dumps()), slug) == pages.article(slug)


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_order_inside_a_stage_does_not_matter(slug: str) -> None:
    page, ledger = pages.marked(slug)
    backwards = chain.run(page, tuple(reversed(chain.steps())))
    assert backwards.verdicts == ledger.verdicts
    assert set(backwards.finds) == set(ledger.finds)


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_every_verdict_names_a_filter_and_says_why(slug: str) -> None:
    page, ledger = pages.marked(slug)
    names = set(chain.filter_names())
    for verdict in ledger.verdicts:
        assert verdict.who in names
        assert verdict.why.strip()
        assert 0.0 <= verdict.weight <= 1.0
        assert 0 <= verdict.block < len(page.blocks)
        start, end = verdict.span or (0, len(page.blocks[verdict.block].text))
        assert 0 <= start < end <= len(page.blocks[verdict.block].text)
    for find in ledger.finds:
        assert find.who and find.why


def test_the_same_page_gives_the_same_article_whatever_came_before() -> None:
    for slug in reversed(pages.SLUGS):
        data, kind = pages.dump(slug)
        given = pages.expected(slug).get("given", {})
        again = copydesk.clean(data, kind=kind, url=given.get("url"), crawled=given.get("crawled"))
        assert again.record() | {"input": slug} == pages.article(slug).record()


@pytest.mark.parametrize("slug", HTML)
def test_a_soup_is_read_like_its_page(slug: str) -> None:
    page, _ = pages.marked(slug)
    given = pages.expected(slug).get("given", {})
    article = copydesk.clean(BeautifulSoup(page.source, "html.parser"), url=given.get("url"), crawled=given.get("crawled"))
    assert (article.headline, article.body) == (pages.article(slug).headline, pages.article(slug).body)
