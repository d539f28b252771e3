"""Options for inputs of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.options import gathered, row_fields

if TYPE_CHECKING:
    from copydesk.sources.jsonl import ColumnNames


class RowOptions(NamedTuple):
    """Options for inputs of rows."""

    jsonl: bool
    text_field: str | None
    html_field: str | None
    url_field: str | None

    def names(self) -> ColumnNames | None:
        """The columns of a row; None without --jsonl. Raises UsageError for columns without it."""
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
        "reported and skipped.",
    ),
    *row_fields("text"),
)
