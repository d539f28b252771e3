"""What a run is going to read, in which order, and what each output is called: all of it known, and
any clash found, before the run starts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib import import_module
from typing import IO, NamedTuple

from copydesk.batch.arrow import COLUMNS, PAGE_NAMES, names_among
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
FAILURES = "failures.jsonl"
"""The list of pages that failed, in OUT or, with the output's name before it, beside it."""
SEEN_ROWS, SEEN_BYTES = 100, 1 << 20
"""How far into a file of rows its columns are looked for."""


class Refused(Exception):  # noqa: N818 - it is what becomes of the run
    """A run that does not start, or cannot go on; the sentence says why and what to do."""


class Entry(NamedTuple):
    """An input: its path, what it is called under OUT, what it holds and how its rows name their
    page.
    """

    path: str
    name: str
    form: Container
    size: int
    changed: int
    names: ColumnNames = DEFAULT_NAMES

    def dump(self) -> str:
        """The entry as a line of the list."""
        return json.dumps(self) + "\n"

    @classmethod
    def load(cls, line: str) -> Entry:
        """The entry of a line."""
        path, name, form, size, changed, names = json.loads(line)
        return cls(path, name, form, size, changed, ColumnNames(*names))


class Plan(NamedTuple):
    """The inputs of a run, counted: their bytes, how many there are of each form, and what their
    columns took of the article's names.

    `missing` are the INPUTs that name nothing.
    """

    size: int
    forms: dict[str, int]
    taken: frozenset[str]
    missing: tuple[str, ...]


def entries(
    inputs: Sequence[str], spared: Collection[str], names: ColumnNames | None
) -> Iterator[Entry]:
    """The inputs in their order. With several each stands under its own name; files of one folder
    do under theirs in it. Raises Refused.
    """
    several = len(inputs) > 1
    for given in inputs:
        top = os.path.basename(os.path.abspath(given)) if several and os.path.isdir(given) else ""
        for found in _files(given, spared):
            yield _entry(found, top, names)


def _files(given: str, spared: Collection[str]) -> Iterator[InputFile]:
    """The files that an INPUT names. Raises Refused for an address that cannot be reached."""
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
    """Raises Refused where a library that reads the file is not installed: told now, not after the
    hours that the other files take.
    """
    try:
        if path.endswith(".zst"):
            zstd()
        if form in ("warc", "parquet"):
            import_module(f"copydesk.sources.{form}").library()
    except MissingLibrary as missing:
        raise Refused(f"{shown_name(path)} {missing}") from None


def _safe(name: str) -> str:
    """A name that stays below the output: no root, no step up."""
    return os.sep.join(part for part in name.split(os.sep) if part not in ("", ".", "..")) or "page"


def columns_of(path: str, form: Container) -> list[str] | None:
    """The columns of rows, as far as their beginning shows; None where it shows no row."""
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


def planned(found: Iterable[Entry], file: IO[str], inputs: Sequence[str], suffix: str) -> Plan:
    """Writes the list of inputs and counts them. Raises Refused where the outputs of two would
    meet.

    `suffix` is how a file for each page ends, empty where all pages go to one file.
    """
    size, forms, taken = 0, dict[str, int](), set[str]()
    clashes = _Clashes(len(inputs) > 1, suffix)
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
    return Plan(
        size, forms, frozenset(taken), tuple(given for given in inputs if not _is_there(given))
    )


def _is_there(given: str) -> bool:
    """Whether an INPUT names anything."""
    if is_address(given):
        return file_at(given).exists()
    return os.path.lexists(given) or any(os.path.lexists(found.path) for found in files_of(given))


class _Clashes:
    """Finds two inputs that would have one output. Two files of one folder hardly can, so that
    nothing is kept in memory of a single INPUT.
    """

    def __init__(self, several: bool, suffix: str) -> None:
        self._seen: dict[str, str] | None = {} if several else None
        self._suffix = suffix

    def add(self, entry: Entry) -> None:
        """Raises Refused where the entry's output is that of another."""
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
    """The entries of a list of inputs with their numbers, from the one with the number `first`."""
    file.seek(0)
    for number, line in enumerate(file):
        if number >= first:
            yield number, Entry.load(line)
