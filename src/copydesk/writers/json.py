"""Writes an article as an indented JSON record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from copydesk.text.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from copydesk.model.article import Article

# Controls, direction marks, line separators and lone surrogates. JSON allows most of them in
# strings, but terminals and other readers interpret them.
UNPRINTABLE = lazy_pattern(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def write(article: Article) -> str:
    """Return the record over several lines."""
    return dumps(article.to_dict(), 2) + "\n"


def dumps(value: object, indent: int | None = None) -> str:
    """Return a value as JSON without characters a terminal interprets."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return (
        text
        if text.replace("\n", "").isprintable()
        else UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    )
