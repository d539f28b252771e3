"""`copydesk batch`: cleans folders and crawls into a folder or one file; resumable."""

from __future__ import annotations

import os
import sys
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import click

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
from copydesk.cli.streams import say
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.storage import is_address
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from copydesk.batch.progress import RunProgress
    from copydesk.batch.runner import Ended, Settings
    from copydesk.model.options import SiteRules

FORMS = {
    "page": "with one page each",
    "mhtml": "MHTML",
    "rows": "JSON Lines",
    "warc": "WARC or WET",
    "parquet": "Parquet",
}
"""Form of a file -> its name in a dry run."""
HELP = """Clean every page of each INPUT (a file, folder or pattern) into OUT.

OUT is a folder with a file for each page, one file (.jsonl, .jsonl.gz, .jsonl.zst or .parquet) with
a row for each in the order of the inputs, or `-` for rows on standard output. INPUT holds text,
HTML or MHTML, JSON Lines or Parquet rows, or WARC or WET records; .gz, .zst, .bz2 and .xz are
decompressed.

An interrupted run resumes when the same command is run again. Failed pages are listed in
failures.jsonl.

\b
Examples:
  copydesk batch pages/ --out articles/
  copydesk batch pages/ --out articles/ --format markdown
  copydesk batch pages/ --out articles/ --dedupe groups.jsonl
  copydesk batch pages/ --out articles/ --learn rules/
  copydesk batch crawl.warc.gz --out articles.parquet
  copydesk batch rows.jsonl.zst --html-field content --out articles.jsonl.gz
  copydesk batch 'dumps/**/*.txt' --out - | jq -r .headline
  find . -name '*.html' -print0 | copydesk batch --files-from - -o articles/
  copydesk batch pages/ --out articles/ --report report.html

\b
Exit status:
  0  every page was read (see --fail-on)
  1  a page failed, or with --strict the first did
  2  wrong usage, an INPUT was not found or cannot be read, or a run that
     cannot resume
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
    """Runs a batch; returns the exit status."""
    from copydesk.batch.plan import Refused
    from copydesk.batch.pool import NoWorkers
    from copydesk.batch.runner import Settings
    from copydesk.model.options import Limits, Options

    inputs, form, rules = (
        given.all(),
        target.form or "json",
        None if manner.learn else _rules(choice),
    )
    try:
        settings = Settings(
            inputs,
            target.output,
            form,
            fields.names(),
            Options(
                choice.filters(),
                limits=Limits(limits.max_bytes, limits.timeout),
                rules=rules,
                preset=choice.preset,
                min_confidence=choice.min_confidence,
            ),
            crew.jobs,
            limits.strict,
            target.markdown(),
            configured(click.get_current_context()),
        )
        check_markdown(settings.markdown, form)
        _check(inputs, target, crew)
        if manner.report:
            _check_report(manner.report, settings, crew)
        if manner.dedupe:
            _check_dedupe(manner.dedupe, settings, crew)
        if manner.dry_run:
            return _planned(settings)
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


def _rules(choice: Choice) -> SiteRules | None:
    """The site rules of a run, all read now, so that a wrong file fails before the run starts.

    Raises RulesError.
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
    """The site rules of a run with --learn.

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


def _check(inputs: tuple[str, ...], target: BatchOutput, crew: WorkerOptions) -> None:
    """Raises UsageError for wrong options, MissingLibrary for a library to install."""
    from copydesk.batch.outputs import ENDINGS, libraries, packing_of

    out, form = target.output, target.form
    if not inputs:
        raise click.UsageError(
            "Missing INPUT: name a file, folder or pattern, or use --files-from."
        )
    if "-" in inputs:
        raise click.UsageError(
            "`-` cannot be an INPUT: a batch is resumable, and standard input cannot be read "
            "twice. For a list of names use --files-from -."
        )
    if crew.engine:
        _check_parts(out)
    elif crew.address or is_address(out):
        raise click.UsageError(
            f"{f'--address {crew.address}' if crew.address else out} needs --engine "
            f"ray: without it, output goes to the local disk."
        )
    packing = packing_of(out.rstrip("/") if crew.engine else out)
    if packing and form not in (None, "json", "jsonl"):
        raise click.UsageError(f"{out} holds rows: --format {form} needs a folder as --out.")
    name = os.path.basename(out)
    if (
        not packing
        and not os.path.isdir(out)
        and not out.endswith("/")
        and os.path.splitext(name)[1][1:2].isalpha()
    ):
        raise click.UsageError(
            f"Unknown output format of {out!r}: a file's name ends in {', '.join(ENDINGS)}, "
            f"a folder's in a slash."
        )
    libraries(packing)


def _check_report(target: str, settings: Settings, crew: WorkerOptions) -> None:
    """Raises UsageError, or Refused, for a report that cannot be made of this run."""
    from copydesk.report.command import check

    if settings.out == "-":
        raise click.UsageError(
            "--report needs the run's journal: use --out FILE or FOLDER, not standard output."
        )
    if crew.engine:
        raise click.UsageError("--report cannot be used with --engine, which writes no journal.")
    check(target, settings.inputs)


def _check_dedupe(target: str, settings: Settings, crew: WorkerOptions) -> None:
    """Raises UsageError, MissingLibrary or Refused for groups that cannot be made of this run."""
    from copydesk.dedupe.command import check

    if settings.out == "-" or crew.engine or settings.form not in ("json", "jsonl"):
        raise click.UsageError(
            "--dedupe reads the articles again: it needs JSON in --out FILE or FOLDER, and no "
            "--engine."
        )
    check(target, settings.inputs, settings.out)


def _check_parts(out: str) -> None:
    """Raises UsageError for an OUT that an engine cannot write."""
    from copydesk.batch.outputs import ENDINGS

    if out == "-" or not out.rstrip("/").endswith(tuple(ENDINGS)):
        raise click.UsageError(
            f"Unknown output format of {out!r}: with --engine, OUT is a folder of parts whose "
            f"name ends in {', '.join(ENDINGS)}."
        )


def _planned(settings: Settings) -> int:
    """Reports what a run would read and write."""
    from copydesk.batch.runner import plan

    with TemporaryFile("w+", encoding="utf-8") as file:
        made = plan(settings, file)
    forms = ", ".join(f"{number:,} {FORMS[form]}" for form, number in sorted(made.forms.items()))
    files = f"{counted(sum(made.forms.values()), 'file')}{f' ({forms})' if forms else ''}"
    say(f"would read {files}, {counted(made.size, 'byte')}, and write {shown_name(settings.out)}")
    _say_taken(made.taken)
    return _say_missing(made.missing)


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
        name = (
            shown_name(os.fsdecode(error.filename))
            if isinstance(error.filename, (str, bytes))
            else shown_name(settings.out)
        )
        say(
            f"{name} cannot be written: {(error.strerror or str(error)).lower()}. "
            f"Once this is fixed, {again}"
        )
        return 2
    if not manner.quiet and sys.stderr.isatty() and ended.tally.pages:
        show_summary(ended.tally)
    status = _status(ended, manner)
    if manner.dedupe and not ended.stopped:
        from copydesk.dedupe.command import ALL_RECORDS, group

        status = max(status, group((settings.out,), manner.dedupe, ALL_RECORDS, manner.quiet))
    return max(status, _reported(settings, manner)) if manner.report else status


def _reported(settings: Settings, manner: RunOptions) -> int:
    """Writes the report of a run; the exit status."""
    from copydesk.batch.pool import processors
    from copydesk.report.command import MAX_PAGES, write

    return write(
        settings.out, manner.report or "", MAX_PAGES, settings.jobs or processors(), manner.quiet
    )


def _ended(
    settings: Settings, crew: WorkerOptions, manner: RunOptions, progress: RunProgress
) -> Ended:
    if crew.engine:
        from copydesk.engines import ray

        return ray.run(settings, crew.address, manner.fresh, progress)
    from copydesk.batch.runner import run

    return run(settings, manner.fresh, progress)


def _status(ended: Ended, manner: RunOptions) -> int:
    """Reports the end of a run; returns the exit status."""
    tally = ended.tally
    missing = _say_missing(ended.missing)
    if ended.stopped:
        say(f"stopped at the first failure: {ended.stopped}")
        return 1
    for name, why in (failure for failure in tally.failures if failure[0] not in ended.missing):
        say(f"{shown_name(name)} {why}")
    if not manner.quiet:
        _say_taken(ended.taken)
        where = (
            f"; failures are listed in {shown_name(str(ended.failures))}" if ended.failures else ""
        )
        say(
            f"{'already complete: ' if ended.before else ''}{counted(tally.pages, 'page')}: "
            f"{tally.line() or 'no pages in the inputs'}{where}"
        )
    if missing or tally.unread or manner.fail_on == "never":
        return missing or 2 * bool(tally.unread)
    return int(bool(tally.failed) or (manner.fail_on == "no-article" and bool(tally.without)))


def _say_missing(missing: tuple[str, ...]) -> int:
    for name in missing:
        say(f"{shown_name(name)} was not found")
    return 2 if missing else 0


def _say_taken(taken: frozenset[str]) -> None:
    if taken:
        given = ", ".join(sorted(taken))
        say(
            f"the input has {'a column' if len(taken) == 1 else 'columns'} named {given}: the "
            f"article's {'is' if len(taken) == 1 else 'are'} written with the prefix copydesk_"
        )
