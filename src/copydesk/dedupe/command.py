"""The command `copydesk dedupe`."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.base_command import Command, redirected
from copydesk.cli.options import FILE, PATH, gathered, output, quiet, words_around
from copydesk.cli.outputs import check_suffix
from copydesk.cli.pager import no_pager, show
from copydesk.cli.streams import put, say
from copydesk.model.outcome import Failure
from copydesk.sources.errors import MissingLibrary
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from rich.console import RenderableType

    from copydesk.dedupe.groups import Group
    from copydesk.dedupe.stories import Stories
    from copydesk.sources.results import Result

HELP = """Groups the articles of RESULTS that are copies of one story: an agency's, on every site
that took it.

RESULTS is what `copydesk batch` or `copydesk clean` wrote: JSON Lines, Parquet, a folder of JSON,
or `-`. Nothing is deleted or changed. Each group has an id, which does not depend on the order of
RESULTS, its fullest copy, the earliest date, and for each copy the words it lacks and adds.

A group is a line on a terminal and a record of JSON in a pipe. Temporary files are in TMPDIR: about
2 GB for a million articles.

\b
Examples:
  copydesk dedupe articles.jsonl
  copydesk dedupe articles/ --diff
  copydesk dedupe articles/ --diff --group 7f3a
  copydesk dedupe march.parquet april.parquet -o groups.jsonl
  copydesk dedupe --all articles.jsonl | jq -r .fullest      a row a story
  copydesk batch pages/ --out articles.jsonl --dedupe groups.jsonl

\b
Exit status:
  0  everything was read, whether there are copies or not
  1  a row could not be read; the others are grouped
  2  wrong usage, or a RESULTS that is not found or cannot be read
"""


# The first bytes of a file of groups.
GROUPS_MAGIC = b'{"id": "'


class GroupView(NamedTuple):
    """The groups shown, and their form."""

    every: bool
    group: str | None
    diff: bool
    context: int
    words: bool


# Every group of two or more copies, as a record.
ALL_RECORDS = GroupView(False, None, False, 0, False)


shown = gathered(
    "shown",
    GroupView,
    GroupView._fields,
    click.option("--all", "every", is_flag=True, help="Include stories with one copy."),
    click.option("--group", metavar="ID", help="Only the group whose id begins so."),
    click.option(
        "--diff", is_flag=True, help="Each copy word by word against the fullest of its group."
    ),
    words_around("Words shown around each change of --diff."),
    click.option(
        "--words",
        is_flag=True,
        help="Add the word diff of each copy to its record, as [call, text] pairs.",
    ),
)


@click.command("dedupe", cls=Command, help=HELP)
@click.argument("results", metavar="RESULTS...", nargs=-1, required=True, type=PATH)
@output("FILE", "Write the groups there, a record of JSON each.", FILE)
@shown
@quiet
@no_pager
def command(
    results: tuple[str, ...], output: str | None, shown: GroupView, quiet: bool, no_pager: bool
) -> int:
    """Group the copies; return the exit status."""
    if shown.diff and (output or shown.words):
        raise click.UsageError(
            "--diff is for reading on standard output: leave out --output and --words."
        )
    if output and output.endswith("/"):
        raise click.UsageError(f"{shown_name(output)} is a folder: give -o a file for the groups.")
    check_suffix(output, (".jsonl",))
    return group(results, output, shown, quiet, no_pager)


def group(
    given: tuple[str, ...], out: str | None, shown: GroupView, quiet: bool, no_pager: bool = True
) -> int:
    """Group the records of results, show or write the groups, and summarise.

    Returns the exit status.
    """
    from copydesk.dedupe.stories import Stories

    with TemporaryDirectory(prefix="copydesk-dedupe-") as folder:
        try:
            with closing(Stories(Path(folder))) as stories:
                status = _read(tuple(dict.fromkeys(given)), stories)
                if status == 2 and not stories.records:
                    return 2
                stories.join()
                found = _chosen(stories, shown)
                if not found:
                    say(f"no group's id begins with {shown_name(shown.group or '')}")
                    return 2
                _show(found, stories, _Output(given, out, no_pager), shown)
                if not quiet:
                    say(_summary(stories))
                return status
        except MissingLibrary as missing:
            say(f"copydesk dedupe {missing}")
        except sqlite3.Error as error:
            say(
                f"the index in {shown_name(gettempdir())} cannot be written ({error}): "
                f"set TMPDIR to a folder with more room"
            )
        return 2


def check(out: str, inputs: tuple[str, ...], results: str) -> None:
    """Raise Refused where a run's groups must not be written to `out`.

    They must not overwrite another file or lie among the run's inputs or results. Raises
    MissingLibrary without rensa.
    """
    from copydesk.batch.plan import Refused
    from copydesk.cli.result_file import check_result_file
    from copydesk.dedupe.signature import minhash
    from copydesk.sources.results import OTHER_FILES

    minhash()
    check_suffix(out, (".jsonl",))
    check_result_file(out, "groups", GROUPS_MAGIC, inputs)
    inside = Path(out).resolve().is_relative_to(Path(results).resolve())
    if inside and not out.endswith(OTHER_FILES):
        raise Refused(
            f"{shown_name(out)} is inside the output {shown_name(results)} and would be read as "
            f"one of its results: call it groups.jsonl"
        )


class _Output(NamedTuple):
    """The results that are read, and where their groups are written."""

    given: tuple[str, ...]
    out: str | None
    no_pager: bool


def _read(given: tuple[str, ...], stories: Stories) -> int:
    """Read the results into the stories; return the exit status so far."""
    from copydesk.dedupe.stories import FIELDS
    from copydesk.sources.results import results, results_on

    status = 0
    for name in given:
        found: Iterator[Result | Failure] = (
            results_on(sys.stdin.buffer, "-", FIELDS) if name == "-" else results(name, FIELDS)
        )
        for one in found:
            if isinstance(one, Failure):
                say(f"{shown_name(one.name)} {one.why}")
                status = max(status, 2 if one.input == name else 1)
            else:
                stories.add(one.place, one.record)
    return status


def _chosen(stories: Stories, shown: GroupView) -> Iterator[Group] | None:
    """Return the groups to show, or None where no id begins with --group."""
    groups = stories.groups(1 if shown.every else 2)
    if not shown.group:
        return groups
    matching = (group for group in groups if group.id.startswith(shown.group.lower()))
    first = next(matching, None)
    return chain([first], matching) if first else None


def _show(groups: Iterator[Group], stories: Stories, where: _Output, shown: GroupView) -> None:
    if shown.diff:
        show(_diffs(groups, stories, shown.context), where.no_pager)
    elif where.out is None and sys.stdout.isatty():
        show(_table(groups), where.no_pager)
    else:
        from copydesk.dedupe.view import record
        from copydesk.writers.json import dumps

        with redirected(where.out, (".jsonl",), where.given):
            for group in groups:
                put(dumps(record(group, stories.store, shown.words)) + "\n")


def _diffs(groups: Iterator[Group], stories: Stories, context: int) -> Iterator[RenderableType]:
    from copydesk.dedupe.view import GroupDiff

    for number, group in enumerate(groups):
        yield from [""] if number else []
        yield GroupDiff(group, stories.store, context)


def _table(groups: Iterator[Group]) -> Iterator[RenderableType]:
    from copydesk.dedupe.view import GroupHead, GroupLine

    for number, group in enumerate(groups):
        yield from [GroupHead()] if not number else []
        yield GroupLine(group)


def _summary(stories: Stories) -> str:

    records, skipped = stories.records, stories.skipped
    groups, copies = stories.store.counted()
    left = f" ({skipped:,} without an article skipped)" if skipped else ""
    alone = f"{counted(records - skipped - copies, 'has', 'have')} no other copy"
    return (
        f"{counted(records, 'record')}{left}: {counted(copies, 'is a copy', 'are copies')} "
        f"of {counted(groups, 'story', 'stories')}, {alone}"
    )
