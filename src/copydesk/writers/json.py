"""An article as a JSON record, indented for a person to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from copydesk.text.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from copydesk.model.article import Article

UNSEEN = lazy_pattern(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Controls, direction marks, line separators and lone surrogates, none of them printable: JSON
allows most of them bare, terminals and readers suffer.
"""


def write(article: Article) -> str:
    """The record over several lines."""
    return dumps(article.record(), 2) + "\n"


def dumps(value: object, indent: int | None = None) -> str:
    """A value as JSON whose strings hold nothing that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return (
        text
        if text.replace("\n", "").isprintable()
        else UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    )
