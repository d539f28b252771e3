"""Writes articles as lines of a table: CSV, or tab-separated values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from copydesk.writers.json import dumps
from copydesk.writers.plain import plain

if TYPE_CHECKING:
    from copydesk.model.article import Article

# Format -> suffix of its files.
SUFFIXES = {"csv": ".csv", "tsv": ".tsv"}
DEFAULT_FIELDS = (
    "input",
    "url",
    "status",
    "headline",
    "byline",
    "date",
    "photo_credit",
    "body",
)


def header(fields: Sequence[str], form: str) -> str:
    """Return the first line of a table, with the names of the fields."""
    return table_line(fields, form)


def values(article: Article, fields: Sequence[str]) -> list[str]:
    """Return fields of an article as text.

    Null is empty, a list is joined by `; `.
    """
    record = article.to_dict()
    return [_value(record[name]) for name in fields]


def table_line(cells: Iterable[str], form: str) -> str:
    """Return a line of a table in `csv` or `tsv`, with its line break.

    A cell of TSV has `\\\\n` for a line break and a space for a tab; CSV quotes them.
    """
    import csv  # only tables need it
    import io

    if form == "tsv":
        return "\t".join(cell.replace("\t", " ").replace("\n", "\\n") for cell in cells) + "\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _value(member: object) -> str:
    if isinstance(member, list):
        return "; ".join(_value(part) for part in member)
    if isinstance(member, str):
        return plain(member)
    return "" if member is None else dumps(member)
