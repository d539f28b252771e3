"""Collects records of inputs for the journal, in the order of the list."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from copydesk.batch.journal import InputRecord, digest_of
from copydesk.batch.plan import CONTAINERS, Entry
from copydesk.batch.tally import Tally
from copydesk.batch.worker import Done, Outcome, Task


class ReadInputs:
    """The inputs that a run reads, each recorded when all its pages are done.

    `current` counts the pages of the container that is being read.
    """

    def __init__(
        self, entries: Iterator[tuple[int, Entry]], current: Tally, inputs: Container[str]
    ) -> None:
        self._entries = entries
        self._next = next(entries, None)
        self._inputs = inputs
        self.current = current

    def records(self, task: Task, done: Done) -> bytes:
        """Return the records of the inputs that a task completed."""
        number, record, _ = task.place
        in_container = record > 0
        found = self._until(number, () if in_container else done.outcomes)
        if in_container:
            self.current = self.current.plus(done.outcomes, self._inputs)
        return found

    def rest(self) -> bytes:
        """Return the records of all other inputs, read to their end."""
        return self._until(None, ())

    def _until(self, number: int | None, outcomes: Sequence[Outcome]) -> bytes:
        """Return the records of inputs before a number; all have outcomes."""
        lines, pages = [], iter(outcomes)
        while self._next and (number is None or self._next[0] < number):
            entry = self._next[1]
            if entry.form in CONTAINERS:
                tally, self.current = self.current, Tally()
            else:
                tally = Tally().plus([next(pages)], self._inputs)
            lines.append(InputRecord(digest_of(entry), tally).dump())
            self._next = next(self._entries, None)
        return b"".join(lines)
