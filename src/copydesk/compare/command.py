"""The command `copydesk compare`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.base_command import Command
from copydesk.cli.options import PATH, field_option, gathered, words_around
from copydesk.cli.pager import no_pager, show
from copydesk.cli.results import keyed, there_or_stdin
from copydesk.cli.streams import put, say
from copydesk.text.display import shown_name

if TYPE_CHECKING:
    from rich.console import RenderableType

    from copydesk.compare.changes import Change, Totals
    from copydesk.model.outcome import Failure
    from copydesk.sources.spool import Spool

HELP = """Shows which articles differ between two results of `clean` or `batch`, OLD and NEW, in
which field, and word by word; the article with most changed words comes first.

A result is a file of JSON Lines, JSON or Parquet, a folder of articles, or `-` for JSON Lines on
standard input. An article is identified in both by its `input`. Removed words are between [- and
-], added words between {+ and +}, with some of the words around them.

\b
Examples:
  copydesk compare old.jsonl new.jsonl
  copydesk compare articles-1.0/ articles-1.1/ --stat
  copydesk compare old.parquet new.parquet --field body --limit 10
  copydesk clean *.txt --without share-bar | copydesk compare old.jsonl -
  copydesk compare <(zcat a.jsonl.gz | head -99) <(zcat b.jsonl.gz | head -99)
  copydesk compare a.jsonl b.jsonl --json | jq -r 'select(.gone > 50).input'

\b
Exit status:
  0  the results are the same
  1  an article differs

2 wrong usage, or a result that is not found or cannot be read completely
"""


class FieldSelection(NamedTuple):
    """The fields to compare; `key` is the column that identifies records."""

    field: tuple[str, ...]
    ignore: tuple[str, ...]
    key: str

    def among(self, name: str) -> bool:
        """Return whether a field is compared."""
        return name not in self.ignore and (not self.field or name in self.field)


class ChangeView(NamedTuple):
    """The form in which changes are shown, and their number."""

    stat: bool
    json: bool
    limit: int | None
    context: int


selection = gathered(
    "selection",
    FieldSelection,
    FieldSelection._fields,
    field_option("--field", "Compare only this field. May be repeated."),
    field_option("--ignore", "Do not compare this field. May be repeated."),
    click.option(
        "--key",
        metavar="NAME",
        default="input",
        show_default=True,
        help="The column that identifies an article.",
    ),
)
shown = gathered(
    "shown",
    ChangeView,
    ChangeView._fields,
    click.option("--stat", is_flag=True, help="Only the counts: by field, and a line an article."),
    click.option(
        "--json",
        is_flag=True,
        help="A line of JSON for each article, with the word diff of each field.",
    ),
    click.option(
        "--limit",
        metavar="N",
        type=click.IntRange(0),
        help="Only the N articles with most changed words.",
    ),
    words_around("Words shown around each change."),
)


@click.command("compare", cls=Command, suffixes=(".txt", ".jsonl"), help=HELP)
@click.argument("old", metavar="OLD", type=PATH, callback=there_or_stdin)
@click.argument("new", metavar="NEW", type=PATH, callback=there_or_stdin)
@selection
@shown
@no_pager
def command(
    old: str, new: str, selection: FieldSelection, shown: ChangeView, no_pager: bool
) -> int:
    """Compare two results; return the exit status."""
    import sqlite3

    from copydesk.compare.changes import Totals
    from copydesk.sources.spool import Spool

    if old == new == "-":
        raise click.UsageError("Standard input can be only one of the two results.")
    if shown.stat and shown.json:
        raise click.UsageError("--stat and --json exclude each other: give one of them.")
    comparison = Comparison(selection)
    with Spool() as spool:
        totals = Totals()
        try:
            for change in comparison.changes(old, new):
                totals.add(change)
                if change is not None:
                    spool.put(change.size, change)
        except sqlite3.Error as error:
            say(
                f"The results cannot be compared: the folder for temporary files is full or not "
                f"writable ({error}). Set TMPDIR to a folder with more room"
            )
            return 2
        _show(spool, totals, shown, no_pager)
    _warn_of_key(totals, selection.key)
    return 2 if comparison.incomplete else int(bool(totals.calls))


def _warn_of_key(totals: Totals, key: str) -> None:
    """Print a message where no article has the same key in both results."""
    calls = totals.calls
    if calls["gone"] and calls["new"] and not totals.same and not calls["changed"]:
        say(
            f"no {key} is in both results: give --key a column that identifies the "
            f"articles in both, such as url"
        )


class Comparison:
    """Reads two results side by side.

    `troubled` is true once a record could not be read; a message has been printed.
    """

    def __init__(self, selection: FieldSelection) -> None:
        self._selection = selection
        self.incomplete = False

    def changes(self, old: str, new: str) -> Iterator[Change | None]:
        """Yield each article's change, None where nothing differs.

        The new result's articles come first, in its order, then those only in the old one.
        """
        from copydesk.compare.changes import change_of
        from copydesk.model.outcome import Failure
        from copydesk.sources.spool import EarlierResult, Spool

        with Spool() as spool:
            earlier = EarlierResult(keyed(old, self._selection.key), spool, self._report)
            for result in keyed(new, self._selection.key):
                if isinstance(result, Failure):
                    self._report(result)
                else:
                    yield change_of(
                        result.key, earlier.record(result.key), result.record, self._selection.among
                    )
            for result in earlier.rest():
                yield change_of(result.key, result.record, None, self._selection.among)

    def _report(self, unread: Failure) -> None:
        say(f"{'Standard input' if unread.input == '-' else shown_name(unread.name)} {unread.why}")
        self.incomplete = True


def _show(spool: Spool, totals: Totals, shown: ChangeView, no_pager: bool) -> None:
    from copydesk.compare.changes import Change

    changes = (
        Change.load(values) for values in spool.largest(-1 if shown.limit is None else shown.limit)
    )
    if shown.json:
        from copydesk.writers.json import dumps

        for change in changes:
            put(dumps(change.record()) + "\n")
        return
    show(
        _stat(changes, totals) if shown.stat else _articles(changes, totals, shown.context),
        no_pager,
    )


def _stat(changes: Iterator[Change], totals: Totals) -> Iterator[RenderableType]:
    from copydesk.compare.view import by_article, by_field, summary

    if totals.fields:
        yield by_field(totals)
        yield ""
    yield from by_article(changes)
    yield summary(totals)


def _articles(changes: Iterator[Change], totals: Totals, context: int) -> Iterator[RenderableType]:
    from copydesk.compare.view import ArticleChanged, summary

    yield summary(totals)
    for change in changes:
        yield ""
        yield ArticleChanged(change, context, sys.stdout.isatty())
