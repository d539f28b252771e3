"""Writes an article's fields as YAML front matter.

Every string is a double-quoted scalar in JSON's notation, so no value can end the front matter.
"""

from __future__ import annotations

from copydesk.model.article import Article
from copydesk.writers.json import dumps

# Always present, in this order; the other fields follow where the article has them.
REQUIRED_FIELDS = ("headline", "byline", "authors", "date", "photo_credit")
OMITTED_FIELDS = ("body", "paragraphs", "confidence")


def front_matter(article: Article) -> str:
    """Return the front matter between its `---` lines."""
    record = article.record()
    rest = [
        name
        for name, value in record.items()
        if name not in REQUIRED_FIELDS + OMITTED_FIELDS and value not in (None, [], "")
    ]
    return (
        "---\n"
        + "".join(_entry(name, record[name]) for name in [*REQUIRED_FIELDS, *rest])
        + "---\n"
    )


def _entry(name: str, value: object) -> str:
    if not isinstance(value, list) or not value:
        return f"{name}: {dumps(value)}\n"
    return f"{name}:\n" + "".join(f"  - {dumps(part)}\n" for part in value)
