"""Writers: an article as JSON, JSON Lines, Markdown or text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions

if TYPE_CHECKING:
    from copydesk.model.article import Article

# Format, which is the name of its writer's module -> suffix of its files.
SUFFIXES = {"json": ".json", "jsonl": ".jsonl", "markdown": ".md", "text": ".txt"}


def written(article: Article, form: str, markdown: MarkdownOptions = EVERYTHING_BUT_HEADING) -> str:
    """Return the article in a format, with its final line break.

    `markdown` holds for that format alone. Raises ValueError for an unknown format.
    """
    if form not in SUFFIXES:
        raise ValueError(f"Unknown format {form!r}; the formats are {', '.join(SUFFIXES)}.")
    writer = import_module(f"copydesk.writers.{form}")
    text: str = writer.write(article, markdown) if form == "markdown" else writer.write(article)
    return text
