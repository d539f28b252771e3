"""Where a run's articles go: a folder with a file for each page, one file of rows that grows beside
its name, or standard output.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from copydesk.batch.arrow import import_arrow
from copydesk.batch.plan import CONTAINERS, FAILURES, Entry, Refused
from copydesk.batch.worker import FAILED, Done, Outcome
from copydesk.sources.compression import zstd
from copydesk.text.display import shown_name
from copydesk.text.url import parts_of
from copydesk.writers import SUFFIXES
from copydesk.writers.json import dumps

ENDINGS = {".jsonl": "jsonl", ".jsonl.gz": "gz", ".jsonl.zst": "zst", ".parquet": "arrow"}
"""How the name of a one-file output ends, and how its rows are packed."""


MOST_NAME = 255
"""Bytes in a file's name."""


class Output(Protocol):
    """What takes the articles of a run."""

    def begin(self, length: int) -> None:
        """Goes on after so many bytes of what has been written."""

    def put(self, done: Done) -> int:
        """Takes what came of a task; how long the output is now. Raises OSError, Refused."""

    def finish(self) -> None:
        """The run is whole."""


def packing_of(out: str) -> str:
    """How the rows of an output are packed; empty where it is a folder."""
    if out == "-":
        return "jsonl"
    return next((packing for ending, packing in ENDINGS.items() if out.endswith(ending)), "")


def libraries(packing: str) -> None:
    """Raises MissingLibrary where an output needs a library that is not installed."""
    if packing == "zst":
        zstd()
    if packing == "arrow":
        import_arrow()


def place_of(out: Path, packing: str) -> tuple[Path, Path]:
    """Where an output's journal stands, and its list of failures."""
    if packing:
        return out.with_name(f".{out.name}.copydesk"), out.with_name(f"{out.name}.{FAILURES}")
    return out / ".copydesk", out / FAILURES


class Folder:
    """A file for each page, at its input's path under the output's folder; the pages of a container
    stand in a folder that is called as it is.
    """

    def __init__(self, folder: Path, form: str, journal: Path) -> None:
        self._folder = str(folder)
        self._suffix = SUFFIXES[form]
        self._part = str(journal / "page.new")
        self._made = ""

    def check(self, entries: Iterable[Entry]) -> None:
        """Raises Refused where something stands already in the place of an output."""
        for entry in entries:
            path = (
                self._path(entry.name)
                if entry.form not in CONTAINERS
                else os.path.join(self._folder, entry.name)
            )
            if os.path.lexists(path):
                raise Refused(
                    f"{shown_name(path)} is there already, and not from this run: move "
                    f"it away, or name another --out"
                )

    def remove(self, entries: Iterable[Entry]) -> None:
        """Takes away what an earlier run wrote for these inputs."""
        ours = re.compile(rf"\d{{9}}[^/]*{re.escape(self._suffix)}")
        for entry in entries:
            if entry.form not in CONTAINERS:
                Path(self._path(entry.name)).unlink(missing_ok=True)
                continue
            for shelf in Path(self._folder, entry.name).glob("[0-9]*"):
                for page in shelf.iterdir():
                    if ours.fullmatch(page.name):
                        page.unlink()

    def begin(self, length: int) -> None:
        """Nothing grows here."""

    def put(self, done: Done) -> int:
        """Writes each page that was read."""
        for outcome in done.outcomes:
            if outcome.status != FAILED:
                self._write(
                    self._path(outcome.target, outcome), outcome.text.encode("utf-8", "replace")
                )
        return 0

    def finish(self) -> None:
        """Nothing is left to do."""

    def _path(self, target: str, outcome: Outcome | None = None) -> str:
        path = os.path.join(self._folder, target)
        if outcome is None or not outcome.number:
            return _fitting(path + self._suffix, self._suffix)
        return os.path.join(
            path,
            f"{outcome.number // 1000:06d}",
            f"{outcome.number:09d}{_slug(outcome.url)}{self._suffix}",
        )

    def _write(self, path: str, data: bytes) -> None:
        """Writes a file, whole or not at all. What this run wrote before it was stopped stands
        already, and is the same.
        """
        folder = os.path.dirname(path)
        if folder != self._made:
            os.makedirs(folder, exist_ok=True)
            self._made = folder
        if os.path.lexists(path):
            if not _holds(path, data):
                raise Refused(
                    f"{shown_name(path)} is there already, and not from this run: move "
                    f"it away, or name another --out"
                )
            return
        with open(self._part, "wb") as file:
            file.write(data)
        os.rename(self._part, path)


def _holds(path: str, data: bytes) -> bool:
    with open(path, "rb") as file:
        return file.read(len(data) + 1) == data


def _fitting(path: str, suffix: str) -> str:
    """A path whose last name a file system takes; a longer one is cut short and has a mark of the
    whole.
    """
    folder, name = os.path.split(path)
    if len(os.fsencode(name)) <= MOST_NAME:
        return path
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
    start = os.fsencode(name)[: MOST_NAME - len(mark) - len(suffix) - 1].decode("utf-8", "ignore")
    return os.path.join(folder, f"{start}-{mark}{suffix}")


def _slug(url: str | None) -> str:
    """An address as a part of a file's name: letters, digits and hyphens, so that it can lead
    nowhere.
    """
    parts = parts_of(url)
    plain = (
        re.sub(r"[^a-z0-9]+", "-", f"{parts.netloc} {parts.path}".lower()[:200])
        .strip("-")[:60]
        .strip("-")
    )
    return f"-{plain}" if plain else ""


class Growing:
    """A file that blocks are appended to; it grows as `NAME.partial` and has its name when it is
    whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.partial = path.with_name(f"{path.name}.partial")
        self._file: IO[bytes] | None = None
        self._length = 0

    def begin(self, length: int) -> None:
        """Goes on after so many bytes. Raises Refused where there are not so many."""
        if length and not self.partial.exists() and self._is_named(length):
            return  # the run was stopped after this had its name
        try:
            self._file = open(self.partial, "r+b" if length else "wb", buffering=0)  # noqa: SIM115 - it is open as long as the run is
            there = os.fstat(self._file.fileno()).st_size
        except FileNotFoundError:
            there = 0
        if there < length or self._file is None:
            raise Refused(
                f"{shown_name(str(self.partial))} is not as the run left it when it "
                f"was stopped: --fresh starts it again"
            )
        self._file.truncate(length)
        self._file.seek(length)
        self._length = length

    def _is_named(self, length: int) -> bool:
        return self.path.exists() and self.path.stat().st_size == length

    def append(self, block: bytes) -> int:
        """Appends all of a block; the length then. Raises OSError."""
        rest = memoryview(block)
        while rest and self._file:
            try:
                rest = rest[self._file.write(rest) :]
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(self.partial)) from error
        self._length += len(block)
        return self._length

    def finish(self) -> None:
        """Gives the file its name; an empty one has none."""
        if self._file:
            self._file.close()
            self.named()

    def named(self) -> None:
        """The file is whole."""
        if self._length:
            self.partial.replace(self.path)
        else:
            self.partial.unlink()


class OneFile(Growing):
    """All rows in one file."""

    def put(self, done: Done) -> int:
        """Appends a block of rows."""
        return self.append(done.block)

    def named(self) -> None:
        """The file is whole; a run without any page gives an empty one."""
        self.partial.replace(self.path)


class Parquet(OneFile):
    """All rows in one Parquet file, which is made of the partial one at the end."""

    def _is_named(self, length: int) -> bool:
        return self.path.exists()

    def named(self) -> None:
        """Writes the file."""
        from copydesk.batch.table import write_parquet

        whole = self.path.with_name(f".{self.path.name}.copydesk") / "whole.new"
        write_parquet(self.partial, whole)
        whole.replace(self.path)
        self.partial.unlink()


class Stream:
    """Rows to standard output, as soon as they are there."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def begin(self, length: int) -> None:
        """A stream begins at its beginning."""

    def put(self, done: Done) -> int:
        """Writes a block of rows."""
        self._file.write(done.block)
        self._file.flush()
        return 0

    def finish(self) -> None:
        """Nothing is left to do."""


class Failed(NamedTuple):
    """A line of the list of failures."""

    input: str
    record: int | None
    offset: int | None
    url: str | None
    error: str


def failures_in(done: Done) -> bytes:
    """The failures of a task as lines of JSON: the input, the record and where it begins, and
    why.
    """
    failed = (
        Failed(one.name, one.number or None, one.offset if one.number else None, one.url, one.why)
        for one in done.outcomes
        if one.status == FAILED
    )
    return "".join(dumps(one._asdict()) + "\n" for one in failed).encode()
