"""`copydesk clean`: dumps in, articles out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.article_format import Form, form
from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.inputs import cleaned, pages
from copydesk.cli.options import (
    PATH,
    Choice,
    Reading,
    choice,
    fail_on,
    gathered,
    options_of,
    reading,
    row_fields,
)
from copydesk.cli.outputs import is_folder, place
from copydesk.cli.results import there
from copydesk.model.outcome import Failure
from copydesk.writers import SUFFIXES

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.sources.jsonl import ColumnNames

HELP = """Gives the article of each INPUT, a file or `-`; of standard input where none is named.

The headline, byline, authors, date, photo credit and body come first in the JSON, null where the page does not say; `copydesk schema` describes the
rest. A page that holds no article gives its record too: its `status` says what it is. One page on a terminal is indented, otherwise a page is a line.

\b
Examples:
  copydesk clean story.txt
  curl -s https://example.org/a | copydesk clean --url https://example.org/a
  copydesk clean page.html --format markdown > story.md
  copydesk clean dumps/*.txt --format markdown -o stories/
  copydesk clean dumps/*.txt --field headline --field date
  find . -name '*.html' -print0 | xargs -0 copydesk clean | jq -r .headline
  zcat crawl.jsonl.gz | copydesk clean --jsonl --html-field content
  copydesk clean dumps/*.txt --baseline last-week.jsonl > today.jsonl
  copydesk clean story.txt --explain | jq '.ledger[] | select(.call == "cut")'
"""


class RowOptions(NamedTuple):
    """Whether the inputs are rows, and how a row names its members."""

    jsonl: bool
    text_field: str | None
    html_field: str | None
    url_field: str | None

    def names(self) -> ColumnNames | None:
        """How a row names its members; None where the inputs are no rows. Raises UsageError for
        names without rows.
        """
        if not self.jsonl:
            if any(self[1:]):
                raise click.UsageError(
                    "--text-field, --html-field and --url-field name the members of "
                    "rows: they need --jsonl."
                )
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
        help="The inputs are rows of JSON; each gives a line as soon as it is read. A bad "
        "row is told and passed.",
    ),
    *row_fields("text"),
)


class OutputOptions(NamedTuple):
    """Where the articles go, and the earlier result that they are compared to."""

    output: str | None
    earlier: str | None

    @contextmanager
    def baseline(self) -> Iterator[Callable[[Article], None]]:
        """What takes each article to compare it; nothing is done where there is no earlier
        result.
        """
        if self.earlier is None:
            yield lambda article: None
            return
        from copydesk.cli.baseline import Baseline

        with Baseline(self.earlier) as baseline:
            yield baseline.compare


target = gathered(
    "target",
    OutputOptions,
    OutputOptions._fields,
    click.option(
        "-o",
        "--output",
        metavar="FILE|DIR/",
        type=PATH,
        help="Write to this file, whole or not at all, or to a file a page in this folder.",
    ),
    click.option(
        "--baseline",
        "earlier",
        metavar="RESULTS",
        type=PATH,
        callback=there,
        help="Say on stderr what is not as in this earlier result.",
    ),
)


@click.command("clean", help=HELP)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=PATH)
@form
@target
@rows
@reading
@choice
@fail_on("no-article")
def command(
    inputs: tuple[str, ...],
    form: Form,
    target: OutputOptions,
    rows: RowOptions,
    reading: Reading,
    choice: Choice,
    fail_on: str,
) -> int:
    """Writes the article of each page; returns the exit status."""
    output = target.output
    form.check(output)
    names, alone = rows.names(), len(inputs) < 2 and not rows.jsonl
    if (
        not alone
        and not form.field
        and form.kind(output) in ("markdown", "text")
        and not is_folder(output)
    ):
        raise click.UsageError("Several pages as Markdown or text need a folder to go to: -o DIR/.")
    status, options = ExitStatus(inputs, fail_on), options_of(reading, choice)
    with (
        place(output, ".txt" if form.field else SUFFIXES[form.kind(output)], inputs) as put,
        target.baseline() as compare,
    ):
        for raw in pages(inputs, reading.max_bytes, names):
            done = raw if isinstance(raw, Failure) else cleaned(raw, options)
            if isinstance(done, Failure):
                status.unread(done)
                continue
            status.read(done.article)
            compare(done.article)
            put(form.write(done, output, alone), done.input)
    return status.code()
