"""Reads the marker of a line: a bullet, number, hash, bar or fence.

The lines around it confirm or refute the marker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.text.lazy_pattern import lazy_pattern

MARKER = lazy_pattern(
    r"(?P<heading>#{1,6}|\*\*(?=\s))\s+|(?P<bullet>[*•‣◦▪●○■□►▸▶·+–-]|o)\s+|(?P<quote>>)\s*(?=\S)|"
    r"(?P<number>\d{1,3})[.)]\s+(?=\S)"
)
MARKS = frozenset("|#*•‣◦▪●○■□►▸▶·+–-o>0123456789`~")
"""First characters of a line with a marker or a fence."""
FENCE = lazy_pattern(r"(```+|~~~+)\s*[\w+#.-]*\s*$")
UNSURE = frozenset("-–+o")
"""Bullets that are one only in company: alone they open a speech, a dateline, a continued clause,
or (`o`) are a word.
"""
SPOKEN = lazy_pattern(r"[.!?…»\"”]$")
MIN_BARS = 3
"""Bars of a table's row; a line between two is a sentence in a box."""
MAX_ROWS = 200
"""Rows among which the rule of a table's head is looked for."""
MIN_RULE = 3
"""Signs of a rule under a heading."""
QUOTED_WORDS = 5
"""A quoted line has at least five words; `> News` is a step of a breadcrumb."""


class MarkedLine(NamedTuple):
    """A line of the source, with what its marker claims."""

    start: int
    end: int
    blank: int
    indent: int
    first: int
    claim: str
    mark: str


def claim_of(text: str) -> tuple[str, str, int]:
    """Return (kind or empty, marker, offset of the text) of a line.

    The kind is the one that the line's marker claims.
    """
    if text[0] in "`~":
        return ("fence", text[:3], 0) if FENCE.match(text) else ("", "", 0)
    if text[0] == "|":
        return (_row_claim(text), "|", 0)
    match = MARKER.match(text)
    if match is None or match.lastgroup is None or match.end() == len(text):
        return "", "", 0
    return (
        match.lastgroup,
        match[match.lastgroup],
        0 if match.lastgroup == "number" else match.end(),
    )


def _row_claim(text: str) -> str:
    """`row` for a table row in bars, `ruled` for the rule below its head.

    Empty for any other line.
    """
    if text[-1] != "|" or text.count("|") < MIN_BARS:
        return ""
    return "row" if any(map(str.isalnum, text)) else "ruled"


def fences(source: str, raws: Sequence[MarkedLine]) -> dict[int, int]:
    """Return the numbers of opening fences -> those of the closing ones.

    A fence that nothing closes is left out.
    """
    found: dict[int, int] = {}
    bare: dict[str, int] = {}
    for number in range(len(raws) - 1, -1, -1):
        if raws[number].claim == "fence":
            if raws[number].mark in bare:
                found[number] = bare[raws[number].mark]
            if source[raws[number].end - 1] in "`~":
                bare[raws[number].mark] = number
    return found


class ItemDepth:
    """The depth of an item, by its indentation among the items before it."""

    def __init__(self) -> None:
        self.indents: list[int] = []

    def of(self, indent: int) -> int:
        """The depth of the next item, from 1 to 9."""
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return min(len(self.indents), 9)


def kind_of(
    source: str, raws: Sequence[MarkedLine], at: int, depth: ItemDepth
) -> tuple[str, int, int]:
    """A line's kind, the source offset where its text begins, and its level."""
    raw = raws[at]
    if raw.claim == "row" and _in_table(raws, at):
        inner = source[raw.start + 1 : raw.end]
        return "table-row", raw.end - len(inner.lstrip()), 0
    if raw.claim == "heading":
        return "heading", raw.first, len(raw.mark)
    if (raw.claim == "bullet" and _in_company(source, raws, at)) or (
        raw.claim == "number" and _in_sequence(raws, at)
    ):
        return "item", raw.first, depth.of(raw.indent)
    if raw.claim == "quote" and source.count(" ", raw.first, raw.end) >= QUOTED_WORDS - 1:
        return "quote", raw.first, 0
    return "paragraph", raw.start, 0


def _in_table(raws: Sequence[MarkedLine], at: int) -> bool:
    """Whether the rule of a table's head is among the adjacent rows."""
    for step in (1, -1):
        number = at + step
        while 0 <= number < len(raws) and abs(number - at) <= MAX_ROWS:
            if raws[max(number, number - step)].blank:
                break
            if raws[number].claim == "ruled":
                return True
            if raws[number].claim != "row":
                break
            number += step
    return False


def is_underlined(source: str, raws: Sequence[MarkedLine], at: int) -> bool:
    """Whether the next line is the rule that Markdown puts under a heading."""
    if at + 1 == len(raws) or raws[at + 1].blank:
        return False
    rule = source[raws[at + 1].start : raws[at + 1].end]
    return len(rule) >= MIN_RULE and not rule.strip("=")


def _in_company(source: str, raws: Sequence[MarkedLine], at: int) -> bool:
    """Whether a bullet is sure, or confirmed by one within three lines.

    A line of speech is not an item.
    """
    raw = raws[at]
    if raw.mark not in UNSURE:
        return True
    if raw.mark == "–" and SPOKEN.search(source, raw.start, raw.end):
        return False
    near = [*raws[max(0, at - 3) : at], *raws[at + 1 : at + 4]]
    if raw.mark == "o":
        return raw.indent > 0 and any(
            other.claim == "bullet" and (other.mark in "*+" or other.indent == raw.indent)
            for other in near
        )
    return any(other.mark == raw.mark and other.claim == "bullet" for other in near)


def _in_sequence(raws: Sequence[MarkedLine], at: int) -> bool:
    """Whether a near line has the number before or after this one."""
    number = int(raws[at].mark)
    near = [*raws[max(0, at - 12) : at], *raws[at + 1 : at + 13]]
    return any(other.claim == "number" and abs(int(other.mark) - number) == 1 for other in near)
