"""The pages of the inputs on a command line, read and cleaned one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.options import Choice, Reading
from copydesk.cli.tally import Tally
from copydesk.model.raw import Raw
from copydesk.sources import container, files
from copydesk.sources.unread import Unread

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.model.ledger import Ledger
    from copydesk.model.page import Page
    from copydesk.rules import Rulebook
    from copydesk.sources.jsonl import ColumnNames


MANY: dict[container.Container, str] = {
    "rows": "holds rows of JSON, not one page: `copydesk clean --jsonl` and `copydesk batch` "
    "read each",
    "warc": "holds the records of a crawl, not one page: `copydesk batch` reads each",
    "parquet": "holds a table, not one page: `copydesk batch` reads each row",
}
"""What is said of a file that holds many pages, to a command that reads one from each."""


class Cleaned(NamedTuple):
    """A page with what was said about it, and where it was read from."""

    page: Page
    ledger: Ledger
    input: str

    def article(self) -> Article:
        """The article that is left."""
        from copydesk.model.article import assemble

        return assemble(self.page, self.ledger, self.input)


def pages(
    inputs: Sequence[str], reading: Reading, rows: ColumnNames | None = None
) -> Iterator[Raw | Unread]:
    """The pages of these inputs, `-` for standard input; a page for each row where `rows` says how
    a row names its members.
    """
    for name in inputs or ("-",):
        for raw in _opened(name, rows, reading.max_bytes):
            yield _as_told(raw, reading) if isinstance(raw, Raw) else raw


def _opened(name: str, rows: ColumnNames | None, most: int) -> Iterator[Raw | Unread]:
    if name != "-":
        return (
            _rows_of(name, rows, most)
            if rows
            else iter((_in_file(name, most)._replace(input=name),))
        )
    if sys.stdin.isatty():
        click.echo(
            "copydesk reads from the terminal: paste the page, then press Ctrl-D on a "
            "line of its own.",
            err=True,
        )
    return _rows_of(name, rows, most) if rows else iter((files.page(sys.stdin.buffer, "-", most),))


def _rows_of(name: str, rows: ColumnNames, most: int) -> Iterator[Raw | Unread]:
    from copydesk.sources import jsonl

    return (
        jsonl.rows(sys.stdin.buffer, "-", rows, most)
        if name == "-"
        else jsonl.rows_of(Path(name), rows, most)
    )


def _in_file(name: str, most: int) -> Raw | Unread:
    """The one page of a file. A file of many is not taken for a page."""
    path = Path(name)
    form = container.container_of(path) if path.is_file() else "page"
    if form == "mhtml":
        from copydesk.sources import mhtml

        return mhtml.page_of(path, most)
    return Unread(name, MANY[form]) if form in MANY else files.page_of(path, most)


def _as_told(raw: Raw, reading: Reading) -> Raw:
    """A page with what the command line says about it, which goes before what the row says."""
    kind = raw.kind if reading.kind == "auto" else reading.kind
    return raw._replace(
        kind=kind,
        url=reading.url or raw.url,
        crawled=reading.crawled or raw.crawled,
        encoding=reading.encoding or raw.encoding,
        most=reading.max_bytes,
    )


def cleaned(raw: Raw, choice: Choice, rules: Rulebook | None, timeout: float) -> Cleaned | Unread:
    """A page and its ledger, or why there is none. Raises RulesError."""
    from copydesk.cli.clock import OutOfTime, within
    from copydesk.desk import marked_or_unread

    name = raw.input or "-"
    try:
        with within(timeout):
            done = marked_or_unread(raw, name, choice.filters(), rules)
    except OutOfTime:
        return Unread(name, f"took longer than {timeout:g} seconds")
    return done if isinstance(done, Unread) else Cleaned(*done, name)


def told(input: str, reading: Reading, choice: Choice, tally: Tally) -> Iterator[Cleaned]:
    """The page of one input, cleaned, its outcome told to the tally; nothing where it could not be
    read. Raises RulesError.
    """
    rules = choice.rulebook()
    for raw in pages((input,), reading):
        done = raw if isinstance(raw, Unread) else cleaned(raw, choice, rules, reading.timeout)
        if isinstance(done, Unread):
            tally.unread(done)
        else:
            tally.read(done.article())
            yield done
