"""Writes an article as plain text.

Headline, byline and date, standfirst, then the paragraphs, with blank lines between. List items
keep their bullets and numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from copydesk.model.article import Article
from copydesk.model.body import Paragraph
from copydesk.writers.list_items import list_items
from copydesk.writers.plain import one_line, plain


def write(article: Article) -> str:
    """Return the article as plain text."""
    signed = " · ".join(one_line(part) for part in (article.byline, article.date) if part)
    parts = [
        one_line(article.headline or ""),
        signed,
        one_line(article.standfirst or ""),
        *_pieces(article.paragraphs),
    ]
    text = "\n\n".join(part for part in parts if part.strip())
    return text + "\n" if text else ""


def _pieces(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Yield paragraphs, whole lists and whole tables."""
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind == "item":
            yield "\n".join(
                f"{item.indent}{item.marker}"
                + plain(item.paragraph.text[item.start :]).replace("\n", f"\n{item.hanging}")
                for item in list_items(run)
            )
        elif kind == "table-row":
            yield "\n".join(one_line(row.text) for row in run)
        else:
            yield from (plain(paragraph.text) for paragraph in run)
