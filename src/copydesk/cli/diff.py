"""`copydesk diff`: shows what was cut from a dump, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from copydesk.cli.base_command import Command
from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.inputs import cleaned_inputs
from copydesk.cli.options import PATH, fail_on, gathered
from copydesk.cli.page_options import (
    Choice,
    Reading,
    choice,
    filter_option,
    options_of,
    reading,
)
from copydesk.cli.pager import no_pager, show
from copydesk.cli.streams import for_reading, put
from copydesk.text.display import shown_name, visible
from copydesk.views import palette

if TYPE_CHECKING:
    from rich.console import RenderableType

    from copydesk.model.outcome import Cleaned

COLOURS = {"-": palette.CUT, "+": palette.KEPT, "@": palette.FIELD}
TERMINAL_CONTEXT = 3
"""Unchanged blocks around each marked one on a terminal, as many as the lines of `diff -u`."""
HELP = """Show the fate of each line of a dump: body, field, or cut by which filter and why.

The dump is each INPUT, or standard input. Its article's fields come first. The number before a line
is that of its block, for `copydesk explain INPUT NUMBER`. On a terminal, three unchanged blocks are
shown around each change; in a pipe, all of them are.

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
  copydesk diff story.txt --context all
  copydesk diff dumps/*.txt --stat
  copydesk diff dumps/*.txt --filter share-bar
  copydesk diff story.txt --side-by-side
  copydesk diff story.txt --without share-bar
  copydesk diff story.txt --unified > a.patch && patch story.txt a.patch
"""


class Context(click.ParamType[Any]):
    """A number of blocks or lines, or `all`."""

    name = "context"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """Reads an option's value. Raises BadParameter."""
        if value == "all":
            return "all"
        text = str(value)
        if not (text.isascii() and text.isdigit()):
            self.fail(f"{shown_name(text)} is neither a number nor `all`.", param, ctx)
        return int(text[:9])


class Look(NamedTuple):
    """Options for the view."""

    stat: bool
    unified: bool
    side_by_side: bool
    filters: tuple[str, ...]
    context: int | Literal["all"] | None
    no_pager: bool

    def check(self) -> None:
        """Raises UsageError for options that exclude each other."""
        chosen = self.stat, self.unified, self.side_by_side, bool(self.filters)
        if sum(chosen) > 1:
            raise click.UsageError(
                "--stat, --unified, --side-by-side and --filter exclude each other."
            )
        if self.stat and self.context is not None:
            raise click.UsageError("--context cannot be used with --stat.")

    def show(self, pages: Iterable[Cleaned], several: bool) -> None:
        """Shows the pages, `several` where there is more than one input."""
        if self.unified and not for_reading():
            for done in pages:
                put(self._patch(done))
        else:
            show(self._views(pages, several), self.no_pager)

    def _views(self, pages: Iterable[Cleaned], several: bool) -> Iterator[RenderableType]:
        if self.stat:
            yield from self._stat(pages, several)
        elif self.filters:
            yield from self._cuts(pages, several)
        else:
            for number, done in enumerate(pages):
                yield from [""] if number else []
                yield from [_heading(done)] if several and not self.unified else []
                yield from self._coloured(done) if self.unified else self._blocks(done)

    def _stat(self, pages: Iterable[Cleaned], several: bool) -> Iterator[RenderableType]:
        from copydesk.views.page_table import PageCounts, PageTable
        from copydesk.views.stats import stats

        if not several:
            for done in pages:
                yield stats(done.page, done.ledger)
            return
        yield PageTable(
            PageCounts.of(done.page, done.ledger, done.input, done.article.status) for done in pages
        )

    def _cuts(self, pages: Iterable[Cleaned], several: bool) -> Iterator[RenderableType]:
        """Yields the lines that the filters cut, and then their number."""
        from copydesk.views.filter_cuts import FilterCuts, PageCuts, page_list

        around = self._blocks_around() or 0
        found = (
            PageCuts(done.input, FilterCuts.of(done.page, done.ledger, self.filters, around))
            for done in pages
        )
        return page_list(found, self.filters, several)

    def _blocks_around(self) -> int | None:
        """The number of unchanged blocks around a change; None for all."""
        if isinstance(self.context, int):
            return self.context
        wanted = self.context is None and sys.stdout.isatty() and not self.filters
        return TERMINAL_CONTEXT if wanted else None

    def _patch(self, done: Cleaned) -> str:
        from copydesk.views.unified_diff import CONTEXT, unified_diff

        lines = CONTEXT if self.context is None else self.context
        around = len(done.page.source) if lines == "all" else lines
        return "".join(unified_diff(done.page, done.ledger, done.input, around))

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
            done.page, done.ledger, self._blocks_around(), clickable
        )
        yield ""
        yield summary(done.page, done.ledger, done.article.status)
        if clickable:
            yield Text(LEGEND, palette.QUIET)


def _heading(done: Cleaned) -> RenderableType:
    from rich.text import Text

    return Text(shown_name(done.input), "bold underline")


look = gathered(
    "look",
    Look,
    Look._fields,
    click.option(
        "--stat",
        is_flag=True,
        help="Show counts only: of a page by filter, of several pages a row each.",
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
    filter_option("--filter", "Show only the lines that this filter cut.", "filters"),
    click.option(
        "-C",
        "--context",
        metavar="N|all",
        type=Context(),
        help="Unchanged blocks around each change (lines with --unified), or `all`.  "
        "[default: 3 on a terminal, else all; 3 with --unified; 0 with --filter]",
    ),
    no_pager,
)


@click.command("diff", cls=Command, suffixes=(".txt", ".patch", ".diff"), help=HELP)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=PATH)
@look
@reading
@choice
@fail_on("no-article")
def command(
    inputs: tuple[str, ...], look: Look, reading: Reading, choice: Choice, fail_on: str
) -> int:
    """Shows the pages; exits as `clean` does."""
    look.check()
    status = ExitStatus(fail_on)
    pages = cleaned_inputs(inputs, options_of(reading, choice), status)
    look.show(pages, len(inputs) > 1)
    return status.code()
