"""The command `copydesk report`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.base_command import Command
from copydesk.cli.options import FILE, PATH, jobs, output, quiet
from copydesk.cli.outputs import check_suffix, whole_file
from copydesk.cli.page_options import filter_option
from copydesk.cli.pager import no_pager
from copydesk.cli.streams import say
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from copydesk.report.build import Step
    from copydesk.report.results import UnjournalledRun
    from copydesk.report.run import JournalledRun

MAX_PAGES = 10_000
HELP = """Makes one HTML file for looking through the output OUT of a batch: totals as charts, a
search, and each article beside its dump with every cut line and the filter that cut it. It opens
from disk and loads nothing.

OUT is the value of `copydesk batch --out`, or any results. The pages of a run are cleaned once
more, from its own inputs, to show what was cut: run this in the folder where the run was started.
Other results show the dump beside an article where `clean --explain` wrote them, or where its
input, cleaned again, gives the same article. A run with more pages than --pages is shown by that
many pages, evenly spaced; the totals cover all pages.

With --filter no file is written: the lines that a filter cut are listed, page by page, as by
`copydesk diff --filter`.

\b
Examples:
  copydesk report articles/                       writes articles/report.html
  copydesk report articles.parquet -o look.html
  copydesk report articles/ --filter share-bar    lists the lines it cut
  copydesk clean *.txt --explain > all.jsonl && copydesk report all.jsonl
  copydesk batch pages/ --out articles/ --report look.html

\b
Exit status:
  0  the report is written, or the lines are listed
  2  wrong usage, an OUT without results, or a FILE that cannot be written
"""


@click.command("report", cls=Command, help=HELP)
@click.argument("out", metavar="OUT", type=PATH)
@output("FILE", "The file to write.  [default: report.html in OUT, or OUT.report.html]", FILE)
@filter_option("--filter", "List the lines that this filter cut; write no file.", "filters")
@click.option(
    "--pages",
    metavar="N",
    type=click.IntRange(1),
    help=f"Most pages shown.  [default: {MAX_PAGES}; with --filter, all]",
)
@jobs("report does")
@quiet
@no_pager
def command(
    out: str,
    output: str | None,
    filters: tuple[str, ...],
    pages: int | None,
    jobs: int | None,
    quiet: bool,
    no_pager: bool,
) -> int:
    """Write the report of a run; return the exit status."""
    from copydesk.batch.plan import Refused
    from copydesk.batch.pool import NoWorkers, processors

    if filters and output:
        raise click.UsageError("--filter lists lines on standard output: leave --output out.")
    jobs = jobs or processors()
    try:
        if filters:
            return list_cuts(out, filters, pages, jobs, no_pager)
        return write(out, output or _usual_target(out), pages or MAX_PAGES, jobs, quiet)
    except (Refused, NoWorkers) as refused:
        say(str(refused))
        return 2


def _usual_target(out: str) -> str:
    return str(Path(out, "report.html")) if Path(out).is_dir() else f"{out}.report.html"


def list_cuts(
    out: str, filters: tuple[str, ...], pages: int | None, jobs: int, no_pager: bool
) -> int:
    """List the lines that some filters cut in a run; return the exit status.

    Raises Refused, NoWorkers, OSError.
    """
    from copydesk.cli.pager import show
    from copydesk.report.run import ReportLimits
    from copydesk.views.filter_cuts import page_list

    run = _run(out)
    limits = ReportLimits(pages or max(run.tally.pages, 1), 0, jobs)
    show(page_list(run.cuts(filters, limits), filters, run.tally.pages > 1), no_pager)
    return 0


def _run(out: str) -> JournalledRun | UnjournalledRun:
    """Return the run that wrote `out`. Raises Refused."""
    from copydesk.report.results import UnjournalledRun
    from copydesk.report.run import run_of

    return run_of(out) or UnjournalledRun(out)


def write(out: str, target: str, pages: int, jobs: int, quiet: bool) -> int:
    """Write the report of the run that wrote `out`; return the exit status.

    Raises Refused, NoWorkers, OSError.
    """
    from copydesk.report.build import build

    run = _run(out)
    check(target, run.inputs)
    with _shown(min(pages, run.tally.pages), quiet) as step, whole_file(Path(target)) as file:
        built = build(run, out.rstrip("/"), file, pages, jobs, step)
    if not quiet:
        size = Path(target).stat().st_size
        shown = (
            counted(built.pages, "page")
            if built.shown == built.pages
            else f"{built.shown:,} of {counted(built.pages, 'page')}"
        )
        say(f"{shown_name(target)} shows {shown} ({size / 1e6:.1f} MB)")
    return 0


def check(target: str, inputs: Sequence[str]) -> None:
    """Raise Refused where `target` must not be written."""
    from copydesk.cli.result_file import check_result_file
    from copydesk.report.build import REPORT_MAGIC

    check_suffix(target, (".html", ".htm"))
    check_result_file(target, "report", REPORT_MAGIC, inputs)


@contextmanager
def _shown(pages: int, quiet: bool) -> Iterator[Step]:
    """Show the number of finished pages on a terminal."""
    from copydesk.batch.progress import has_room_for_a_bar, on_stderr

    if quiet or not has_room_for_a_bar():
        yield lambda pages: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        BarColumn(24),
        TextColumn(
            "{task.completed:,.0f} of {task.total:,.0f} pages are in the report", markup=False
        ),
    )
    with Progress(*columns, console=on_stderr(), transient=True, refresh_per_second=4) as progress:
        bar = progress.add_task("report", total=pages)
        yield lambda pages: progress.update(bar, completed=pages)
