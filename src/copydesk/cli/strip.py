"""`copydesk strip`: dumps in, the same dumps without their chrome out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.base_command import Command
from copydesk.cli.exit_status import ExitStatus
from copydesk.cli.inputs import cleaned, pages
from copydesk.cli.options import PATH, fail_on, gathered
from copydesk.cli.outputs import check_suffix, is_folder, place, whole_file
from copydesk.cli.page_options import Choice, Reading, choice, options_of, reading
from copydesk.cli.page_outputs import name, output
from copydesk.cli.rows import RowOptions, rows
from copydesk.model.outcome import Failure
from copydesk.text.display import shown_name

if TYPE_CHECKING:
    from copydesk.model.options import Options
    from copydesk.model.outcome import Cleaned
    from copydesk.model.raw import Raw
    from copydesk.sources.jsonl import ColumnNames
    from copydesk.writers.name_template import NameTemplate

HELP = """Write each INPUT, a file or `-` (default: standard input), without its chrome.

Lines and parts of lines that were cut are gone; every other line is byte for byte the dump's. The
blank lines around a cut become one. Headline, byline, date and credits stay unless
--without-fields. Of HTML the visible text is written.

\b
Examples:
  copydesk strip story.txt > body.txt
  pdftotext page.pdf - | copydesk strip | less
  copydesk strip dumps/*.txt -o stripped/
  copydesk strip --in-place --backup .orig dumps/*.txt
  zcat crawl.jsonl.gz | copydesk strip --jsonl | gzip > stripped.jsonl.gz
"""


class Writing(NamedTuple):
    """Options for the output."""

    output: str | None
    name: NameTemplate | None
    in_place: bool
    backup: str | None
    without_fields: bool

    def check(self, inputs: tuple[str, ...], jsonl: bool) -> None:
        """Raises UsageError for options that exclude each other."""
        if self.in_place != (self.backup is not None):
            raise click.UsageError("--in-place and --backup SUFFIX need each other.")
        if self.in_place and (self.output or jsonl):
            raise click.UsageError("--in-place cannot be used with --output or --jsonl.")
        if self.in_place and (not inputs or "-" in inputs):
            raise click.UsageError("--in-place needs files: standard input cannot be replaced.")
        if self.in_place and (not self.backup or "/" in self.backup):
            raise click.UsageError("--backup needs a suffix for file names, such as .orig.")
        if jsonl and is_folder(self.output):
            raise click.UsageError("--jsonl writes rows: -o needs a file, not a folder.")
        if self.output and not jsonl and len(inputs) > 1 and not is_folder(self.output):
            raise click.UsageError("Several dumps need a folder: -o DIR/.")
        own = (".jsonl",) if jsonl else (".txt", *(Path(name).suffix for name in inputs))
        check_suffix(self.output, tuple(dict.fromkeys(filter(None, own))))


writing = gathered(
    "writing",
    Writing,
    Writing._fields,
    output,
    name,
    click.option(
        "--in-place",
        is_flag=True,
        help="Replace each file, atomically. Only text dumps with an article are replaced.",
    ),
    click.option(
        "--backup",
        metavar="SUFFIX",
        help="With --in-place: keep each original under its name and this suffix.",
    ),
    click.option(
        "--without-fields",
        is_flag=True,
        help="Leave only the body: no headline, byline, date or credits.",
    ),
)


@click.command("strip", cls=Command, help=HELP)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=PATH)
@writing
@rows
@reading
@choice
@fail_on("no-article")
def command(
    inputs: tuple[str, ...],
    writing: Writing,
    rows: RowOptions,
    reading: Reading,
    choice: Choice,
    fail_on: str,
) -> int:
    """Writes each dump without its chrome; returns the exit status."""
    writing.check(inputs, rows.jsonl)
    names = rows.names()
    status, options = ExitStatus(fail_on), options_of(reading, choice)
    with place(writing.output, "", inputs, writing.name) as put:
        for raw in pages(inputs, reading.max_bytes, names):
            done = raw if isinstance(raw, Failure) else _stripped(raw, options, writing)
            if isinstance(done, Failure):
                status.unread(done)
                continue
            status.read(done.cleaned.article)
            if not writing.in_place:
                put(_row(done, names) if names else done.data, done.name, done.cleaned.article)
    return status.code()


class Stripped(NamedTuple):
    """A dump without its chrome: bytes where it was bytes, else text."""

    raw: Raw
    cleaned: Cleaned
    data: bytes | str

    @property
    def name(self) -> str:
        """Return the name of the output: the input's.

        For the text of HTML, `.txt` is added.
        """
        html = self.cleaned.page.form == "html" and self.raw.columns is None
        given = "stdin" if self.cleaned.input == "-" else self.cleaned.input
        return f"{given}.txt" if html else given


def _stripped(raw: Raw, options: Options, writing: Writing) -> Stripped | Failure:
    done = cleaned(raw, options)
    if isinstance(done, Failure):
        return done
    if any(note in done.page.notes for note in TRUNCATED):
        return Failure(raw.input, "is longer than the limits: raise --max-bytes, or split it")
    stripped = Stripped(raw, done, _left(raw, done, options, not writing.without_fields))
    return _replaced(stripped, writing) if writing.in_place else stripped


TRUNCATED = ("truncated:bytes", "truncated:lines", "truncated:blocks")
"""Notes of a page that was not read to its end; its rest would be missing."""


def _left(raw: Raw, done: Cleaned, options: Options, fields: bool) -> bytes | str:
    from copydesk.readers.dump_bytes import dump_bytes, dump_text
    from copydesk.writers.dump import left_spans, visible_text

    if done.page.form == "html":
        return visible_text(done.page, done.ledger, fields=fields)
    spans = left_spans(done.page, done.ledger, fields=fields)
    if isinstance(raw.data, bytes):
        return dump_bytes(raw.data, options.encoding or raw.encoding, spans)
    return dump_text(raw.data, spans)


def _row(done: Stripped, names: ColumnNames) -> str:
    """The row of a page, with its stripped text in the text column."""
    from copydesk.writers.json import dumps

    columns = {**(done.raw.columns or {}), names.text or "text": done.data}
    return dumps(columns) + "\n"


def _replaced(done: Stripped, writing: Writing) -> Stripped | Failure:
    """Replace a file by its stripped text, unless nothing was cut."""
    name, path = done.cleaned.input, Path(done.cleaned.input)
    if done.cleaned.page.form == "html":
        return Failure(name, "is HTML: --in-place replaces only text dumps")
    if path.read_bytes() != done.raw.data:
        return Failure(name, "is compressed: --in-place replaces only plain files")
    if not done.cleaned.article.is_article:
        status = done.cleaned.article.status
        return Failure(name, f"gave no article (status {status}) and is left as it is")
    backup = path.with_name(f"{path.name}{writing.backup}")
    if backup.exists():
        return Failure(
            name, f"is left as it is: {shown_name(str(backup))} exists; choose another --backup"
        )
    if done.data != done.raw.data:
        assert isinstance(done.data, bytes)
        shutil.copy2(path, backup)
        with whole_file(path) as file:
            file.write(done.data)
    return done
