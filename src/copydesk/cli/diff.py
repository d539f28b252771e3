"""`copydesk diff`: shows what was cut from a dump, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.base_command import Command
from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.inputs import cleaned_input
from copydesk.cli.options import PATH, fail_on, gathered
from copydesk.cli.page_options import Choice, Reading, choice, options_of, reading
from copydesk.cli.pager import no_pager, show
from copydesk.cli.streams import for_reading, put
from copydesk.text.display import visible
from copydesk.views import palette

if TYPE_CHECKING:
    from rich.console import RenderableType

    from copydesk.model.outcome import Cleaned

COLOURS = {"-": palette.CUT, "+": palette.KEPT, "@": palette.FIELD}
HELP = """Show the whole of a dump (INPUT or standard input) and the fate of each
line: body, field, or cut by which filter and why.

\b
The mark before a line:
    (none)  part of the body
  - cut     with the filter and its reason
  * taken   by a field: headline, byline, date, ...
  + kept    cut by one filter and kept by a later one
  ! held    not cut, as its filter would have cut too much of the page
Inside a line: [-cut-], [*field: taken*], [+kept again+].

\b
Examples:
  copydesk diff story.txt
  copydesk diff story.txt --context 1
  copydesk diff story.txt --side-by-side
  copydesk diff story.txt --stat
  copydesk diff story.txt --without share-bar
  copydesk diff story.txt --unified > a.patch && patch story.txt a.patch
"""


class Look(NamedTuple):
    """Options for the view."""

    stat: bool
    unified: bool
    side_by_side: bool
    context: int | None
    no_pager: bool

    def check(self) -> None:
        """Raises UsageError for options that exclude each other."""
        if self.stat + self.unified + self.side_by_side > 1:
            raise click.UsageError("--stat, --unified and --side-by-side exclude each other.")
        if self.stat and self.context is not None:
            raise click.UsageError("--context cannot be used with --stat.")

    def show(self, done: Cleaned) -> None:
        """Shows a page."""
        if self.unified and not for_reading():
            put(self._patch(done))
            return
        view = self._blocks
        if self.stat:
            view = self._stat
        elif self.unified:
            view = self._coloured
        show(view(done), self.no_pager)

    def _stat(self, done: Cleaned) -> Iterator[RenderableType]:
        from copydesk.views.stats import stats

        yield stats(done.page, done.ledger)

    def _patch(self, done: Cleaned) -> str:
        from copydesk.views.unified_diff import CONTEXT, unified_diff

        return "".join(
            unified_diff(
                done.page,
                done.ledger,
                done.input,
                CONTEXT if self.context is None else self.context,
            )
        )

    def _coloured(self, done: Cleaned) -> Iterator[RenderableType]:
        from rich.text import Text

        for line in visible(self._patch(done)).splitlines():
            yield Text(line, COLOURS.get(line[:1], ""))

    def _blocks(self, done: Cleaned) -> Iterator[RenderableType]:
        from rich.text import Text

        from copydesk.views.diff import LEGEND, Diff
        from copydesk.views.side_by_side import SideBySide
        from copydesk.views.stats import summary

        clickable = sys.stdout.isatty()
        yield (SideBySide if self.side_by_side else Diff)(
            done.page, done.ledger, self.context, clickable
        )
        yield ""
        yield summary(done.page, done.ledger, done.article.status)
        if clickable:
            yield Text(LEGEND, palette.QUIET)


look = gathered(
    "look",
    Look,
    Look._fields,
    click.option(
        "--stat", is_flag=True, help="Show only the counts of blocks and words by filter."
    ),
    click.option(
        "--unified",
        is_flag=True,
        help="A unified diff of the decoded dump (of HTML its blocks, one per line), for patch.",
    ),
    click.option(
        "-y",
        "--side-by-side",
        is_flag=True,
        help="Show the dump on the left and the article on the right.",
    ),
    click.option(
        "-C",
        "--context",
        metavar="N",
        type=click.IntRange(0),
        help="Hide unchanged blocks except N around each cut (lines with --unified).",
    ),
    no_pager,
)


@click.command("diff", cls=Command, suffixes=(".txt", ".patch", ".diff"), help=HELP)
@click.argument("input", metavar="[INPUT]", default="-", type=PATH)
@look
@reading
@choice
@fail_on("no-article")
def command(input: str, look: Look, reading: Reading, choice: Choice, fail_on: str) -> int:
    """Shows one page; exits as `clean` does."""
    look.check()
    status = ExitStatus(fail_on)
    for done in cleaned_input(input, options_of(reading, choice), status):
        look.show(done)
    return status.code()
