"""The inputs of a run, as the journal lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from copydesk.sources.container import Container
from copydesk.sources.jsonl import DEFAULT_NAMES, ColumnNames

CONTAINERS = ("rows", "warc", "parquet")
# The list of failed pages: in OUT, or beside it with the output's name before.
FAILURES = "failures.jsonl"
STANDARD_INPUT = "-"


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


def listed(file: IO[str], first: int = 0) -> Iterator[tuple[int, Entry]]:
    """Yield the inputs of a list with their numbers, from number `first`."""
    file.seek(0)
    for number, line in enumerate(file):
        if number >= first:
            yield number, Entry.load(line)
