"""The output format of `clean`: an article, or fields for the shell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from copydesk.cli.markdown_options import check as check_markdown
from copydesk.cli.markdown_options import markdown
from copydesk.cli.options import field_option, gathered
from copydesk.cli.outputs import check_suffix
from copydesk.writers import SUFFIXES, table, written
from copydesk.writers.json import dumps
from copydesk.writers.markdown_options import MarkdownOptions
from copydesk.writers.row import joined_row

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.model.outcome import Cleaned

Columns = dict[str, Any]
# Format -> suffix of its files.
FORMATS = SUFFIXES | table.SUFFIXES


class Form(NamedTuple):
    """Options for the output format."""

    format: str | None
    field: tuple[str, ...]
    zero: bool
    explain: bool
    markdown: MarkdownOptions

    def kind(self, output: str | None) -> str:
        """The format: --format, or the suffix of the output, or JSON."""
        by_name = (form for form, suffix in FORMATS.items() if output and output.endswith(suffix))
        return self.format or next(by_name, "json")

    def unless_named(self, output: str | None) -> Form:
        """This form, without a format where the suffix of the output gives one."""
        named = output and output.endswith(tuple(FORMATS.values()))
        return self._replace(format=None) if named else self

    def suffix(self, output: str | None) -> str:
        """The suffix of a page's file."""
        return ".txt" if self.field and not self.format else FORMATS[self.kind(output)]

    def check(self, output: str | None) -> None:
        """Raise UsageError for conflicting options or an unknown suffix."""
        if self.field and self.format not in (None, *table.SUFFIXES):
            raise click.UsageError(
                "--field writes bare values: of the formats only csv and tsv can be used with it."
            )
        if self.zero and (not self.field or self.format):
            raise click.UsageError("-0 needs --field, without --format.")
        if self.explain and (self.field or self.kind(output) not in ("json", "jsonl")):
            raise click.UsageError(
                "--explain adds the ledger to JSON: it needs --format json or jsonl."
            )
        check_markdown(self.markdown, "" if self.field else self.kind(output))
        if not self.format and not self.field:
            check_suffix(
                output,
                tuple(FORMATS.values()),
                "--format chooses the format for another name.",
            )

    def is_document(self, output: str | None) -> bool:
        """Whether each page is a document of its own: Markdown or text."""
        return not self.field and self.kind(output) in ("markdown", "text")

    def header(self, output: str | None) -> str:
        """The first line of a table; empty in other formats."""
        kind = "" if self.field and not self.format else self.kind(output)
        return table.header(self._columns(), kind) if kind in table.SUFFIXES else ""

    def write(
        self, cleaned: Cleaned, output: str | None, columns: Columns | None, alone: bool
    ) -> str:
        """Return the output of one page.

        `columns` are those of its row; `alone` means that no other page is written, so JSON is
        indented on a terminal.
        """
        article, form = cleaned.article, self.kind(output)
        if self.field and not self.format:
            return self._values(article)
        if form in table.SUFFIXES:
            return table.table_line(table.values(article, self._columns()), form)
        indent = _indent(form, output, alone)
        if form not in ("json", "jsonl"):
            return written(article, form, self.markdown)
        record: dict[str, Any] = article.to_dict()
        if self.explain:
            record |= {
                "blocks": [block.text for block in cleaned.page.blocks],
                "ledger": list(cleaned.ledger.records()),
            }
        return dumps(record if columns is None else joined_row(columns, record), indent) + "\n"

    def _columns(self) -> tuple[str, ...]:
        return self.field or table.DEFAULT_FIELDS

    def _values(self, article: Article) -> str:
        values = table.values(article, self.field)
        if self.zero:
            return "".join(f"{text}\0" for text in values)
        return table.table_line(values, "tsv")


def _indent(form: str, output: str | None, alone: bool) -> int | None:
    return 2 if form == "json" and alone and output in (None, "-") and sys.stdout.isatty() else None


form = gathered(
    "form",
    Form,
    Form._fields,
    click.option(
        "-f",
        "--format",
        type=click.Choice(list(FORMATS)),
        help="The output format.  [default: json, or the suffix of -o]",
    ),
    field_option(
        "--field",
        "Only the bare values of these fields, a line per page; with csv and tsv, the columns. May "
        "be repeated, or separated by commas.",
    ),
    click.option(
        "-0",
        "--null",
        "zero",
        is_flag=True,
        help="End each value of --field with NUL instead of a line break, for xargs -0.",
    ),
    click.option(
        "--explain",
        is_flag=True,
        help="Add the page's blocks and ledger to the JSON: each cut, its filter, and why.",
    ),
    markdown,
)
