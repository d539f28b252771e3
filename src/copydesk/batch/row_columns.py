"""Finds the columns of rows, and which of them hold the page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice

from copydesk.batch.arrow import PAGE_NAMES, names_among
from copydesk.batch.plan import STANDARD_INPUT, Refused
from copydesk.batch.standard_input import SEEN_BYTES, standard_input
from copydesk.model.outcome import Failure
from copydesk.sources.container import Container
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.jsonl import DEFAULT_NAMES, MAX_LISTED_COLUMNS, ColumnNames
from copydesk.sources.jsonl import records as rows_in
from copydesk.sources.storage import file_at
from copydesk.text.display import shown_name

# Rows at the start of a file of rows from which its columns are read.
SEEN_ROWS = 100


def columns_of(path: str, form: Container) -> list[str] | None:
    """Return the columns of the first rows, or None where none is valid."""
    if path == STANDARD_INPUT:
        return standard_input().columns
    if form == "parquet":
        from copydesk.sources.parquet import schema_of

        try:
            return list(schema_of(file_at(path)).names)
        except (OSError, ValueError, MissingLibrary):
            return None
    seen: dict[str, None] = {}
    rows = 0
    for record in rows_in(file_at(path), path, (1, 0), SEEN_BYTES):
        if rows >= SEEN_ROWS or record.offset > SEEN_BYTES or isinstance(record.content, Failure):
            break
        try:
            row = json.loads(record.content) if isinstance(record.content, bytes) else None
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            rows += 1
            seen |= dict.fromkeys(row)
    return list(seen) if rows else None


def names_of(path: str, form: Container, given: ColumnNames | None) -> ColumnNames:
    """Return the columns with the page and URL of a file's rows.

    Raises Refused where none holds a page.
    """
    columns = columns_of(path, form)
    if columns is None:
        return given if given and (given.text or given.html) else DEFAULT_NAMES
    found = names_among(columns, given)
    if found is None:
        raise Refused(f"{shown_name(path)} {no_page_column(columns, given)}")
    return found


def no_page_column(
    columns: Iterable[str],
    given: ColumnNames | None = None,
    option: str = "--text-field or --html-field",
) -> str:
    """Return the end of the sentence on rows in which no column holds a page.

    `option` names one.
    """
    wanted = (
        given.page_members()
        if given and (given.text or given.html)
        else f"{', '.join(PAGE_NAMES[:-1])} or {PAGE_NAMES[-1]}"
    )
    listed = ", ".join(shown_name(name) for name in islice(columns, MAX_LISTED_COLUMNS))
    return f"has no column {wanted}: name the page's column with {option}. Its columns: {listed}"
