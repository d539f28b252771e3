"""`copydesk diff`: what was cut from one dump, and why."""

from __future__ import annotations

import sys

import click

from copydesk.cli.inputs import Cleaned, told
from copydesk.cli.options import Choice, Reading, choice, fail_on, reading
from copydesk.cli.streams import console, put
from copydesk.cli.tally import Tally
from copydesk.views.visible import visible

COLOURS = {"-": "red", "+": "green", "@": "cyan"}
HELP = """Shows the whole of one dump, INPUT or standard input, and what became of each line: cut, by which filter, and why.

\b
The mark before a line says what became of it:
    (none)  it stands in the body
  - cut     the filter and its reason stand beside or below it
  * taken   by the field that is named: headline, byline, date, ...
  + kept    it was cut, and a later filter kept it again
  ! held    a filter would have cut it, with too much else: it stands
Inside a line: [-cut-], [*field: taken*], [+kept again+].

\b
Examples:
  copydesk diff story.txt
  copydesk diff story.txt | less -R
  copydesk diff story.txt --stat
  copydesk diff story.txt --without share-bar
  copydesk diff story.txt --unified > story.patch && patch story.txt story.patch
"""


@click.command("diff", help=HELP, short_help="What was cut from a dump, by which filter, and why.")
@click.argument("input", metavar="[INPUT]", default="-", type=click.Path())
@click.option("--stat", is_flag=True, help="Only the numbers: blocks and words by filter.")
@click.option("--unified", is_flag=True, help="A unified diff of the decoded dump (of HTML the blocks, one a line), for patch tools.")
@reading
@choice
@fail_on
def command(input: str, stat: bool, unified: bool, reading: Reading, choice: Choice, fail_on: str) -> int:
    """Shows one page; exits as `clean` does."""
    if stat and unified:
        raise click.UsageError("--stat and --unified are two ways to show a page: take one.")
    tally = Tally((input,), fail_on)
    for done in told(input, reading, choice, tally):
        show = _show_stat if stat else _show_unified if unified else _show
        show(done)
    return tally.status()


def _show(done: Cleaned) -> None:
    from copydesk.views.diff import LEGEND, Diff
    from copydesk.views.stats import summary

    screen = console()
    screen.print(Diff(done.page, done.ledger), "", sep="\n")
    screen.print(summary(done.page, done.ledger, done.article().status), soft_wrap=False)
    if sys.stdout.isatty():
        screen.print(LEGEND, style="dim", soft_wrap=False)


def _show_stat(done: Cleaned) -> None:
    from copydesk.views.stats import stats

    console().print(stats(done.page, done.ledger))


def _show_unified(done: Cleaned) -> None:
    from copydesk.views.unified import unified

    text = "".join(unified(done.page, done.ledger, done.input))
    if not sys.stdout.isatty():
        put(text)
        return
    from rich.text import Text

    screen = console()
    for line in visible(text).splitlines():
        screen.print(Text(line, COLOURS.get(line[:1], "")))
