"""The output format of `clean`: a whole article, or some of its fields for the shell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.options import field_option, gathered
from copydesk.writers import SUFFIXES, written
from copydesk.writers.json import dumps

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.model.outcome import Cleaned


class Form(NamedTuple):
    """Options for the output format."""

    format: str | None
    field: tuple[str, ...]
    zero: bool
    explain: bool

    def kind(self, output: str | None) -> str:
        """The format: --format, or the suffix of the output, or JSON."""
        by_name = (form for form, suffix in SUFFIXES.items() if output and output.endswith(suffix))
        return self.format or next(by_name, "json")

    def check(self, output: str | None) -> None:
        """Raises UsageError for options that exclude each other."""
        if self.field and self.format:
            raise click.UsageError("--field writes bare values: it cannot be used with --format.")
        if self.zero and not self.field:
            raise click.UsageError("-0 needs --field.")
        if self.explain and (self.field or self.kind(output) not in ("json", "jsonl")):
            raise click.UsageError(
                "--explain adds the ledger to JSON: it needs --format json or jsonl."
            )

    def write(self, cleaned: Cleaned, output: str | None, alone: bool) -> str:
        """The output of one page; `alone` if it is the only one."""
        article = cleaned.article
        if self.field:
            return self._values(article, alone)
        form = self.kind(output)
        if self.explain:
            record = article.record() | {
                "blocks": [block.text for block in cleaned.page.blocks],
                "ledger": list(cleaned.ledger.records()),
            }
            return dumps(record, _indent(form, output, alone)) + "\n"
        return written(
            article, "jsonl" if form == "json" and not _indent(form, output, alone) else form
        )

    def _values(self, article: Article, alone: bool) -> str:
        values = [value(article.record()[name]) for name in self.field]
        if self.zero:
            return "".join(f"{text}\0" for text in values)
        if not alone or len(values) > 1:
            values = [text.replace("\n", "\\n") for text in values]
        return (
            "\t".join(text.replace("\t", " ") for text in values) if len(values) > 1 else values[0]
        ) + "\n"


def _indent(form: str, output: str | None, alone: bool) -> int | None:
    return 2 if form == "json" and alone and output in (None, "-") and sys.stdout.isatty() else None


def value(member: object) -> str:
    """A member of the record for the shell: null is empty, a list is joined by `; `."""
    if isinstance(member, list):
        return "; ".join(value(part) for part in member)
    if isinstance(member, str):
        from copydesk.writers.plain import plain

        return plain(member)
    return "" if member is None else dumps(member)


form = gathered(
    "form",
    Form,
    Form._fields,
    click.option(
        "-f",
        "--format",
        type=click.Choice(list(SUFFIXES)),
        help="The output format.  [default: json, or the suffix of -o]",
    ),
    field_option("--field", "Only this field's bare value, one line per page. May be repeated."),
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
)
