"""`copydesk rules`: proves rule files, and drafts one by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.options import PATH, RULES_HERE, usual_rules
from copydesk.cli.streams import put, say
from copydesk.text.display import counted, shown_name, visible

if TYPE_CHECKING:
    from copydesk.rules import Rulebook
    from copydesk.rules.book import Written

HELP = """Site rules: `test` proves them on their sample pages, `new` drafts a file from pages of a site.

A rule file is TOML, one a site, in a folder named with --rules, in ./copydesk.d, or in the user's configuration folder. docs/rules.md describes it.
`copydesk learn` draws such files from many pages.
"""
TEST_HELP = """Proves the rule files of each PLACE, a folder or a file; of ./copydesk.d and the user's folder where none is named.

A file is proved where every sample page in it gives what the file says, and every rule does something on one of them. Exit status: 0 all are proved,
1 some are not, 2 a file cannot be read.

\b
Examples:
  copydesk rules test
  copydesk rules test rules/hillfm.example.toml
"""
NEW_HELP = """Drafts a rule file for HOST from its PAGEs, on standard output: what recurs over three or more of them is cut, each page is a sample.

With fewer pages the file has the pages as samples and what copydesk makes of them, and no rules: write them, then `copydesk rules test`.

\b
Examples:
  copydesk rules new hillfm.example 1.html 2.html 3.html > hill.toml
"""


@click.group("rules", help=HELP, no_args_is_help=True)
def command() -> None:
    """The group; its help stands above."""


@command.command("test", help=TEST_HELP, short_help="Proves rule files on their sample pages.")
@click.argument("places", metavar="[PLACE]...", nargs=-1, type=PATH)
def test(places: tuple[str, ...]) -> int:
    """Proves rule files; returns the exit status."""
    from copydesk.rules import RulesError, read_rules

    found = places or usual_rules()
    book = read_rules(*found)
    if not book.files:
        where = ", ".join(map(shown_name, places)) or f"./{RULES_HERE} and the user's folder"
        say(f"there are no rule files in {where}: name a folder that holds some")
        return 2
    wrong = unproved = 0
    for number, file in enumerate(book.files):
        try:
            unproved += _prove(book, number, file)
        except RulesError as error:
            say(visible(str(error)).replace("\n", " "))
            wrong += 1
    return 2 if wrong else int(bool(unproved))


def _prove(book: Rulebook, number: int, file: Written) -> int:
    """Says what a file does not prove, or that it is proved; 1 where something is not. Raises
    RulesError.
    """
    from copydesk.rules.sample_check import faults

    opened = book.opened(number)
    found = list(faults(opened, Path(file.path).parent))
    for fault in found:
        put(
            visible(f"{shown_name(file.path)}, line {fault.at}: {fault.said}").replace("\n", " ")
            + "\n"
        )
    if not found:
        put(
            f"{shown_name(file.path)}: "
            f"{counted(len(opened.site.rules) + len(opened.site.places), 'rule')} "
            f"proved on {counted(len(opened.samples), 'page')}\n"
        )
    return int(bool(found))


@command.command(
    "new", help=NEW_HELP, short_help="Drafts a rule file for a host from some of its pages."
)
@click.argument("host", metavar="HOST")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=PATH)
def new(host: str, pages: tuple[str, ...]) -> int:
    """Writes a draft to standard output. Raises UsageError for a HOST that is none and a PAGE that
    is no file.
    """
    from copydesk.learn.by_hand import drafted
    from copydesk.text.url import host_of, is_host

    named = host_of(host) if "://" in host else host.lower()
    if not is_host(named):
        raise click.UsageError(
            f"{shown_name(host)} is no host: name one such as hillfm.example, or "
            f"*.hillfm.example for all below it."
        )
    for page in pages:
        if not Path(page).is_file():
            raise click.UsageError(
                f"{shown_name(page)} "
                f"{'is a folder: name the files in it' if Path(page).is_dir() else 'is not there'}."
            )
    put(drafted(named.removeprefix("www."), [Path(page) for page in pages]))
    return 0
