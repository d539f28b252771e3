"""Finds the fields, and counts the words, that differ between records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from copydesk.model.article import ARTICLE_FIELDS
from copydesk.views.word_diff import pieces, words_in

# The fields compared; `error` is the reason a page failed.
FIELDS = (*(name for name in ARTICLE_FIELDS if name != "input"), "error")
# Fields derived from another one, compared only where that one is equal.
DERIVED_FROM = {"paragraphs": "body", "is_article": "status"}
# Values that count as empty.
EMPTY_VALUES: tuple[Any, ...] = (None, "", [])


class FieldChange(NamedTuple):
    """A field's value in both records, with its removed and added words.

    Numbers, booleans and changes of order count no words.
    """

    field: str
    old: Any
    new: Any
    gone: int
    came: int


class Change(NamedTuple):
    """An article that differs between two results.

    `call` is `changed`, or `gone` or `new` where only one result has the article; its words are
    then those of its body.
    """

    input: str
    call: Literal["changed", "gone", "new"]
    url: str | None
    gone: int
    came: int
    fields: tuple[FieldChange, ...]

    @property
    def size(self) -> int:
        """The words removed and added."""
        return self.gone + self.came

    def record(self) -> dict[str, Any]:
        """Return the change as JSON values.

        The word diff of each field is a list of `[call, text]` pairs.
        """
        fields = [
            one._asdict()
            | {"words": [list(piece) for piece in pieces(as_text(one.old), as_text(one.new))]}
            for one in self.fields
        ]
        return self._asdict() | {"fields": fields}

    @classmethod
    def load(cls, values: list[Any]) -> Change:
        """Return the change that JSON stored as a list."""
        found = cls._make(values)
        return found._replace(fields=tuple(FieldChange._make(one) for one in found.fields))


def change_of(
    input: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    among: Callable[[str], bool],
) -> Change | None:
    """Return the change between two records in the fields of `among`.

    None where nothing differs. Null, an empty string and an empty list are equal. A record is None
    where its result lacks the article.
    """
    if new is None:
        return _one_sided(input, "gone", old or {})
    if old is None:
        return _one_sided(input, "new", new)
    differing = [
        name
        for name in FIELDS
        if among(name)
        and old.get(name) != new.get(name)
        and not (old.get(name) in EMPTY_VALUES and new.get(name) in EMPTY_VALUES)
    ]
    fields = tuple(
        _field(name, old.get(name), new.get(name))
        for name in differing
        if DERIVED_FROM.get(name) not in differing
    )
    if not fields:
        return None
    gone, came = sum(one.gone for one in fields), sum(one.came for one in fields)
    return Change(input, "changed", _url(new), gone, came, fields)


def _one_sided(input: str, call: Literal["gone", "new"], record: Mapping[str, Any]) -> Change:
    """Return the change of an article that only one result has."""
    words = words_in(as_text(record.get("body")))
    shown = [(name, record[name]) for name in ("headline", "status") if record.get(name)]
    if call == "new":
        fields = tuple(_field(name, None, value) for name, value in shown)
        return Change(input, call, _url(record), 0, words, fields)
    fields = tuple(_field(name, value, None) for name, value in shown)
    return Change(input, call, _url(record), words, 0, fields)


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
    """Return a field's value as the text that is compared.

    Nothing for null, a list's members joined, an image or a paragraph a line.
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
            else " · ".join(as_text(part) for part in value.values() if part not in EMPTY_VALUES)
        )
    return str(value)


def _paragraph(value: Mapping[str, Any]) -> str:
    level = f" {value['level']}" if value.get("level") else ""
    links = "".join(f" <{link.get('url')}>" for link in value.get("links") or ())
    return f"{value['kind']}{level}: {value['text']}{links}"


@dataclass
class Totals:
    """Counts over two results.

    `fields` maps a field to the articles in which it changed, its words removed and its words
    added.
    """

    same: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    fields: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, change: Change | None) -> None:
        """Count an article; None is one without changes."""
        if change is None:
            self.same += 1
            return
        self.calls[change.call] += 1
        for one in change.fields if change.call == "changed" else ():
            articles, gone, came = self.fields.get(one.field, (0, 0, 0))
            self.fields[one.field] = (articles + 1, gone + one.gone, came + one.came)

    def sentence(self) -> str:
        """Return the counts as a sentence without its full stop."""
        found = [f"{self.calls['changed']:,} changed", f"{self.same:,} the same"]
        found += [
            f"{self.calls[call]:,} only in the {which} result"
            for call, which in (("gone", "old"), ("new", "new"))
            if self.calls[call]
        ]
        return f"{', '.join(found)}"
