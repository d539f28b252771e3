"""What differs between two records of one article: in which fields, and by how many words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from copydesk.model.article import ARTICLE_FIELDS
from copydesk.views.word_diff import pieces, words_in

FIELDS = (*(name for name in ARTICLE_FIELDS if name != "input"), "error")
"""What is compared of a record; `error` says why a page failed."""
FOLLOWS = {"paragraphs": "body", "is_article": "status"}
"""Fields that another one says already: they are compared where that one is the same."""
NOTHING: tuple[Any, ...] = (None, "", [])


class FieldChange(NamedTuple):
    """A field's value in both records, and how many words of it are gone and new. A number, a truth
    value and an order have none.
    """

    field: str
    old: Any
    new: Any
    gone: int
    came: int


class Change(NamedTuple):
    """An article that is not the same: `changed`, or `gone` or `new` where only one result has it.
    Then its words are those of its body.
    """

    input: str
    call: Literal["changed", "gone", "new"]
    url: str | None
    gone: int
    came: int
    fields: tuple[FieldChange, ...]

    @property
    def size(self) -> int:
        """How much it is changed, in words."""
        return self.gone + self.came

    def record(self) -> dict[str, Any]:
        """The change as JSON, with the word diff of each field as `[call, text]` pairs."""
        fields = [
            one._asdict()
            | {"words": [list(piece) for piece in pieces(as_text(one.old), as_text(one.new))]}
            for one in self.fields
        ]
        return self._asdict() | {"fields": fields}

    @classmethod
    def load(cls, values: list[Any]) -> Change:
        """A change of the list that JSON made of it."""
        found = cls._make(values)
        return found._replace(fields=tuple(FieldChange._make(one) for one in found.fields))


def change_of(
    input: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    among: Callable[[str], bool],
) -> Change | None:
    """What is changed of an article in the fields that are `among` those asked for; None where
    nothing is.

    Null, nothing and an empty list are the same. One record is None where only one result has the
    article.
    """
    only = new if old is None else old if new is None else None
    if only is not None:
        words = words_in(as_text(only.get("body")))
        shown = tuple(
            _field(name, (old or {}).get(name), (new or {}).get(name))
            for name in ("headline", "status")
            if only.get(name)
        )
        return (
            Change(input, "new", _url(only), 0, words, shown)
            if old is None
            else Change(input, "gone", _url(only), words, 0, shown)
        )
    old, new = old or {}, new or {}
    differing = [
        name
        for name in FIELDS
        if among(name)
        and old.get(name) != new.get(name)
        and not (old.get(name) in NOTHING and new.get(name) in NOTHING)
    ]
    fields = tuple(
        _field(name, old.get(name), new.get(name))
        for name in differing
        if FOLLOWS.get(name) not in differing
    )
    if not fields:
        return None
    return Change(
        input,
        "changed",
        _url(new),
        sum(one.gone for one in fields),
        sum(one.came for one in fields),
        fields,
    )


def _url(record: Mapping[str, Any]) -> str | None:
    url = record.get("url")
    return url if isinstance(url, str) else None


def _field(name: str, old: Any, new: Any) -> FieldChange:  # noqa: ANN401 - any value of JSON
    counts: Counter[str] = Counter()
    if not isinstance(old or new, (bool, int, float)):
        for call, text in pieces(as_text(old), as_text(new)):
            if call != "same":
                counts[call] += words_in(text)
    return FieldChange(name, old, new, counts["gone"], counts["new"])


def as_text(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    """A field's value as it is compared word by word: nothing for null, a list's members joined, an
    image or a paragraph a line.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("\n" if any(isinstance(part, dict) for part in value) else "; ").join(
            as_text(part) for part in value
        )
    if isinstance(value, dict):
        return (
            _paragraph(value)
            if {"kind", "text"} <= set(value)
            else " · ".join(as_text(part) for part in value.values() if part not in NOTHING)
        )
    return str(value)


def _paragraph(value: Mapping[str, Any]) -> str:
    level = f" {value['level']}" if value.get("level") else ""
    links = "".join(f" <{link.get('url')}>" for link in value.get("links") or ())
    return f"{value['kind']}{level}: {value['text']}{links}"


@dataclass
class Totals:
    """Two results compared, in numbers. `fields`: field -> articles in which it changed, words
    gone, words new.
    """

    same: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    fields: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, change: Change | None) -> None:
        """Counts an article; None is one that is the same."""
        if change is None:
            self.same += 1
            return
        self.calls[change.call] += 1
        for one in change.fields if change.call == "changed" else ():
            articles, gone, came = self.fields.get(one.field, (0, 0, 0))
            self.fields[one.field] = (articles + 1, gone + one.gone, came + one.came)

    def sentence(self) -> str:
        """The numbers in a sentence, without its full stop."""
        found = [f"{self.calls['changed']:,} changed", f"{self.same:,} the same"]
        found += [
            f"{self.calls[call]:,} only in the {which} result"
            for call, which in (("gone", "old"), ("new", "new"))
            if self.calls[call]
        ]
        return f"{', '.join(found)}"
