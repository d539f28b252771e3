"""Invariants of every page.

Checked on the fixtures, on random trees and bytes, and by the fuzzer.
"""

from __future__ import annotations

import io
import json
import re
from itertools import pairwise

from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from copydesk import chain
from copydesk.model.article import Article, assemble
from copydesk.model.body import fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.characters import visible
from copydesk.views.diff import Diff
from copydesk.views.explanation import BlockExplanation, PageExplanation
from copydesk.views.stats import stats, summary
from copydesk.views.unified_diff import unified_diff
from copydesk.writers import SUFFIXES, written

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal obeys, or turns the reading direction, or no file can hold; line breaks and tabs
are text.
"""


APART_BEFORE = re.compile(
    "(?:^|[.!?…。！？।|•·●∙⋅:：;—–()\\[\\]{}<>【】（）→#*\n\t][\"'”’»]?|\\s[-~/]|\\s{3})\\s*\\Z"
)
"""The edge of a block, the end of a sentence or a separator."""
APART_BEHIND = re.compile(
    "\\s*(?:\\Z|[.!?…。！？।|•·●∙⋅:：;—–()\\[\\]{}<>【】（）→#*\n\t]|[-~/]\\s|\\s{3})"
    "|[A-ZÀ-ÞА-Я“‘\"']"
)
"""The same behind a span; a capital that touches it has lost its separator."""


def spans_join_to_the_dump(page: Page) -> None:
    """A text dump's spans and the gaps between them are the dump."""
    spans = [span for block in page.blocks for span in block.source_spans()]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    edges = [0, *(place for span in spans for place in span), len(page.source)]
    assert "".join(page.source[start:end] for start, end in pairwise(edges)) == page.source


def every_text_node_is_in_one_block(page: Page) -> None:
    """Check that the blocks have all text that lexbor finds, in order.

    Script, style, template and text read from the page's state are left out.
    """
    tree = LexborHTMLParser(page.source)
    tree.strip_tags(["script", "style", "template"], recursive=True)
    nodes = (
        [
            node.text_content or ""
            for node in tree.root.traverse(include_text=True)
            if node.tag == "-text"
        ]
        if tree.root
        else []
    )
    blocks = page.blocks[: page.boxes[-1].first] if "page-state" in page.notes else page.blocks
    assert letters("".join(block.text for block in blocks)) == letters("".join(nodes))


def letters(text: str) -> str:
    """The letters and digits of a text in composed form."""
    return "".join(re.findall(r"\w", visible(text)))


def every_word_has_one_fate(page: Page, ledger: Ledger) -> None:
    """A block's fates lie end to end."""
    for block in page.blocks:
        laid = fates(block, ledger)
        assert [fate.start for fate in laid] == [0, *(fate.end for fate in laid[:-1])]
        assert laid[-1].end == len(block.text)


def a_saved_ledger_gives_the_same_article(page: Page, ledger: Ledger) -> None:
    """The ledger as JSON Lines, read again, gives the same article."""
    assert (
        assemble(page, Ledger.loads(ledger.dumps())).to_dict() == assemble(page, ledger).to_dict()
    )


def every_verdict_names_a_filter_and_says_why(page: Page, ledger: Ledger) -> None:
    """Names, reasons, weights and places are what the ledger's readers count on."""
    names = set(chain.filter_names())
    for verdict in ledger.verdicts:
        assert verdict.who in names
        assert verdict.why.strip()
        assert 0.0 <= verdict.weight <= 1.0
        assert 0 <= verdict.block < len(page.blocks)
        start, end = verdict.span or (0, len(page.blocks[verdict.block].text))
        assert 0 <= start < end <= len(page.blocks[verdict.block].text)
    for number, score in ledger.scores.items():
        assert number == score.block < len(page.blocks)
        assert score.who in names
        assert 0.0 <= score.probability <= 1.0
    for find in ledger.finds:
        assert find.who and find.why


def no_field_takes_words_of_a_sentence(page: Page, ledger: Ledger) -> None:
    """What a field takes of a block of prose is apart from the words on both sides."""
    for find in ledger.finds:
        if not find.takes or find.block is None or not page.shapes[find.block].prose:
            continue
        text = page.blocks[find.block].text
        start, end = find.span or (0, len(text))
        assert APART_BEFORE.search(text[:start]), (find.field, text[:end])
        assert APART_BEHIND.match(text[end:]) or APART_BEFORE.search(text[:end]), (
            find.field,
            text[start:],
        )


def order_inside_a_stage_does_not_matter(page: Page, ledger: Ledger) -> None:
    """The chain backwards gives the same verdicts and finds."""
    backwards = chain.run(page, tuple(reversed(chain.steps())))
    assert backwards.verdicts == ledger.verdicts
    assert backwards.scores == ledger.scores
    assert set(backwards.finds) == set(ledger.finds)


def no_format_acts(article: Article) -> None:
    """Every format is UTF-8 with nothing in it that a terminal obeys; JSON holds the very record,
    the front matter ends where it should.
    """
    record = json.loads(written(article, "json"))
    assert record == json.loads(written(article, "jsonl")) == article.to_dict()
    for form in SUFFIXES:
        text = written(article, form)
        found = (
            OBEYED.search(text)
            if form in ("json", "jsonl")
            else re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
        )
        assert not found, (form, found)
    head = written(article, "markdown").split("\n")
    assert head[0] == "---" and "---" in head[1:]
    fields = head[1 : head.index("---", 1)]
    assert all(re.match(r"[a-z_]+:(?: .|$)|  - .", line) for line in fields)


def no_view_acts(page: Page, ledger: Ledger, article: Article) -> None:
    """Nothing that a view shows on a terminal is a page's control sequence."""
    shown = io.StringIO()
    console = Console(
        file=shown,
        width=80,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        color_system=None,
        force_terminal=False,
    )
    console.print(
        Diff(page, ledger),
        summary(page, ledger, article.status),
        stats(page, ledger),
        PageExplanation(page, ledger, article),
    )
    for block in page.blocks[:3]:
        console.print(BlockExplanation(page, ledger, block.number))
    assert not OBEYED.search(shown.getvalue()), OBEYED.search(shown.getvalue())
    "".join(unified_diff(page, ledger, "page"))


def hold(page: Page, ledger: Ledger) -> Article:
    """Asserts all of them of one page but that of the views, which take longer than the cleaning;
    its article.
    """
    if page.form == "text":
        spans_join_to_the_dump(page)
    elif "\0" not in page.source and "truncated:nesting" not in page.notes:
        every_text_node_is_in_one_block(page)
    every_word_has_one_fate(page, ledger)
    every_verdict_names_a_filter_and_says_why(page, ledger)
    a_saved_ledger_gives_the_same_article(page, ledger)
    article = assemble(page, ledger, "page")
    no_format_acts(article)
    return article
