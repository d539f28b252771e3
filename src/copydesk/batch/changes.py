"""Compares the inputs of a run with those that its journal has."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, Any, Literal, NamedTuple

from copydesk.batch.journal import InputRecord, Journal, State, digest_of
from copydesk.batch.plan import CONTAINERS, Entry, Refused, listed
from copydesk.sources.spool import Spool
from copydesk.sources.storage import file_at, is_address
from copydesk.text.display import shown_name

# "pending": listed by an interrupted run, and not read yet.
Kind = Literal["new", "pending", "changed", "retry", "gone", "left out"]
# Inputs of these kinds are not read.
ABSENT: tuple[Kind, ...] = ("gone", "left out")
# Paths of inputs of one kind that a message names.
MAX_NAMED = 3


class Known(NamedTuple):
    """An input in the journal.

    `pages` and `failed` count its pages. The digest is None, and both are 0, where it was not read.
    """

    number: int
    entry: Entry
    digest: str | None
    pages: int
    failed: int


@dataclass
class Changes:
    """The work of a run, compared with the journal.

    `counts`: inputs of each kind. `size`, `forms`: bytes and forms of those to read. `named`: the
    first paths of each kind. The numbers are those of inputs in the journal's list: `dropped`,
    whose records no longer hold; `touched`, with another time and the same content; `gone`.
    `pages` and `failed` count the pages of the absent inputs of each kind.
    `removed`: inputs whose earlier outputs are to be removed. `resumed`: the container in which the
    last run was interrupted.
    """

    counts: Counter[Kind] = field(default_factory=Counter)
    size: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    named: dict[Kind, list[str]] = field(default_factory=dict)
    dropped: dict[int, Entry] = field(default_factory=dict)
    touched: dict[int, Entry] = field(default_factory=dict)
    gone: dict[int, Entry] = field(default_factory=dict)
    pages: Counter[Kind] = field(default_factory=Counter)
    failed: Counter[Kind] = field(default_factory=Counter)
    removed: list[Entry] = field(default_factory=list)
    resumed: Entry | None = None

    @property
    def to_read(self) -> int:
        """The number of inputs that a run has to read."""
        absent = sum(self.counts[kind] for kind in ABSENT)
        return self.counts.total() - absent + (self.resumed is not None)

    def count(self, kind: Kind, entry: Entry) -> None:
        """Count an input."""
        self.counts[kind] += 1
        if kind not in ABSENT:
            self.size += entry.size
            self.forms[entry.form] += 1
        named = self.named.setdefault(kind, [])
        if len(named) < MAX_NAMED:
            named.append(entry.path)

    def names(self, kind: Kind) -> str:
        """Format the first paths of a kind."""
        more = self.counts[kind] - len(self.named.get(kind, []))
        return ", ".join(map(shown_name, self.named.get(kind, []))) + (
            f" and {more:,} more" if more else ""
        )


class JournalComparison:
    """Compares a list of inputs with a journal, input by input.

    Nothing of a large folder is kept in memory except what changed.
    """

    def __init__(self, journal: Journal, state: State, retry_failed: bool) -> None:
        self._journal = journal
        self._state = state
        self._retry = retry_failed
        self.changes = Changes()

    def pending(self, planned: IO[str]) -> Iterator[tuple[Kind, Entry]]:
        """Yield the inputs to read, in order, and those that are gone.

        Raises Refused where the container in which the last run was interrupted has changed.
        """
        with Spool() as spool:
            for number, (entry, record) in enumerate(self._journal.known(self._state)):
                spool.put(_key(entry), [number, entry, *_of_record(record)])
            for _, found in listed(planned):
                kind, entry = self._compared(found, _known(spool.take(_key(found))))
                if kind:
                    self.changes.count(kind, entry)
                    yield kind, entry
            for _, value in spool:
                known = _known(value)
                if known:
                    yield from self._absent(known)

    def _compared(self, entry: Entry, known: Known | None) -> tuple[Kind | None, Entry]:
        if known is None:
            return "new", entry
        entry = entry._replace(name=known.entry.name)
        if known.digest is None:
            return self._unread(entry, known)
        kind = self._kind(entry, known)
        if kind is None or kind == "gone":
            return kind, known.entry
        self.changes.dropped[known.number] = known.entry
        if entry.form in CONTAINERS or known.entry.form in CONTAINERS:
            self.changes.removed.append(known.entry)
            return kind, entry
        return kind, entry._replace(again=True)

    def _kind(self, entry: Entry, known: Known) -> Kind | None:
        """Compare an input that was read."""
        if _same(entry, known.entry):
            return "retry" if self._retry and known.failed else None
        if not entry.changed:
            # It cannot be opened, so the output of the earlier run is kept.
            self._note("gone", known)
            return "gone"
        if known.digest and digest_of(entry) == known.digest:
            self.changes.touched[known.number] = entry
            return None
        return "changed"

    def _unread(self, entry: Entry, known: Known) -> tuple[Kind | None, Entry]:
        """Compare an input that was listed but not read, or not to its end."""
        same = _same(entry, known.entry)
        if self._is_begun(known):
            if not same:
                raise _interrupted(known.entry, "has changed")
            self.changes.resumed = known.entry
            return None, entry
        # A run that was killed may have written its output without recording it.
        again = known.entry.again or not same
        return ("changed" if known.entry.again else "pending"), entry._replace(again=again)

    def _absent(self, known: Known) -> Iterator[tuple[Kind, Entry]]:
        """Count an input that this run does not list; yield it if it is gone.

        A file that exists was left out by a pattern or by another INPUT, so its outputs stay.
        """
        kind: Kind = "left out" if file_at(known.entry.path).exists() else "gone"
        if known.digest is not None:
            self._note(kind, known)
            self.changes.count(kind, known.entry)
            if kind == "gone":
                yield kind, known.entry
        elif self._is_begun(known):
            raise _interrupted(known.entry, "was removed" if kind == "gone" else "was left out")
        else:
            self.changes.removed.append(known.entry)

    def _note(self, kind: Kind, known: Known) -> None:
        if kind == "gone":
            self.changes.gone[known.number] = known.entry
        self.changes.pages[kind] += known.pages
        self.changes.failed[kind] += known.failed

    def _is_begun(self, known: Known) -> bool:
        number, record, _ = self._state.place
        return known.number == number and record > 0


def _interrupted(entry: Entry, what: str) -> Refused:
    return Refused(
        f"{shown_name(entry.path)} {what} since the run was interrupted in it: use --fresh to "
        f"start again"
    )


def _key(entry: Entry) -> str:
    return entry.path if is_address(entry.path) else os.path.normpath(PurePath(entry.path))


def _of_record(record: InputRecord | None) -> tuple[str | None, int, int]:
    """Return the digest of an input and its counts of pages and failures."""
    return (record.digest, record.tally.pages, record.tally.failed) if record else (None, 0, 0)


def _known(value: Any) -> Known | None:  # noqa: ANN401 - a value of JSON
    if value is None:
        return None
    number, entry, digest, pages, failed = value
    return Known(number, Entry.of(entry), digest, pages, failed)


def _same(one: Entry, other: Entry) -> bool:
    return (one.size, one.changed) == (other.size, other.changed)
