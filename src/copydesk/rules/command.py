"""`copydesk rules`: tests rule files, and drafts one from a few pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.base_command import Command
from copydesk.cli.options import PATH, quiet
from copydesk.cli.page_options import RULES_HERE, filter_option, usual_rules
from copydesk.cli.streams import put, say
from copydesk.text.display import counted, shown_name, visible

if TYPE_CHECKING:
    from copydesk.rules import Rulebook
    from copydesk.rules.book import Written

HELP = """Test site rules on their sample pages (`test`), draft them from pages (`new`), or add one
(`add`).

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
ADD_HELP = """Add a rule for SITE, a host or a rule file: keep or cut a line on its pages, or turn
a filter off there.

The rule is added to the file with the rules of the host, or to a new one in ./copydesk.d; all else
in the file stays as it is. `copydesk explain INPUT BLOCK` ends with such commands.

\b
Examples:
  copydesk rules add hillfm.example --keep "Ingredients"
  copydesk rules add hillfm.example --cut "# listeners right now"
  copydesk rules add hillfm.example --without share-bar
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
    wrong = faulty = 0
    for number, file in enumerate(book.files):
        try:
            faulty += _tested(book, number, file, quiet)
        except RulesError as error:
            say(visible(str(error)).replace("\n", " "))
            wrong += 1
    return 2 if wrong else int(bool(faulty))


def _tested(book: Rulebook, number: int, file: Written, quiet: bool) -> int:
    """Report the faults of a file, or that it passes; return the exit status.

    Raises RulesError.
    """
    from copydesk.rules.sample_check import faults

    opened = book.opened(number)
    found = list(faults(opened, Path(file.path).parent))
    for fault in found:
        put(
            visible(f"{shown_name(file.path)}, line {fault.at}: {fault.text}").replace("\n", " ")
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
    """Write a draft to standard output.

    Raises UsageError for an invalid HOST or PAGE.
    """
    from copydesk.learn.by_hand import drafted

    named = _host(host)
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
    put(drafted(named, [Path(page) for page in pages]))
    return 0


def _host(given: str) -> str:
    """Return the host that a user named. Raises UsageError."""
    from copydesk.text.url import host_of, is_host

    host = host_of(given) if "://" in given else given.lower()
    if not is_host(host):
        raise click.UsageError(
            f"Invalid host {shown_name(given)}: write hillfm.example, or *.hillfm.example for its "
            f"subdomains."
        )
    return host.removeprefix("www.")


@command.command(
    "add", cls=Command, help=ADD_HELP, short_help="Add a rule to the rule file of a site."
)
@click.argument("site", metavar="SITE")
@click.option("--cut", metavar="LINE", multiple=True, help="Cut this line. May be repeated.")
@click.option("--keep", metavar="LINE", multiple=True, help="Keep this line. May be repeated.")
@filter_option("--without", "Turn this filter off on the site.")
@click.option(
    "--rules",
    metavar="PLACE",
    type=PATH,
    help="The folder, or file, of the rules.  [default: ./copydesk.d]",
)
@quiet
def add(
    site: str,
    cut: tuple[str, ...],
    keep: tuple[str, ...],
    without: tuple[str, ...],
    rules: str | None,
    quiet: bool,
) -> int:
    """Add rules to a file. Raises UsageError, RulesError, OSError."""
    from copydesk.cli.outputs import whole_file
    from copydesk.rules.addition import Addition, added

    if not (cut or keep or without):
        raise click.UsageError("Missing rule: use --cut LINE, --keep LINE or --without FILTER.")
    path, host = _file_of(site, rules)
    text = path.read_text("utf-8") if path.exists() else ""
    changed = added(text, str(path), Addition(host, cut, keep, without))
    name = shown_name(str(path))
    if changed == text:
        say(f"{name} already has all of this")
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(changed.encode())
    if not quiet:
        put(f"{name}: {'added' if text else 'written'}\n")
    return 0


def _file_of(site: str, rules: str | None) -> tuple[Path, str]:
    """Return the rule file of a site, and its host.

    Raises UsageError, RulesError.
    """
    from copydesk.rules import read_rules

    if site.endswith(".toml") and Path(site).is_file():
        return Path(site), ""
    host = _host(site)
    if rules and rules.endswith(".toml"):
        return Path(rules), host
    places = (rules,) if rules else usual_rules()
    found = read_rules(*(place for place in places if Path(place).exists())).path_for(host)
    return Path(found) if found else Path(rules or RULES_HERE, f"{host.strip('*.')}.toml"), host
