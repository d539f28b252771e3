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
from copydesk.cli.streams import say
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from copydesk.report.build import Step

MAX_PAGES = 10_000
HELP = """Makes one HTML file for looking through the output OUT of a batch: totals as charts, a
search, and each article beside its dump with every cut line and the filter that cut it. It opens
from disk and loads nothing.

OUT is the value of `copydesk batch --out`, or any results. The pages of a run are cleaned once
more, from its own inputs, to show what was cut: run this in the folder where the run was started.
Other results show the dump beside an article where `clean --explain` wrote them, or where its
input, cleaned again, gives the same article. A run with more pages than --pages is shown by that
many pages, evenly spaced; the totals cover all pages.

\b
Examples:
  copydesk report articles/                       writes articles/report.html
  copydesk report articles.parquet -o look.html
  copydesk clean *.txt --explain > all.jsonl && copydesk report all.jsonl
  copydesk batch pages/ --out articles/ --report look.html

\b
Exit status:
  0  the report is written
  2  wrong usage, an OUT without results, or a FILE that cannot be written
"""


@click.command("report", cls=Command, help=HELP)
@click.argument("out", metavar="OUT", type=PATH)
@output("FILE", "The file to write.  [default: report.html in OUT, or OUT.report.html]", FILE)
@click.option(
    "--pages",
    metavar="N",
    type=click.IntRange(1),
    default=MAX_PAGES,
    show_default=True,
    help="Most pages shown in the report.",
)
@jobs("report does")
@quiet
def command(out: str, output: str | None, pages: int, jobs: int | None, quiet: bool) -> int:
    """Write the report of a run; return the exit status."""
    from copydesk.batch.plan import Refused
    from copydesk.batch.pool import NoWorkers, processors

    target = output or (
        str(Path(out, "report.html")) if Path(out).is_dir() else f"{out}.report.html"
    )
    try:
        return write(out, target, pages, jobs or processors(), quiet)
    except (Refused, NoWorkers) as refused:
        say(str(refused))
        return 2


def write(out: str, target: str, pages: int, jobs: int, quiet: bool) -> int:
    """Write the report of the run that wrote `out`; return the exit status.

    Raises Refused, NoWorkers, OSError.
    """
    from copydesk.report.build import build
    from copydesk.report.results import UnjournalledRun
    from copydesk.report.run import run_of

    run = run_of(out) or UnjournalledRun(out)
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
