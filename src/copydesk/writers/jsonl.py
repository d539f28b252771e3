"""Writes an article as a JSON record on one line."""

from __future__ import annotations

from copydesk.model.article import Article
from copydesk.writers.json import dumps


def write(article: Article) -> str:
    """Return the record on one line."""
    return dumps(article.to_dict()) + "\n"
