"""`copydesk rules`: tests rule files, and drafts one from a few pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.base_command import Command
from copydesk.cli.options import PATH, quiet
from copydesk.cli.page_options import RULES_HERE, usual_rules
from copydesk.cli.streams import put, say
from copydesk.text.display import counted, shown_name, visible

if TYPE_CHECKING:
    from copydesk.rules import Rulebook
    from copydesk.rules.book import Written

HELP = """Test site rules on their sample pages (`test`), or draft them from pages (`new`).

A rule file is TOML, one per site, in a folder named with --rules, in ./copydesk.d, or in the
user's configuration folder. docs/rules.md describes it. `copydesk learn` learns such files.
"""
TEST_HELP = """Test the rule files of each PLACE, a folder or a file.

The default is ./copydesk.d and the user's folder.

A file passes if every sample page in it gives the stated result, and every rule has an effect on
one of them. Exit status: 0 all pass, 1 some fail, 2 a file cannot be read.

\b
Examples:
  copydesk rules test
  copydesk rules test rules/hillfm.example.toml
"""
NEW_HELP = """Draft a rule file for HOST from its PAGEs, on standard output: lines that recur on
three or more of them are cut, and each page is a sample.

With fewer pages the file has the pages as samples with their present results, and no rules: write
them, then run `copydesk rules test`.

\b
Examples:
  copydesk rules new hillfm.example 1.html 2.html 3.html > hill.toml
"""


@click.group("rules", help=HELP, no_args_is_help=True)
def command() -> None:
    """The group of commands."""


@command.command(
    "test", cls=Command, help=TEST_HELP, short_help="Test rule files on their sample pages."
)
@click.argument("places", metavar="[PLACE]...", nargs=-1, type=PATH)
@quiet
def test(places: tuple[str, ...], quiet: bool) -> int:
    """Tests rule files; returns the exit status."""
    from copydesk.rules import RulesError, read_rules

    found = places or usual_rules()
    book = read_rules(*found)
    if not book.files:
        where = ", ".join(map(shown_name, places)) or f"./{RULES_HERE} and the user's folder"
        say(f"no rule files found in {where}")
        return 2
    wrong = unproved = 0
    for number, file in enumerate(book.files):
        try:
            unproved += _prove(book, number, file, quiet)
        except RulesError as error:
            say(visible(str(error)).replace("\n", " "))
            wrong += 1
    return 2 if wrong else int(bool(unproved))


def _prove(book: Rulebook, number: int, file: Written, quiet: bool) -> int:
    """Reports the faults of a file, or that it passes; 1 if it has faults. Raises RulesError."""
    from copydesk.rules.sample_check import faults

    opened = book.opened(number)
    found = list(faults(opened, Path(file.path).parent))
    for fault in found:
        put(
            visible(f"{shown_name(file.path)}, line {fault.at}: {fault.said}").replace("\n", " ")
            + "\n"
        )
    if not found and not quiet:
        put(
            f"{shown_name(file.path)}: "
            f"{counted(len(opened.site.rules) + len(opened.site.places), 'rule')} "
            f"passed on {counted(len(opened.samples), 'page')}\n"
        )
    return int(bool(found))


@command.command(
    "new",
    cls=Command,
    suffixes=(".toml",),
    help=NEW_HELP,
    short_help="Draft a rule file for a host from some of its pages.",
)
@click.argument("host", metavar="HOST")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=PATH)
def new(host: str, pages: tuple[str, ...]) -> int:
    """Writes a draft to standard output. Raises UsageError for an invalid HOST or PAGE."""
    from copydesk.learn.by_hand import drafted
    from copydesk.text.url import host_of, is_host

    named = host_of(host) if "://" in host else host.lower()
    if not is_host(named):
        raise click.UsageError(
            f"Invalid host {shown_name(host)}: write hillfm.example, or *.hillfm.example for its "
            f"subdomains."
        )
    for page in pages:
        if not Path(page).is_file():
            raise click.UsageError(
                f"{shown_name(page)} "
                + (
                    "is a folder: name the files in it."
                    if Path(page).is_dir()
                    else "was not found."
                )
            )
    put(drafted(named.removeprefix("www."), [Path(page) for page in pages]))
    return 0
