"""Lists the inputs of a run and names their outputs.

A clash of two names is found before the run starts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from typing import IO, Any, NamedTuple

from copydesk.batch.arrow import COLUMNS, PAGE_NAMES, names_among
from copydesk.batch.selection import Selection
from copydesk.model.outcome import Failure
from copydesk.sources.compression import zstd
from copydesk.sources.container import Container, container_of
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.folders import InputFile, files_of
from copydesk.sources.jsonl import DEFAULT_NAMES, ColumnNames
from copydesk.sources.jsonl import records as rows_in
from copydesk.sources.storage import file_at, is_address
from copydesk.text.display import shown_name

CONTAINERS = ("rows", "warc", "parquet")
# The list of failed pages: in OUT, or beside it with the output's name before.
FAILURES = "failures.jsonl"
STANDARD_INPUT = "-"
EVERY_PAGE = Selection()
# Rows and bytes at the start of a file of rows from which its columns are read.
SEEN_ROWS, SEEN_BYTES = 100, 1 << 20


class Refused(Exception):  # noqa: N818 - its text is a sentence, with no error of the program
    """A run that cannot start or continue; the text says why and what to do."""


class Entry(NamedTuple):
    """An input of a run.

    `name` is its path below OUT, `changed` its modification time in nanoseconds (0 where it cannot
    be opened), `names` the columns with its pages. `again` is true where a run replaces its output.
    """

    path: str
    name: str
    form: Container
    size: int
    changed: int
    names: ColumnNames = DEFAULT_NAMES
    again: bool = False

    def dump(self) -> str:
        """Return the entry as a line of JSON."""
        return json.dumps(self) + "\n"

    @classmethod
    def load(cls, line: str) -> Entry:
        """Return the entry of a line."""
        return cls.of(json.loads(line))

    @classmethod
    def of(cls, values: list[Any]) -> Entry:
        """Return the entry with these JSON values."""
        path, name, form, size, changed, names, again = values
        return cls(path, name, form, size, changed, ColumnNames(*names), again)


class Plan(NamedTuple):
    """Totals of the listed inputs.

    `size` is in bytes; `forms` counts the inputs of each form; `taken` are their columns with the
    name of an article's column; `missing` are the INPUTs that were not found;
    `skipped` counts files that belong to a page.
    """

    size: int
    forms: dict[str, int]
    taken: frozenset[str]
    missing: tuple[str, ...]
    skipped: int = 0


class Listing:
    """Lists the inputs of a run, and counts the files that it skips as assets of pages.

    The files of a folder or pattern are named by their paths below it. With several INPUTs a folder
    has a subfolder of its name, and a file keeps its path, as a shell expands `*/dump.html`.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        spared: Collection[str],
        names: ColumnNames | None,
        selection: Selection = EVERY_PAGE,
    ) -> None:
        self.inputs = inputs
        self.skipped = 0
        self._spared = spared
        self._names = names
        self._selection = selection

    def __iter__(self) -> Iterator[Entry]:
        """Yield the inputs in order. Raises Refused."""
        for given in self.inputs:
            if given == STANDARD_INPUT:
                yield _rows_entry(self._names)
                continue
            top = _top(given) if len(self.inputs) > 1 else ""
            for found in _files(given, self._spared):
                if self._is_read(given, found):
                    yield _entry(found, top, self._names)

    def _is_read(self, given: str, found: InputFile) -> bool:
        """Return whether a file is read. A file named itself is an asset of no page."""
        if not self._selection.takes(found.name):
            return False
        asset = found.path != given and self._selection.is_asset(found.path, found.name)
        self.skipped += asset
        return not asset


def _rows_entry(names: ColumnNames | None) -> Entry:
    """Return the entry of standard input. Raises Refused."""
    found = _names_of(STANDARD_INPUT, "rows", names)
    return Entry(STANDARD_INPUT, "stdin", "rows", 0, 0, found)


def _top(given: str) -> str:
    """Return the folder below OUT for one of several INPUTs."""
    if os.path.isdir(given):
        return os.path.basename(os.path.abspath(given))
    if is_address(given) or not os.path.lexists(given):
        return ""
    path = os.path.abspath(given)
    here = os.path.join(os.getcwd(), "")
    return os.path.dirname(path.removeprefix(here))


def _files(given: str, spared: Collection[str]) -> Iterator[InputFile]:
    """Yield the files of an INPUT. Raises Refused for an address that cannot be reached."""
    try:
        yield from files_of(given, spared)
    except OSError as error:
        if not is_address(given):
            raise
        raise Refused(f"{shown_name(given)} cannot be reached: {error.strerror or error}") from None


def _entry(found: InputFile, top: str, names: ColumnNames | None) -> Entry:
    name = _safe(os.path.join(top, found.name))
    try:
        seen = found.seen or file_at(found.path).stat()
    except OSError:
        return Entry(found.path, name, "page", 0, 0)
    if not is_address(found.path) and not os.path.isfile(found.path):
        return Entry(found.path, name, "page", 0, seen.st_mtime_ns)
    form = container_of(file_at(found.path))
    _check_library(found.path, form)
    return Entry(
        found.path,
        name,
        form,
        seen.st_size,
        seen.st_mtime_ns,
        _names_of(found.path, form, names) if form in ("rows", "parquet") else DEFAULT_NAMES,
    )


def _check_library(path: str, form: Container) -> None:
    """Raises Refused where the library that reads a file is not installed.

    Otherwise the run would fail only after reading the files before it.
    """
    try:
        if path.endswith(".zst"):
            zstd()
        if form in ("warc", "parquet"):
            import_module(f"copydesk.sources.{form}").library()
    except MissingLibrary as missing:
        raise Refused(f"{shown_name(path)} {missing}") from None


def _safe(name: str) -> str:
    """Return a path that is inside the output: without a root and `..`."""
    return os.sep.join(part for part in name.split(os.sep) if part not in ("", ".", "..")) or "page"


def columns_of(path: str, form: Container) -> list[str] | None:
    """Return the columns of the first rows, or None where none is valid."""
    if path == STANDARD_INPUT:
        from copydesk.batch.standard_input import standard_input

        return standard_input().columns
    if form == "parquet":
        from copydesk.sources.parquet import schema_of

        try:
            return list(schema_of(file_at(path)).names)
        except (OSError, ValueError, MissingLibrary):
            return None
    seen: dict[str, None] = {}
    rows = 0
    for record in rows_in(file_at(path), path, (1, 0), SEEN_BYTES):
        if rows >= SEEN_ROWS or record.offset > SEEN_BYTES or isinstance(record.content, Failure):
            break
        try:
            row = json.loads(record.content) if isinstance(record.content, bytes) else None
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            rows += 1
            seen |= dict.fromkeys(row)
    return list(seen) if rows else None


def _names_of(path: str, form: Container, given: ColumnNames | None) -> ColumnNames:
    columns = columns_of(path, form)
    if columns is None:
        return given if given and (given.text or given.html) else DEFAULT_NAMES
    found = names_among(columns, given)
    if found is None:
        wanted = (
            given.page_members()
            if given and (given.text or given.html)
            else f"{', '.join(PAGE_NAMES[:-1])} or {PAGE_NAMES[-1]}"
        )
        listed = ", ".join(shown_name(name) for name in columns[:40])
        raise Refused(
            f"{shown_name(path)} has no column {wanted}: name the page's column with "
            f"--text-field or --html-field. Its columns: {listed}"
        )
    return found


def planned(found: Listing, file: IO[str], suffix: str) -> Plan:
    """Write the list of inputs and count them. Raises Refused where two have the same output.

    `suffix` is the suffix of a page's file, "" where all pages go to one file.
    """
    size, forms, taken = 0, dict[str, int](), set[str]()
    clashes = _Clashes(len(found.inputs) > 1, suffix)
    for entry in found:
        if suffix:
            clashes.add(entry)
        file.write(entry.dump())
        size += entry.size
        forms[entry.form] = forms.get(entry.form, 0) + 1
        if not suffix and entry.form in ("rows", "parquet"):
            own = columns_of(entry.path, entry.form) or []
            taken |= {
                name
                for name in own
                if name in COLUMNS and name not in (entry.names.text, entry.names.html)
            }
    file.flush()
    missing = tuple(given for given in found.inputs if not _is_there(given))
    return Plan(size, forms, frozenset(taken), missing, found.skipped)


def _is_there(given: str) -> bool:
    """Return whether an INPUT names a file or folder."""
    if given == STANDARD_INPUT:
        return True
    if is_address(given):
        return file_at(given).exists()
    return os.path.lexists(given) or any(os.path.lexists(found.path) for found in files_of(given))


class _Clashes:
    """Finds inputs with the same output.

    Two files of one folder rarely have, so that of a single INPUT nothing is kept in memory.
    """

    def __init__(self, several: bool, suffix: str) -> None:
        self._seen: dict[str, str] | None = {} if several else None
        self._suffix = suffix

    def add(self, entry: Entry) -> None:
        """Add an input. Raises Refused where its output is that of another."""
        other = (
            self._seen.setdefault(entry.name, entry.path) if self._seen is not None else entry.path
        )
        if other != entry.path:
            self._refuse(other, entry.path, entry.name)
        beside = entry.path.removesuffix(self._suffix)
        if entry.form in CONTAINERS and beside != entry.path and os.path.lexists(beside):
            self._refuse(beside, entry.path, entry.name)
        if entry.name + self._suffix == FAILURES:
            self._refuse(entry.path, "the list of failures", FAILURES)

    def _refuse(self, one: str, other: str, name: str) -> None:
        both = (
            f"{shown_name(one)} and {shown_name(other)} would both be written as {shown_name(name)}"
        )
        raise Refused(
            f"{both}: clean them into different folders, or name the folder that holds "
            f"both, or a pattern in quotes"
        )


def listed(file: IO[str], first: int = 0) -> Iterator[tuple[int, Entry]]:
    """Yield the inputs of a list with their numbers, from number `first`."""
    file.seek(0)
    for number, line in enumerate(file):
        if number >= first:
            yield number, Entry.load(line)
