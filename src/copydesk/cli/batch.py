"""`copydesk batch`: folders and crawls in, a folder or one file of articles out, resumed where it was stopped."""

from __future__ import annotations

import os
import sys
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.options import Choice, choice, gathered
from copydesk.cli.streams import say
from copydesk.sources.unread import Missing
from copydesk.views.visible import shown_name

if TYPE_CHECKING:
    from copydesk.batch.runner import Ended, Settings
    from copydesk.rules.book import RulesAt
    from copydesk.sources.jsonl import Names

FORMS = ("json", "jsonl", "markdown", "text")
HELP = """Cleans every page of each INPUT, a file, a folder or a pattern, into OUT.

OUT is a folder, with a file for each page that was read, or one file (.jsonl, .jsonl.gz, .jsonl.zst or .parquet) with a row for each, in the inputs' order, or
`-` for rows on standard output. INPUT holds text, HTML or MHTML, rows of JSON Lines or Parquet, or WARC or WET records; .gz, .zst, .bz2 and .xz are undone.

A run that was stopped, whatever stopped it, goes on when the same command is given again. Pages that fail are listed in failures.jsonl.

\b
Examples:
  copydesk batch pages/ --out articles/
  copydesk batch pages/ --out articles/ --format markdown
  copydesk batch crawl.warc.gz --out articles.parquet
  copydesk batch rows.jsonl.zst --html-field content --out articles.jsonl.gz
  copydesk batch 'dumps/**/*.txt' --out - | jq -r .headline
  find . -name '*.html' -print0 | copydesk batch --files-from - --out articles/
  copydesk batch pages/ --out articles/ --report report.html
  copydesk batch pages/ --out articles/ --dedupe groups.jsonl

\b
Exit status:
  0  every page was read (see --fail-on)
  1  a page failed, or with --strict the first did
  2  wrong usage, an INPUT that is not there, or a run that cannot go on
"""


class Target(NamedTuple):
    """Where the articles go, and how a file for each is written."""

    out: str
    form: str | None


class Fields(NamedTuple):
    """How rows name their page."""

    text_field: str | None
    html_field: str | None
    url_field: str | None

    def names(self) -> Names | None:
        """The names as they were given; None where none was."""
        from copydesk.sources.jsonl import Names

        return Names(self.text_field, self.html_field, self.url_field) if any(self) else None


class Limits(NamedTuple):
    """What bounds a run."""

    jobs: int | None
    timeout: float
    max_bytes: int
    strict: bool


class Manner(NamedTuple):
    """How a run is begun and told of, and what makes its exit status 1."""

    fresh: bool
    dry_run: bool
    quiet: bool
    fail_on: str
    report: str | None
    dedupe: str | None


target = gathered(
    "target",
    Target,
    Target._fields,
    click.option("-o", "--out", metavar="OUT", required=True, type=click.Path(), help="A folder, a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, or `-`."),
    click.option("-f", "--format", "form", type=click.Choice(FORMS), help="How a file for each page is written.  [default: json]"),
)
fields = gathered(
    "fields",
    Fields,
    Fields._fields,
    click.option("--text-field", metavar="NAME", help="The column of rows that holds the page's text.  [default: the first of the usual]"),
    click.option("--html-field", metavar="NAME", help="The column of rows that holds the page's HTML.  [default: html]"),
    click.option("--url-field", metavar="NAME", help="The column of rows that holds the page's address.  [default: url]"),
)
limits = gathered(
    "limits",
    Limits,
    Limits._fields,
    click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help="Worker processes; the output does not depend on it.  [default: the processors]"),
    click.option("--timeout", metavar="SECONDS", type=click.FloatRange(0.1), default=60.0, show_default=True, help="A page that takes longer fails."),
    click.option("--max-bytes", metavar="N", type=click.IntRange(1000), default=20_000_000, show_default=True, help="A longer page is cut there, and says so."),
    click.option("--strict", is_flag=True, help="Stop at the first page that fails."),
)
manner = gathered(
    "manner",
    Manner,
    Manner._fields,
    click.option("--fresh", is_flag=True, help="Start again, in place of what an earlier run of this OUT wrote."),
    click.option("--dry-run", is_flag=True, help="Say what would be read and written, and do nothing."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong."),
    click.option("--fail-on", type=click.Choice(["error", "no-article", "never"]), default="error", show_default=True, help="What makes the exit status 1."),
    click.option("--report", metavar="FILE", type=click.Path(dir_okay=False), help="Then write a page of HTML to look through the run; see `copydesk report`."),
    click.option("--dedupe", metavar="FILE", type=click.Path(dir_okay=False), help="Then write which articles are copies of one story; see `copydesk dedupe`."),
)


@click.command("batch", help=HELP, short_help="Folders, crawls and tables of pages, resumed where they were stopped.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, type=click.Path())
@target
@click.option("--files-from", metavar="FILE", type=click.File("rb"), help="Names of INPUTs, a line each or ended by NUL; `-` for standard input.")
@fields
@choice
@limits
@manner
def command(inputs: tuple[str, ...], target: Target, files_from: IO[bytes] | None, fields: Fields, choice: Choice, limits: Limits, manner: Manner) -> int:
    """Runs a batch; returns the exit status."""
    from copydesk.batch.plan import Refused
    from copydesk.batch.pool import NoWorkers, processors
    from copydesk.batch.runner import Settings

    if files_from:
        from copydesk.sources.folders import names_in

        inputs = (*inputs, *names_in(files_from))
    jobs = limits.jobs or processors()
    settings = Settings(
        inputs, target.out, target.form or "json", fields.names(), choice.filters(), limits.max_bytes, limits.timeout, jobs, limits.strict, _rules(choice)
    )
    try:
        _check(inputs, target)
        if manner.report:
            _check_report(manner.report, settings)
        if manner.dedupe:
            _check_dedupe(manner.dedupe, settings)
        return _planned(settings) if manner.dry_run else _run(settings, manner)
    except Missing as missing:
        say(f"{shown_name(target.out)} {missing}")
        return 2
    except (Refused, NoWorkers) as refused:
        say(str(refused))
        return 2


def _rules(choice: Choice) -> RulesAt | None:
    """The site rules of a run, all of them read, so that a wrong file is told before the run begins. Raises RulesError."""
    book = choice.rulebook()
    if book is None:
        return None
    for _ in book.all():
        pass
    return book.at


def _check(inputs: tuple[str, ...], target: Target) -> None:
    """Raises UsageError for options that cannot be meant, Missing where the output needs a library that is not there."""
    from copydesk.batch.outputs import ENDINGS, libraries, packing_of

    out, form = target
    if not inputs:
        raise click.UsageError("Name an INPUT: a file, a folder or a pattern, or --files-from.")
    if "-" in inputs:
        raise click.UsageError("`-` is no INPUT: a batch goes on where it was stopped, and standard input cannot be read twice. For names use --files-from -.")
    packing = packing_of(out)
    if packing and form not in (None, "json", "jsonl"):
        raise click.UsageError(f"{out} holds rows: --format {form} needs a folder as --out.")
    name = os.path.basename(out)
    if not packing and not os.path.isdir(out) and not out.endswith("/") and name.endswith((".gz", ".zst", ".json", ".md", ".txt", ".csv")):
        raise click.UsageError(f"{out} is no name for a one-file output; it ends in {', '.join(ENDINGS)}, and a folder's name in a slash.")
    libraries(packing)


def _check_report(target: str, settings: Settings) -> None:
    """Raises UsageError, or Refused, for a report that cannot be made of this run."""
    from copydesk.cli.report import check

    if settings.out == "-":
        raise click.UsageError("--report reads the run's journal: it needs --out FILE or FOLDER, not standard output.")
    check(target, settings.inputs)


def _check_dedupe(target: str, settings: Settings) -> None:
    """Raises UsageError, Missing or Refused for groups that cannot be made of this run."""
    from copydesk.cli.dedupe import check

    if settings.out == "-" or settings.form not in ("json", "jsonl"):
        raise click.UsageError("--dedupe reads the articles again: it needs --out FILE or FOLDER, and JSON there.")
    check(target, settings.inputs, settings.out)


def _planned(settings: Settings) -> int:
    """Says what a run would read and write."""
    from copydesk.batch.runner import plan

    with TemporaryFile("w+", encoding="utf-8") as file:
        made = plan(settings, file)
    forms = ", ".join(f"{number:,} {name}" for name, number in sorted(made.forms.items()))
    say(f"would read {sum(made.forms.values()):,} files ({forms or 'none'}), {made.size:,} bytes, and write {shown_name(settings.out)}")
    _say_taken(made.taken)
    return _say_missing(made.missing)


def _run(settings: Settings, manner: Manner) -> int:
    from copydesk.batch import report
    from copydesk.batch.runner import run

    terminal = sys.stderr.isatty()
    watch = report.Quiet() if manner.quiet else report.Display() if terminal else report.Lines()
    try:
        with watch:
            ended = run(settings, manner.fresh, watch)
    except KeyboardInterrupt:
        if settings.out != "-":
            say("interrupted; the same command goes on from here")
        raise
    except OSError as error:
        if settings.out == "-":
            raise
        name = shown_name(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes)) else shown_name(settings.out)
        say(f"{name} cannot be written: {(error.strerror or str(error)).lower()}. When that is mended the same command goes on from here")
        return 2
    if not manner.quiet and terminal:
        report.show_summary(ended.tally)
    status = _status(ended, manner)
    if manner.dedupe and not ended.stopped:
        from copydesk.cli.dedupe import PLAIN, group

        status = max(status, group((settings.out,), manner.dedupe, PLAIN, manner.quiet))
    return max(status, _reported(settings, manner)) if manner.report else status


def _reported(settings: Settings, manner: Manner) -> int:
    """Writes the report of a run; the exit status."""
    from copydesk.cli.report import MOST_PAGES, write

    return write(settings.out, manner.report or "", MOST_PAGES, settings.jobs, manner.quiet)


def _status(ended: Ended, manner: Manner) -> int:
    """Says how a run ended; the exit status."""
    from copydesk.batch.report import statuses

    tally = ended.tally
    missing = _say_missing(ended.missing)
    if ended.stopped:
        say(f"stopped at the first failure: {ended.stopped}")
        return 1
    for name, why in tally.failures:
        say(f"{shown_name(name)} {why}")
    if not manner.quiet:
        _say_taken(ended.taken)
        where = f"; the failures are listed in {shown_name(str(ended.failures))}" if ended.failures else ""
        say(f"{'all was done before: ' if ended.before else ''}{tally.pages:,} pages{': ' if tally.pages else ''}{statuses(tally)}{where}")
    if missing or manner.fail_on == "never":
        return missing
    return int(bool(tally.failed) or (manner.fail_on == "no-article" and bool(tally.without)))


def _say_missing(missing: tuple[str, ...]) -> int:
    for name in missing:
        say(f"{shown_name(name)} is not there")
    return 2 if missing else 0


def _say_taken(taken: frozenset[str]) -> None:
    if taken:
        given = ", ".join(sorted(taken))
        say(f"the input has columns called {given}: the article's are written with copydesk_ before their names")
