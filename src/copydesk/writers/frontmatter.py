"""An article's fields as YAML front matter. Every string is a double-quoted scalar as JSON writes
it, so that none can end the front matter.
"""

from __future__ import annotations

from copydesk.model.article import Article
from copydesk.writers.json import dumps

ALWAYS = ("headline", "byline", "authors", "date", "photo_credit")
"""What the front matter always has, in this order; the other fields follow where the page has
them.
"""
NEVER = ("body", "paragraphs", "confidence")


def front_matter(article: Article) -> str:
    """The front matter with the lines around it."""
    record = article.record()
    rest = [
        name
        for name, value in record.items()
        if name not in ALWAYS + NEVER and value not in (None, [], "")
    ]
    return "---\n" + "".join(_entry(name, record[name]) for name in [*ALWAYS, *rest]) + "---\n"


def _entry(name: str, value: object) -> str:
    if not isinstance(value, list) or not value:
        return f"{name}: {dumps(value)}\n"
    return f"{name}:\n" + "".join(f"  - {dumps(part)}\n" for part in value)
