"""Writes an article as plain text.

Headline, byline and date, standfirst, then the paragraphs, with blank lines between. List items
keep their bullets and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent

from copydesk.model.article import Article
from copydesk.model.body import Paragraph
from copydesk.writers.list_items import list_parts, runs
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


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Yield paragraphs, whole lists and whole tables."""
    for kind, run in runs(paragraphs):
        if kind == "item":
            yield "\n\n".join(_list(run))
        elif kind == "table-row":
            yield "\n".join(one_line(row.text) for row in run)
        else:
            yield from (plain(paragraph.text) for paragraph in run)


def _list(run: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the parts of a list, between which there is a blank line."""
    for inside, part in list_parts(run):
        if inside:
            yield indent("\n\n".join(_pieces(item.paragraph for item in part)), inside)
        else:
            yield "\n".join(
                f"{item.indent}{item.marker}"
                + plain(item.paragraph.text[item.start :]).replace("\n", f"\n{item.hanging}")
                for item in part
            )
