"""`copydesk learn`: learns a rule file for each site from its pages."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.base_command import Command
from copydesk.cli.batch_options import ColumnOptions, fields
from copydesk.cli.options import (
    FOLDER,
    PATH,
    gathered,
    jobs,
    max_bytes,
    output,
    quiet,
    timeout,
)
from copydesk.cli.streams import put, say
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from copydesk.batch.settings import Settings
    from copydesk.learn.prepass import LearnedFile

HELP = """Learn site rules from the pages of each INPUT: a file, folder or pattern, or rows, as for
`copydesk batch`.

Lines that recur on a site's pages and belong to none of its stories are boilerplate. A site needs
three pages with three different stories. It gets a file in DIR that a person can read and correct:
every rule states the number of pages it was seen on, with two examples. Pages are grouped by host,
or without one by the lines that they share. Existing files are not changed. The result does not
depend on the order of the pages.

\b
Examples:
  copydesk learn pages/ --out copydesk.d/
  copydesk learn crawl.jsonl.gz --html-field content --out rules/
  copydesk rules test rules/
  copydesk clean story.txt --rules rules/
"""


class LearnLimits(NamedTuple):
    """Limits of a run."""

    jobs: int | None
    timeout: float
    max_bytes: int


reads = gathered(
    "reads",
    LearnLimits,
    LearnLimits._fields,
    jobs("rules do"),
    timeout("is skipped"),
    max_bytes(""),
)


@click.command("learn", cls=Command, help=HELP)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=PATH)
@output("DIR", "The folder for the rule files.", FOLDER, required=True)
@fields
@reads
@quiet
def command(
    inputs: tuple[str, ...], output: str, fields: ColumnOptions, reads: LearnLimits, quiet: bool
) -> int:
    """Learn and write; return the exit status.

    It is 2 where an INPUT was not found or the folder cannot be written, 1 where nothing was
    learned.
    """
    from copydesk.batch.listing import Listing, planned
    from copydesk.batch.plan import Refused
    from copydesk.batch.pool import NoWorkers, processors
    from copydesk.batch.progress import progress_for
    from copydesk.learn.prepass import learn, write_files
    from copydesk.model.options import Limits, Options

    try:
        with TemporaryFile("w+", encoding="utf-8") as listed, progress_for(quiet) as progress:
            plan = planned(Listing(inputs, (), fields.names()), listed, "")
            files = list(
                learn(
                    listed,
                    Options(limits=Limits(reads.max_bytes, reads.timeout)),
                    reads.jobs or processors(),
                    progress,
                    with_samples=True,
                )
            )
        done = write_files(iter(files), Path(output)) if files else {}
    except (Refused, NoWorkers) as refused:
        say(str(refused))
        return 2
    for name in plan.missing:
        say(f"{shown_name(name)} was not found")
    for file in files:
        _tell(file, str(Path(output) / file.name), done[file.name], quiet)
    if not files and len(plan.missing) < len(inputs):
        say(
            "nothing was learned: "
            + (
                "a site needs three pages with three different stories"
                if plan.forms
                else "the inputs have no pages"
            )
        )
    return 2 if plan.missing else int(not files or "other" in done.values())


def _tell(file: LearnedFile, path: str, state: str, quiet: bool) -> None:
    """Report a file's content on stdout, and on stderr an existing file kept."""
    if state == "other":
        say(
            f"{shown_name(path)} exists with other contents and was not changed: move it, or "
            f"choose another --out"
        )
    elif not quiet:
        rules, pages = len(file.found.rules), file.found.pages
        put(
            f"{shown_name(path)}: {counted(rules, 'rule')} from "
            f"{counted(pages, 'page')}{'' if state == 'written' else ' (unchanged)'}\n"
        )


def learn_first(settings: Settings, folder: str, fresh: bool, quiet: bool) -> None:
    """Learn rules from a batch's pages into a folder, before the batch.

    A run that resumes reads what it wrote. Raises UsageError for a folder that is among the inputs,
    Refused, NoWorkers, RulesError, OSError.
    """
    from copydesk.batch.journal import Journal
    from copydesk.batch.outputs import packing_of, place_of
    from copydesk.batch.pool import processors
    from copydesk.batch.progress import progress_for
    from copydesk.batch.runner import plan
    from copydesk.learn.prepass import learn, write_files

    for given in settings.inputs:
        if Path(folder).resolve().is_relative_to(Path(given).resolve()):
            raise click.UsageError(
                f"{folder} is inside the input {given}: its files would be read as pages. Choose "
                f"another folder for --learn."
            )
    begun = (
        settings.out != "-"
        and Journal(*place_of(Path(settings.out), packing_of(settings.out))).load_or_none()
        is not None
    )
    if begun and not fresh:
        return
    with TemporaryFile("w+", encoding="utf-8") as listed, progress_for(quiet) as progress:
        plan(settings, listed)
        files = learn(
            listed,
            settings.options,
            settings.jobs or processors(),
            progress,
            with_samples=False,
        )
        done = write_files(files, Path(folder))
    if not quiet:
        unchanged = sum(state == "other" for state in done.values())
        kept = (
            f"; {unchanged} existed with other contents and were not changed" if unchanged else ""
        )
        say(f"learned the rules of {counted(len(done), 'site')}, in {shown_name(folder)}{kept}")
