"""JSON and text."""

from __future__ import annotations

import json

import pytest

import copydesk
from copydesk.model.article import ARTICLE_FIELDS, Article
from copydesk.model.body import Paragraph
from copydesk.writers import written


def test_json_holds_nothing_a_terminal_obeys():
    value = "\x1b\x9b\u202e\u2028\ud800 é"
    line = written(Article(headline=value), "jsonl")
    assert line.count("\n") == 1
    assert all(letter.isprintable() for letter in line.rstrip("\n"))
    assert json.loads(line)["headline"] == value
    assert tuple(json.loads(line)) == ARTICLE_FIELDS
    assert json.loads(written(Article(headline=value), "json"))["headline"] == value


def test_text_has_head_and_body():
    article = Article(
        headline="A\nhead",
        byline="Mara Quill",
        date="2024-03-03",
        paragraphs=(
            Paragraph("paragraph", 0, "One."),
            Paragraph("item", 1, "Two\x1b."),
            Paragraph("item", 2, "Three.", ordered=True),
            Paragraph("item", 2, "Four,\nfive.", ordered=True),
            Paragraph("item", 2, "Six.", ordered=True, continues=True),
            Paragraph("code", 0, "a\nb", continues=True),
            Paragraph("item", 2, "Seven.", ordered=True),
        ),
    )
    assert written(article, "text") == (
        "A head\n\nMara Quill · 2024-03-03\n\nOne.\n\n- Two.\n  1. Three.\n  2. Four,\n     five."
        "\n\n     Six.\n\n     a\n     b\n\n  3. Seven.\n"
    )
    assert written(Article(), "text") == ""


def test_a_format_that_there_is_not():
    with pytest.raises(ValueError, match="yaml"):
        written(Article(), "yaml")


def test_the_first_paragraph_that_is_left_of_an_item_has_its_bullet():
    article = copydesk.clean(
        "<h1>The ferry stays in port</h1><ul><li><p>Advertisement</p>"
        "<p>The harbour office said on Monday that the ferry would stay in port.</p>"
        "<p>The mayor of Orrin said that the ramp would be ready before the spring.</p></li></ul>",
        kind="html",
    )
    assert [(one.text[:10], one.continues) for one in article.paragraphs] == [
        ("The harbou", False),
        ("The mayor ", True),
    ]
