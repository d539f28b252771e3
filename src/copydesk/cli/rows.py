"""Inputs of rows: their options, and JSON documents read without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.inputs import pages
from copydesk.cli.options import gathered, row_fields
from copydesk.model.outcome import Failure

if TYPE_CHECKING:
    from copydesk.model.raw import Raw
    from copydesk.sources.jsonl import ColumnNames

JSON_SUFFIX = ".json"


class RowOptions(NamedTuple):
    """Options for inputs of rows."""

    jsonl: bool
    text_field: str | None
    html_field: str | None
    url_field: str | None

    def names(self) -> ColumnNames | None:
        """Return the names of a row's columns; None without --jsonl.

        Raises UsageError for a column option without --jsonl.
        """
        if not self.jsonl:
            if any(self[1:]):
                raise click.UsageError("--text-field, --html-field and --url-field need --jsonl.")
            return None
        from copydesk.sources.jsonl import DEFAULT_NAMES, ColumnNames

        if not self.text_field and not self.html_field:
            return DEFAULT_NAMES._replace(url=self.url_field or DEFAULT_NAMES.url)
        return ColumnNames(self.text_field, self.html_field, self.url_field or DEFAULT_NAMES.url)


rows = gathered(
    "rows",
    RowOptions,
    RowOptions._fields,
    click.option(
        "--jsonl",
        is_flag=True,
        help="The inputs are rows: JSON Lines, an array of objects, or one object. Bad rows are "
        "reported and skipped. Not needed for a file with an array of objects.",
    ),
    *row_fields("text"),
)


class InputPage(NamedTuple):
    """A page of an input, and the columns of its row.

    `names` is None for a page that is not a row.
    """

    raw: Raw | Failure
    names: ColumnNames | None


def pages_with_rows(
    inputs: Sequence[str], max_bytes: int, given: ColumnNames | None
) -> Iterator[InputPage]:
    """Yield the pages of the inputs, `-` for standard input.

    With `given` columns each input has rows; without, a JSON document does.
    """
    for name in inputs or ("-",):
        names = given or document_columns(name)
        if isinstance(names, Failure):
            yield InputPage(names, None)
            continue
        for raw in pages((name,), max_bytes, names):
            yield InputPage(raw, names)


def document_columns(name: str) -> ColumnNames | Failure | None:
    """Return the columns of a JSON document, found as `batch` finds them.

    None for any other input; a Failure for rows without a column that holds a page.
    """
    if not is_document(name):
        return None
    from copydesk.batch.arrow import names_among
    from copydesk.batch.row_columns import columns_of, no_page_column
    from copydesk.sources.jsonl import DEFAULT_NAMES

    columns = columns_of(name, "rows")
    if columns is None:
        return DEFAULT_NAMES
    why = no_page_column(columns, option="--jsonl and --text-field or --html-field")
    return names_among(columns) or Failure(name, why, refused=True)


def is_document(name: str) -> bool:
    """Return whether a file is a JSON document.

    It is one array of objects, or one object.
    """
    from copydesk.sources.compression import open_decompressed, uncompressed_name
    from copydesk.sources.container import SNIFF_BYTES, container_of
    from copydesk.sources.json_document import opens_document

    path = Path(name)
    if name == "-" or not path.is_file() or container_of(path) != "rows":
        return False
    if Path(uncompressed_name(path.name).lower()).suffix == JSON_SUFFIX:
        return True
    with open_decompressed(path) as file:
        return opens_document(file.readline(SNIFF_BYTES))
