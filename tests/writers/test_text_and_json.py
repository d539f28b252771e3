"""JSON and text."""

from __future__ import annotations

import json

import pytest

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
        ),
    )
    assert written(article, "text") == (
        "A head\n\nMara Quill · 2024-03-03\n\nOne.\n\n- Two.\n  1. Three.\n  2. Four,\n     five.\n"
    )
    assert written(Article(), "text") == ""


def test_a_format_that_there_is_not():
    with pytest.raises(ValueError, match="yaml"):
        written(Article(), "yaml")
