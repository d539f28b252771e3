"""An article as JSON, Markdown or text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.model.article import Article

SUFFIXES = {"json": ".json", "jsonl": ".jsonl", "markdown": ".md", "text": ".txt"}
"""Each format, which is the name of its writer, and how a file of it ends."""


def written(article: Article, form: str) -> str:
    """The article in a format, with its last line break. Raises ValueError for a format that there
    is not.
    """
    if form not in SUFFIXES:
        raise ValueError(f"A format is one of {', '.join(SUFFIXES)}, not {form!r}.")
    text: str = import_module(f"copydesk.writers.{form}").write(article)
    return text
