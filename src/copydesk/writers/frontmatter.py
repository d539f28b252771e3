"""Writes an article's fields as YAML front matter.

Every string is a double-quoted scalar in JSON's notation, so no value can end the front matter.
"""

from __future__ import annotations

from copydesk.model.article import Article
from copydesk.writers.json import dumps

# Key -> field of the article, in this order. The names are those that site generators use.
KEYS = {
    "title": "headline",
    "authors": "authors",
    "date": "date",
    "url": "url",
    "site": "site_name",
    "photo_credit": "photo_credit",
    "byline": "byline",
    "standfirst": "standfirst",
    "date_modified": "date_modified",
    "section": "section",
    "tags": "tags",
    "language": "language",
    "dateline": "dateline",
    "contributors": "contributors",
    "source": "source",
    "copyright": "copyright",
    "images": "images",
    "status": "status",
    "notes": "notes",
    "input": "input",
}


def front_matter(article: Article) -> str:
    """Return the fields that the article has between `---` lines."""
    record = article.to_dict()
    record["images"] = [image for image in record["images"] if image["caption"] or image["url"]]
    found = {key: record[name] for key, name in KEYS.items() if record[name] not in (None, [], "")}
    if found.get("byline") in (None, ", ".join(article.authors)):
        found.pop("byline", None)
    return "---\n" + "".join(_entry(key, value) for key, value in found.items()) + "---\n"


def _entry(name: str, value: object) -> str:
    if not isinstance(value, list):
        return f"{name}: {dumps(value)}\n"
    return f"{name}:\n" + "".join(f"  - {dumps(_known(part))}\n" for part in value)


def _known(part: object) -> object:
    """Return a picture without the members that it does not have."""
    if not isinstance(part, dict):
        return part
    return {name: value for name, value in part.items() if value is not None}
