"""How far a run is, kept so that a run which was killed goes on where it stopped.

Everything is done in the inputs' order, so one place says it all: the number of the input, and of
its last record that is done, with the lengths that the growing files had then. It stands in
`state.json`, which is replaced as a whole after each task; what was written after it is cut off,
and written again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, NamedTuple

from copydesk.batch.plan import Entry, Refused
from copydesk.batch.tally import Tally
from copydesk.text.display import shown_name

STATE = "state.json"
LIST = "list.jsonl"


class State(NamedTuple):
    """How far a run is. `run` says which run: the version, the options and what stood in the way of
    names. `output` and `failures` are lengths in bytes.
    """

    run: dict[str, Any]
    place: tuple[int, int, int] = (0, 0, 0)
    output: int = 0
    failures: int = 0
    tally: Tally = Tally()
    finished: bool = False


class Journal:
    """A run's folder: its state, the list of its inputs, and files that are not yet whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self) -> State | None:
        """The state of the run that was here; None where there was none. Raises Refused for one
        that cannot be read.
        """
        try:
            text = (self.folder / STATE).read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            found = json.loads(text)
            return State(
                **found | {"place": tuple(found["place"]), "tally": Tally.load(found["tally"])}
            )
        except (ValueError, TypeError, KeyError):
            raise Refused(
                f"The journal {shown_name(str(self.folder / STATE))} is damaged: "
                f"use --fresh to start again"
            ) from None

    def load_or_none(self) -> State | None:
        """The state, and of one that cannot be read only that it was there."""
        try:
            return self.load()
        except Refused:
            return State({})

    def save(self, state: State) -> None:
        """Replaces the state."""
        part = self.folder / f"{STATE}.new"
        part.write_text(json.dumps(state._asdict() | {"tally": state.tally.dump()}), "utf-8")
        part.replace(self.folder / STATE)

    @property
    def list(self) -> Path:
        """Where the list of inputs stands."""
        return self.folder / LIST

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else's while this lasts. Raises Refused where another run is at work."""
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


def first_change(then: IO[str], now: IO[str]) -> str | None:
    """What is another than it was in the list of inputs, as a sentence; None where nothing is."""
    then.seek(0)
    now.seek(0)
    for old in then:
        new = now.readline()
        if new != old:
            return _change(Entry.load(old), Entry.load(new) if new else None)
    more = now.readline()
    return f"{shown_name(Entry.load(more).path)} was added" if more else None


def _change(old: Entry, new: Entry | None) -> str:
    if new and new.path == old.path:
        return f"{shown_name(old.path)} has changed"
    return (
        f"{shown_name(old.path)} was removed"
        if new is None or new.path > old.path
        else f"{shown_name(new.path)} was added"
    )


@cache
def this_version() -> str:
    """The version of copydesk, and a mark that differs where any of its files does: another filter
    gives another output.
    """
    mark = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".json", ".txt", ".npz", ".bin"):
            mark.update(path.read_bytes())
    return f"{version('copydesk')} {mark.hexdigest()[:16]}"
