"""The journal of a run: what it has read and written so far.

Records are read and written in input order, so a position is enough to resume: the number of the
input in the list and of its last finished record, with the lengths of the files that grow.
`state.json` is replaced after each task; on resuming, what was written after it is truncated and
written again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any, NamedTuple

from copydesk.batch.growing_file import AppendedFile, GrowingFile
from copydesk.batch.plan import FAILURES, Entry, Refused
from copydesk.batch.tally import Tally
from copydesk.sources.storage import is_address
from copydesk.text.display import shown_name

STATE = "state.json"
LIST = "list.jsonl"
READ = "read.jsonl"
# Files of the package that decide what a page gives.
CODE_SUFFIXES = (".py", ".json", ".txt", ".npz", ".bin")


class State(NamedTuple):
    """The state of a run.

    `run` holds the version, the options and the inputs. `place` is the position reached: number of
    the input in the list, number and offset of its last finished record. `output`, `failures` and
    `read` are lengths in bytes. `tally` counts the pages of this run, `earlier` those of earlier
    ones that are still valid, `current` those of the container at `place`.
    """

    run: dict[str, Any]
    place: tuple[int, int, int] = (0, 0, 0)
    output: int = 0
    failures: int = 0
    read: int = 0
    tally: Tally = Tally()
    earlier: Tally = Tally()
    current: Tally = Tally()
    finished: bool = False

    @property
    def total(self) -> Tally:
        """The totals of this and earlier runs."""
        return self.earlier.merged(self.tally)

    def dump(self) -> str:
        """Return the state as JSON."""
        tallies = {name: getattr(self, name).dump() for name in ("tally", "earlier", "current")}
        return json.dumps(self._asdict() | tallies)

    @classmethod
    def load(cls, text: str) -> State:
        """Return the state that `dump` wrote.

        Raises ValueError, TypeError or KeyError.
        """
        found = json.loads(text)
        tallies = {name: Tally.load(found.pop(name)) for name in ("tally", "earlier", "current")}
        return cls(**found | tallies | {"place": tuple(found["place"])})


class InputRecord(NamedTuple):
    """An input that was read: the digest of its content, and its pages.

    The digest is "" where the input cannot be read or is remote; its size and time count then.
    """

    digest: str
    tally: Tally

    def dump(self) -> bytes:
        """Return the record as a line of JSON."""
        return (json.dumps([self.digest, self.tally.dump()]) + "\n").encode()

    @classmethod
    def load(cls, line: bytes) -> InputRecord:
        """Return the record of a line."""
        digest, tally = json.loads(line)
        return cls(digest, Tally.load(tally))


class Journal:
    """The folder of a run's journal.

    `list.jsonl` lists the inputs in order; line n of `read.jsonl` is the record of input n. The
    list of failures is outside the folder, where a user sees it.
    """

    def __init__(self, folder: Path, failures: Path) -> None:
        self.folder = folder
        self.failures = GrowingFile(failures)
        self.list = folder / LIST
        self.read = AppendedFile(folder / READ)

    def load(self) -> State | None:
        """Return the state of the last run, or None without one.

        Raises Refused for a state that cannot be read.
        """
        try:
            self._roll_forward()
            text = (self.folder / STATE).read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            return State.load(text)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Refused(
                f"The journal {shown_name(str(self.folder / STATE))} is damaged: use --fresh to "
                f"start again"
            ) from None

    def load_or_none(self) -> State | None:
        """Return the state of the last run, an empty one if it cannot be read."""
        try:
            return self.load()
        except Refused:
            return State({})

    def save(self, state: State) -> None:
        """Replace the state."""
        part = self.folder / f"{STATE}.new"
        part.write_text(state.dump(), "utf-8")
        part.replace(self.folder / STATE)

    def known(self, state: State) -> Iterator[tuple[Entry, InputRecord | None]]:
        """Yield the inputs in the list, each with its record if it was read."""
        with open(self.list, encoding="utf-8") as entries:
            for line, record in zip_longest(entries, self._records(state.read)):
                yield Entry.load(line), record

    def _records(self, length: int) -> Iterator[InputRecord]:
        if not length:
            return
        with open(self.read.path, "rb") as file:
            while file.tell() < length:
                yield InputRecord.load(file.readline())

    def failed(self, state: State) -> Iterator[dict[str, Any]]:
        """Yield the failures up to this state, as their list has them."""
        growing = self.failures.growing
        path = growing if growing.exists() and not state.finished else self.failures.path
        if state.failures:
            yield from map(json.loads, path.read_bytes()[: state.failures].splitlines())

    def finish_failures(self, length: int) -> None:
        """Complete the list of failures."""
        self.failures.begin(length)
        self.failures.finish()

    def replace(
        self, state: State, entries: IO[str], records: IO[bytes], failures: IO[bytes]
    ) -> None:
        """Replace state, list, records and failures together.

        A process killed at any moment leaves all old or all new.
        """
        with open(self.folder / f"{LIST}.new", "w", encoding="utf-8") as list_copy:
            entries.seek(0)
            shutil.copyfileobj(entries, list_copy)
        for file, name in ((records, READ), (failures, FAILURES)):
            with open(self.folder / f"{name}.new", "wb") as copy:
                file.seek(0)
                shutil.copyfileobj(file, copy)
        part = self.folder / f"{STATE}.new"
        part.write_text(state.dump(), "utf-8")
        part.replace(self.folder / f"{STATE}.next")
        self._roll_forward()

    def _roll_forward(self) -> None:
        """Complete a replacement, once `state.json.next` exists."""
        following = self.folder / f"{STATE}.next"
        if not following.exists():
            return
        for name, path in (
            (LIST, self.list),
            (READ, self.read.path),
            (FAILURES, self.failures.growing),
        ):
            part = self.folder / f"{name}.new"
            if part.exists():
                part.replace(path)
        following.replace(self.folder / STATE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lock the journal. Raises Refused where another run holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            import fcntl
        except ImportError:
            yield
            return
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise Refused(
                f"Another run is writing to {shown_name(str(self.folder.parent))}: "
                f"wait for it, or choose another --out"
            ) from None
        finally:
            os.close(folder)


def digest_of(entry: Entry) -> str:
    """Return a digest of an input's content.

    "" where it cannot be read, is remote, or is not as it was when it was listed.
    """
    if is_address(entry.path) or not os.path.isfile(entry.path):
        return ""
    try:
        with open(entry.path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            found = os.fstat(file.fileno())
    except OSError:
        return ""
    return digest if (found.st_size, found.st_mtime_ns) == (entry.size, entry.changed) else ""


@cache
def this_version() -> str:
    """Return the version of copydesk and a digest of its files.

    A change in any filter may change the output.
    """
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*")):
        if "__pycache__" not in path.parts and path.suffix in CODE_SUFFIXES:
            digest.update(path.read_bytes())
    return f"{version('copydesk')} {digest.hexdigest()[:16]}"
