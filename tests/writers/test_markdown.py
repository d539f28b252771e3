"""Markdown renders as the article's text.

Nothing on a page can add markup or end the front matter.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import copydesk
from copydesk.model.article import Article
from copydesk.model.block import Link
from copydesk.model.body import Paragraph
from copydesk.writers import written
from copydesk.writers.inline import address
from copydesk.writers.plain import plain

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PARTS = st.lists(
    st.sampled_from(
        [
            *"\\`*_[]<>~&#!|+-=:.)(0123\t\n ab\x1b\x00\u2028",
            "&amp;",
            "<b>",
            "---",
            "```",
            "1. ",
            "    ",
            "](http://x)",
            "é",
        ]
    ),
    max_size=14,
)
TEXT = PARTS.map("".join).map(lambda text: text.strip() + "x")


def body(*paragraphs: Paragraph) -> str:
    return written(Article(paragraphs=paragraphs), "markdown").split("\n---\n", 1)[1]


def rendered(markdown: str) -> list[tuple[str, str]]:
    """Return the element and the text of each block a Markdown reader sees."""
    seen, tag = [], ""
    for token in READER.parse(markdown):
        tag = token.tag if token.nesting == 1 else tag
        if token.type == "inline":
            kinds = {child.type for child in token.children or ()}
            assert kinds <= {"text", "text_special", "hardbreak"}, kinds
            seen.append((tag, "".join(child.content or "\n" for child in token.children or ())))
        elif token.type in ("fence", "code_block", "html_block", "hr"):
            seen.append((token.type, token.content))
    return seen


def lines(text: str) -> str:
    return "\n".join(
        joined for line in plain(text).split("\n") if (joined := " ".join(line.split()))
    )


@given(TEXT)
def test_a_paragraph_renders_as_its_text(text: str):
    assert rendered(body(Paragraph("paragraph", 0, text))) == [("p", lines(text))]


@given(TEXT)
def test_headings_items_quotes_and_code_render_as_their_text(text: str):
    one = " ".join(plain(text).split())
    assert rendered(body(Paragraph("heading", 2, text))) == [("h2", one)]
    assert (
        rendered(body(Paragraph("item", 9, text), Paragraph("item", 9, text)))
        == [("p", lines(text))] * 2
    )
    assert rendered(body(Paragraph("quote", 0, text))) == [("p", lines(text))]
    assert [(kind, code.rstrip()) for kind, code in rendered(body(Paragraph("code", 0, text)))] == [
        ("fence", plain(text))
    ]


def test_a_table():
    rows = body(Paragraph("table-row", 0, "a | b"), Paragraph("table-row", 0, "1* | 2 | 3"))
    assert [text for _, text in rendered(rows)] == ["a", "b", "", "1*", "2", "3"]


def test_links_are_kept_where_they_are_safe():
    text = "See it!the report here."
    kept = Link(7, 17, "https://e.org/a b(c)|<d>")
    dropped = Link(17, 23, "java\nscript:alert(1)")
    made = body(Paragraph("paragraph", 0, text, (kept, dropped)))
    assert made == "\nSee it\\![the report](https://e.org/a%20b%28c%29%7C%3Cd%3E) here.\n"
    assert address("mailto:desk@e.org") == "mailto:desk@e.org"
    assert address("/a") is None
    assert address("http://[") == "http://%5B"


def test_a_link_with_a_gloss_inside_stays_one_link():
    page = (
        "<p>町の<a "
        "href='/hashi'><ruby>橋<rt>はし</rt></ruby>の<ruby>上<rt>うえ</rt></ruby>は</a>春まで通ることができません。</p>"
    )
    assert "町の[橋の上は](https://e.org/hashi)春まで" in written(
        copydesk.clean(page, kind="html", url="https://e.org/"), "markdown"
    )


@pytest.mark.parametrize(
    "value",
    ["a\n---\n# x", '"', "\\", "x: y", "\u2028---", "\x85", "\x1b", "null", "- a", "{a: b}"],
)
def test_front_matter_cannot_be_left(value: str):
    made = written(Article(headline=value, authors=(value,), url=value), "markdown")
    head = made.split("\n")
    assert [number for number, line in enumerate(head) if line == "---"] == [0, len(head) - 2]
    assert json.loads(head[1].removeprefix("title: ")) == value
    assert made.isprintable() or all(letter.isprintable() or letter == "\n" for letter in made)
