"""`copydesk clean`: dumps in, articles out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from copydesk.cli.article_format import Form, form
from copydesk.cli.base_command import Command
from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.inputs import cleaned
from copydesk.cli.options import PATH, fail_on, gathered, quiet
from copydesk.cli.outputs import is_folder, place
from copydesk.cli.page_options import Choice, Reading, choice, options_of, reading
from copydesk.cli.page_outputs import name, output
from copydesk.cli.results import there
from copydesk.cli.rows import RowOptions, is_document, pages_with_rows, rows
from copydesk.model.outcome import Failure

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.writers.name_template import NameTemplate

HELP = """Extract the article of each INPUT, a file or `-` (default: standard input).

The JSON starts with headline, byline, authors, date, photo credit and body, null where the page
has none; `copydesk schema` describes the rest. A page without an article gives a record too, with
its `status`. A single page on a terminal is indented; otherwise each page is one line. A JSON file
with an array of objects, as scrapers write it, is read as rows: each object is a page.

\b
Examples:
  copydesk clean story.txt
  curl -s https://example.org/a | copydesk clean --url https://example.org/a
  copydesk clean page.html --format markdown > story.md
  copydesk clean dumps/*.txt --format markdown -o stories/
  copydesk clean page.html --format markdown --heading --no-front-matter
  copydesk clean *.html -f markdown -o stories/ --name '{date}-{slug}'
  copydesk clean dumps/*.txt --field headline,date
  copydesk clean dumps/*.txt --format csv > articles.csv
  find . -name '*.html' -print0 | xargs -0 copydesk clean | jq -r .headline
  copydesk clean items.json > articles.jsonl
  zcat crawl.jsonl.gz | copydesk clean --jsonl --html-field content
  copydesk clean dumps/*.txt --baseline last-week.jsonl > today.jsonl
  copydesk clean story.txt --explain | jq '.ledger[] | select(.call == "cut")'
"""


class OutputOptions(NamedTuple):
    """Options for the output, and for an earlier result to compare with."""

    output: str | None
    name: NameTemplate | None
    earlier: str | None
    quiet: bool

    def check(self) -> None:
        """Raises UsageError for options that exclude each other."""
        if self.earlier and self.quiet:
            raise click.UsageError(
                "--baseline reports on standard error, which --quiet silences: leave one out."
            )

    @contextmanager
    def baseline(self) -> Iterator[Callable[[Article], None]]:
        """Yield a function that compares an article with --baseline.

        Without --baseline it does nothing.
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
    output,
    name,
    click.option(
        "--baseline",
        "earlier",
        metavar="RESULTS",
        type=PATH,
        callback=there,
        help="Report on stderr what differs from this earlier result.",
    ),
    quiet,
)


@click.command("clean", cls=Command, help=HELP)
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
    if click.get_current_context().get_parameter_source("format") != ParameterSource.COMMANDLINE:
        form = form.unless_named(output)  # a name on the command line overrides the configuration
    form.check(output)
    target.check()
    given = rows.names()
    alone = len(inputs) < 2 and not given and not any(map(is_document, inputs))
    if not alone and not is_folder(output) and form.is_document(output):
        raise click.UsageError("Several pages as Markdown or text need a folder: -o DIR/.")
    status, options = ExitStatus(fail_on), options_of(reading, choice)
    with (
        place(output, form.suffix(output), inputs, target.name, form.header(output)) as put,
        target.baseline() as compare,
    ):
        for raw, names in pages_with_rows(inputs, reading.max_bytes, given):
            if isinstance(raw, Failure):
                status.unread(raw)
                continue
            done = cleaned(raw, options)
            if isinstance(done, Failure):
                status.unread(done)
                continue
            status.read(done.article)
            compare(done.article)
            columns = names.others(raw.columns) if names and raw.columns is not None else None
            put(form.write(done, output, columns, alone), done.input, done.article)
    return status.code()
