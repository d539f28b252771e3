"""Lists the inputs of a run and names their outputs.

A clash of two names is found before the run starts.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from typing import IO, NamedTuple

from copydesk.batch.arrow import COLUMNS
from copydesk.batch.plan import CONTAINERS, FAILURES, STANDARD_INPUT, Entry, Refused
from copydesk.batch.row_columns import columns_of, names_of
from copydesk.batch.selection import Selection
from copydesk.sources.compression import zstd
from copydesk.sources.container import Container, container_of
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.folders import InputFile, files_of
from copydesk.sources.jsonl import DEFAULT_NAMES, ColumnNames
from copydesk.sources.storage import file_at, is_address
from copydesk.text.display import shown_name

EVERY_PAGE = Selection()


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
    """Lists the inputs of a run; counts the assets of pages that it skips.

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
        """Return whether a file is read.

        A file given by name is not an asset of a page.
        """
        if not self._selection.takes(found.name):
            return False
        asset = found.path != given and self._selection.is_asset(found.path, found.name)
        self.skipped += asset
        return not asset


def _rows_entry(names: ColumnNames | None) -> Entry:
    """Return the entry of standard input. Raises Refused."""
    found = names_of(STANDARD_INPUT, "rows", names)
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
    """Yield the files of an INPUT.

    Raises Refused for an address that cannot be reached.
    """
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
        names_of(found.path, form, names) if form in ("rows", "parquet") else DEFAULT_NAMES,
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


def planned(found: Listing, file: IO[str], suffix: str) -> Plan:
    """Write the list of inputs and count them.

    Raises Refused where two have the same output. `suffix` is the suffix of a page's file, "" where
    all pages go to one file.
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
