"""Writes an article as plain text.

Headline, byline and date, standfirst, then the paragraphs, with blank lines between.
"""

from __future__ import annotations

from copydesk.model.article import Article
from copydesk.writers.plain import one_line, plain


def write(article: Article) -> str:
    """Return the article as plain text."""
    signed = " · ".join(one_line(part) for part in (article.byline, article.date) if part)
    parts = [
        one_line(article.headline or ""),
        signed,
        one_line(article.standfirst or ""),
        *(plain(paragraph.text) for paragraph in article.paragraphs),
    ]
    text = "\n\n".join(part for part in parts if part.strip())
    return text + "\n" if text else ""
