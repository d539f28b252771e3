"""`copydesk batch`: cleans folders and crawls into a folder or a file."""

from __future__ import annotations

import os
import sys
from collections import Counter
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import click

from copydesk.batch.command.ending import end_status, say_missing, say_taken
from copydesk.cli.base_command import Command
from copydesk.cli.batch_options import (
    BatchInputs,
    BatchLimits,
    BatchOutput,
    ColumnOptions,
    RunOptions,
    WorkerOptions,
    crew,
    fields,
    given,
    limits,
    manner,
    target,
)
from copydesk.cli.configuration import configured
from copydesk.cli.markdown_options import check as check_markdown
from copydesk.cli.page_options import Choice, choice
from copydesk.cli.streams import put, say
from copydesk.sources.errors import MissingLibrary
from copydesk.text.display import counted, shown_name, visible

if TYPE_CHECKING:
    from copydesk.batch.progress import RunProgress
    from copydesk.batch.run_start import Rerun
    from copydesk.batch.runner import Ended
    from copydesk.batch.settings import Settings
    from copydesk.model.options import SiteRules

# Form of a file -> its name in a dry run.
FORMS = {
    "page": "with one page each",
    "mhtml": "MHTML",
    "rows": "JSON Lines",
    "warc": "WARC or WET",
    "parquet": "Parquet",
}
HELP = """Clean every page of each INPUT (a file, folder or pattern) into OUT.

OUT is a folder with a file for each page, one file (.jsonl, .jsonl.gz, .jsonl.zst or .parquet) with
a row for each in the order of the inputs, or `-` for rows on standard output. INPUT holds text,
HTML or MHTML, JSON Lines or Parquet rows, or WARC or WET records; .gz, .zst, .bz2 and .xz are
decompressed. INPUT `-` reads rows of JSON on standard input, as they arrive.

The same command resumes an interrupted run; after a finished one it cleans only what is new or
changed. Failed pages are listed in failures.jsonl.

\b
Examples:
  copydesk batch pages/ --out articles/
  copydesk batch pages/ --out articles/ --format markdown
  copydesk batch pages/ --out articles/ -f markdown --name '{date}-{slug}'
  copydesk batch pages/ --out articles/ --articles-only --exclude drafts
  copydesk batch pages/ --out articles/ --dry-run
  copydesk batch pages/ --out articles/ --dedupe groups.jsonl
  copydesk batch pages/ --out articles/ --learn rules/
  copydesk batch crawl.warc.gz --out articles.parquet
  copydesk batch rows.jsonl.zst --html-field content --out articles.jsonl.gz
  copydesk batch 'dumps/**/*.txt' --out - | jq -r .headline
  zcat rows.jsonl.gz | copydesk batch - --out - | jq -r .headline
  find . -name '*.html' -print0 | copydesk batch --files-from - -o articles/
  copydesk batch pages/ --out articles/ --report report.html

\b
Exit status:
  0  every page was read (see --fail-on)
  1  a page failed, or with --strict the first did
  2  wrong usage, an INPUT was not found or cannot be read, or a run that
     needs --fresh or --keep-old
"""


@click.command("batch", cls=Command, help=HELP)
@given
@target
@fields
@choice
@limits
@crew
@manner
def command(
    given: BatchInputs,
    target: BatchOutput,
    fields: ColumnOptions,
    choice: Choice,
    limits: BatchLimits,
    crew: WorkerOptions,
    manner: RunOptions,
) -> int:
    """Run a batch; return the exit status."""
    from copydesk.batch.command.checks import check
    from copydesk.batch.plan import Refused
    from copydesk.batch.pool import NoWorkers

    settings = _settings(given, target, fields, choice, limits, crew, manner)
    check_markdown(settings.markdown, settings.form)
    try:
        check(settings, target, crew, manner)
        if manner.dry_run:
            return _previewed(settings, crew, manner)
        if manner.learn:
            rules = _learned(manner.learn, settings, choice, crew, manner)
            settings = settings._replace(options=settings.options.with_rules(rules))
        return _run(settings, crew, manner)
    except MissingLibrary as missing:
        say(f"{shown_name(target.output)} {missing}")
        return 2
    except (Refused, NoWorkers) as refused:
        say(str(refused))
        return 2


def _settings(
    given: BatchInputs,
    target: BatchOutput,
    fields: ColumnOptions,
    choice: Choice,
    limits: BatchLimits,
    crew: WorkerOptions,
    manner: RunOptions,
) -> Settings:
    """Return the settings of a run; without rules if they are to be learned."""
    from copydesk.batch.selection import Selection
    from copydesk.batch.settings import Settings
    from copydesk.model.options import Limits, Options

    return Settings(
        given.all(),
        target.output,
        target.form or "json",
        fields.names(),
        Options(
            choice.filters(),
            limits=Limits(limits.max_bytes, limits.timeout),
            rules=None if manner.learn else _rules(choice),
            preset=choice.preset,
            min_confidence=choice.min_confidence,
        ),
        crew.jobs,
        limits.strict,
        target.markdown,
        configured(click.get_current_context()),
        Selection(given.include, given.exclude),
        target.articles_only,
        target.name.template if target.name else None,
    )


def _rules(choice: Choice) -> SiteRules | None:
    """Return the site rules of a run, or None without any.

    All files are read, so that an invalid one ends the run before it starts. Raises RulesError.
    """
    book = choice.rulebook()
    if book is None:
        return None
    for _ in book.all():
        pass
    return book


def _learned(
    folder: str, settings: Settings, choice: Choice, crew: WorkerOptions, manner: RunOptions
) -> SiteRules | None:
    """Return the site rules of a run with --learn.

    Raises UsageError, RulesError, Refused, NoWorkers, OSError.
    """
    from copydesk.learn.command import learn_first

    if crew.engine:
        raise click.UsageError(
            "--learn cannot be used with --engine: run `copydesk learn` first, then use --rules."
        )
    if choice.no_rules:
        raise click.UsageError("--learn and --no-rules exclude each other.")
    learn_first(settings, folder, manner.fresh, manner.quiet)
    return _rules(choice._replace(rules=(*choice.rules, folder)))


def _rerun(manner: RunOptions) -> Rerun:
    from copydesk.batch.run_start import Rerun

    return Rerun(manner.fresh, manner.keep_old, manner.retry_failed, manner.prune)


def _previewed(settings: Settings, crew: WorkerOptions, manner: RunOptions) -> int:
    """List what a run would do; return the exit status."""
    from copydesk.batch.run_start import steps_in
    from copydesk.batch.runner import plan, preview

    forms: Counter[str] | dict[str, int]
    pruned = 0
    with TemporaryFile("w+", encoding="utf-8") as steps:
        if settings.out == "-" or crew.engine:
            made = plan(settings, steps)
            size, forms = made.size, made.forms
        else:
            made, changes = preview(settings, _rerun(manner), steps)
            size, forms = changes.size, changes.forms
            for kind, entry in steps_in(steps):
                step = "prune" if kind == "gone" and manner.prune else kind
                put(visible(f"{step:<8} {shown_name(entry.path)}\n"))
            pruned = changes.counts["gone"] if manner.prune else 0
    listed = ", ".join(f"{number:,} {FORMS[form]}" for form, number in sorted(forms.items()))
    files = f"{counted(sum(forms.values()), 'file')}{f' ({listed})' if listed else ''}"
    removed = f"; would remove the outputs of {counted(pruned, 'input')}" if pruned else ""
    written = shown_name(settings.out)
    say(f"would read {files}, {counted(size, 'byte')}, and write {written}{removed}")
    say_taken(made.taken)
    return say_missing(made.missing)


def _run(settings: Settings, crew: WorkerOptions, manner: RunOptions) -> int:
    from copydesk.batch.progress import progress_for
    from copydesk.batch.summary import show_summary

    again = "use --fresh to start again" if crew.engine else "run the same command to resume"
    try:
        with progress_for(manner.quiet) as progress:
            ended = _ended(settings, crew, manner, progress)
    except KeyboardInterrupt:
        if settings.out != "-":
            say(f"interrupted; {again}")
        raise
    except OSError as error:
        if settings.out == "-":
            raise
        name = error.filename if isinstance(error.filename, (str, bytes)) else settings.out
        say(
            f"{shown_name(os.fsdecode(name))} cannot be written: "
            f"{(error.strerror or str(error)).lower()}. Once this is fixed, {again}"
        )
        return 2
    if not manner.quiet and sys.stderr.isatty() and ended.tally.pages:
        show_summary(ended.tally)
    status = end_status(ended, manner.quiet, manner.fail_on)
    return status if ended.stopped else _followed(settings, manner, status)


def _followed(settings: Settings, manner: RunOptions, status: int) -> int:
    """Write the outputs of --dedupe and --report; return the exit status."""
    if manner.dedupe:
        from copydesk.dedupe.command import ALL_RECORDS, group

        status = max(status, group((settings.out,), manner.dedupe, ALL_RECORDS, manner.quiet))
    if manner.report:
        from copydesk.batch.pool import processors
        from copydesk.report.command import MAX_PAGES, write

        jobs = settings.jobs or processors()
        status = max(status, write(settings.out, manner.report, MAX_PAGES, jobs, manner.quiet))
    return status


def _ended(
    settings: Settings, crew: WorkerOptions, manner: RunOptions, progress: RunProgress
) -> Ended:
    if crew.engine:
        from copydesk.engines import ray

        return ray.run(settings, crew.address, manner.fresh, progress)
    from copydesk.batch.runner import run

    return run(settings, _rerun(manner), progress)
