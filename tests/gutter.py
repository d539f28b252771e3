"""Gutter marks: the notation of cases and fixtures for the fate of each line of a page.

    two spaces   unchanged         `- ` cut             `~ ` cut before by an earlier filter
    `+ `         kept again        `* field: ` claimed by that field

Inside a line: `[-words-]` cut, `[+words+]` kept again, `[*field: words*]` claimed by that field.
"""

from __future__ import annotations

import re
from typing import NamedTuple

INLINE = re.compile(
    r"\[-(?P<cut>.*?)-\]|\[\+(?P<keep>.*?)\+\]|\[\*(?P<field>[a-z_]+): (?P<taken>.*?)\*\]",
    re.DOTALL,
)


class Piece(NamedTuple):
    """Half-open offsets of a marked part of a line, and its mark: `-`, `+` or a field's name."""

    start: int
    end: int
    mark: str


class Line(NamedTuple):
    """One line of a case: its gutter mark (` `, `-`, `~`, `+`, `*`), the field of a `*`, its text
    without marks, the marked parts.
    """

    mark: str
    field: str
    text: str
    pieces: tuple[Piece, ...]


def parse_line(line: str) -> Line:
    """A line of a case. Raises ValueError where it does not begin with a gutter mark and a
    space.
    """
    if len(line) < 3 or line[0] not in " -~+*" or line[1] != " ":
        raise ValueError(f"A case line begins with a gutter mark and a space: {line!r}")
    mark, rest, field = line[0], line[2:], ""
    if mark == "*":
        field, _, rest = rest.partition(": ")
    text, pieces, at = "", [], 0
    for match in INLINE.finditer(rest):
        text += rest[at : match.start()]
        words = match["cut"] or match["keep"] or match["taken"]
        pieces.append(
            Piece(
                len(text),
                len(text) + len(words),
                "-" if match["cut"] else "+" if match["keep"] else match["field"],
            )
        )
        text += words
        at = match.end()
    return Line(mark, field, text + rest[at:], tuple(pieces))


def show(line: Line) -> str:
    """A line as it is written in a case."""
    text = line.text
    for piece in sorted(line.pieces, reverse=True):
        words = text[piece.start : piece.end]
        wrapped = (
            f"[-{words}-]"
            if piece.mark == "-"
            else f"[+{words}+]"
            if piece.mark == "+"
            else f"[*{piece.mark}: {words}*]"
        )
        text = text[: piece.start] + wrapped + text[piece.end :]
    return f"{line.mark} {line.field + ': ' if line.field else ''}{text}".replace("\n", "⏎")
