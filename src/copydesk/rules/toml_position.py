"""Finds the position of each key in a TOML file, for messages.

`tomllib` gives positions only for what it cannot parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# The path to a value: keys, and the numbers of tables in an array of tables, from 0.
Path = tuple[str | int, ...]

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|'
    r'#[^\n]*|\n|[\[\]{}]|[^\s"\'#\[\]{}]+|[ \t\r]+',
    re.DOTALL,
)
HEADER = re.compile(r"[ \t]*(\[\[?)([^\]\n]+)\]")
KEY = re.compile(
    r"[ \t]*((?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|\"[^\"\n]*\"|"
    r"'[^'\n]*'))*)[ \t]*="
)


class Position(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


def positions(text: str) -> dict[Path, Position]:
    """Return the positions of all tables and keys of a valid TOML file.

    Members of inline tables are left out.
    """
    found: dict[Path, Position] = {(): Position(1, 1)}
    counts: dict[Path, int] = {}
    table: Path = ()
    for start, line in _statements(text):
        if header := HEADER.match(text, start):
            table = _names(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found[table] = Position(line, header.start(1) - _line_start(text, start) + 1)
        elif key := KEY.match(text, start):
            found[(*table, *_names(key[1]))] = Position(
                line, key.start(1) - _line_start(text, start) + 1
            )
    return found


def position_of(found: dict[Path, Position], path: Sequence[str | int]) -> Position:
    """The place of a value, or of the nearest thing around it that has one."""
    for size in range(len(path), 0, -1):
        if tuple(path[:size]) in found:
            return found[tuple(path[:size])]
    return Position(1, 1)


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offset and line of every line that begins a statement.

    Lines inside a string, an array or an inline table do not.
    """
    depth, line, fresh = 0, 1, True
    for token in TOKEN.finditer(text):
        word = token[0]
        if fresh and not word.isspace() and not word.startswith("#"):
            yield _line_start(text, token.start()), line
            fresh = False
        depth += (word in "[{") - (word in "]}")
        line += word.count("\n")
        if word == "\n" and depth <= 0:
            fresh, depth = True, 0


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _names(written: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(r"[\w-]+|\"[^\"]*\"|'[^']*'", written))
