"""An article as plain text: headline, byline and date, then the paragraphs, a blank line
between.
"""

from __future__ import annotations

from copydesk.model.article import Article
from copydesk.writers.plain import one_line, plain


def write(article: Article) -> str:
    """The article as a reader would type it out."""
    signed = " · ".join(one_line(part) for part in (article.byline, article.date) if part)
    parts = [
        one_line(article.headline or ""),
        signed,
        one_line(article.standfirst or ""),
        *(plain(paragraph.text) for paragraph in article.paragraphs),
    ]
    text = "\n\n".join(part for part in parts if part.strip())
    return text + "\n" if text else ""
