"""Reads hard-wrapped text: its column, and the lines that continue."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.readers.text_lines import DumpLine
from copydesk.text.lazy_pattern import lazy_pattern

NARROWEST, WIDEST = 50, 120
"""Columns between which mailers, terminals and typists break lines (72 and 80 most often)."""
RAGGED = 14
"""A wrapped line ends within so many characters of the column: the length of a long word."""
FEWEST = 4
"""So many full lines show a column; three headlines of equal length do not."""
FULL_SHARE = 0.5
"""The least share of the characters of lines of half the column or more that are in full lines:
last lines of paragraphs are the rest.
"""
LEAST_SHARE = 0.25
"""The least share of the page's characters that are in full lines: a terminal's browser writes a
site's menus and addresses around a short story.
"""
OVER_SHARE = 0.05
"""The most that may be in longer lines (an address that no word break would shorten)."""
BROKEN_SHARE = 0.6
"""The least share of the full lines that go on in the next: the others end paragraphs that happened
to fill the line.
"""
STOPPED_SHARE = 0.4
"""The most of the broken lines that may end with a stop: a column falls where it will, sentences of
one length end where they end.
"""
STOP = lazy_pattern(r"[.!?…。][\"”’»)]*$")
SLACK = 5
"""Characters that a line broken by hand ends before the column.

Such a line goes on in the next one only where it does not end a sentence.
"""


def wrap_column(lines: Sequence[DumpLine]) -> int:
    """Return the column at which the page's lines were broken.

    0 where each line is a block.
    """
    widths = [line.indent + line.end - line.start for line in lines]
    total = sum(widths)
    column = max((width for width in widths if width <= WIDEST), default=0)
    over = sum(width for width in widths if width > WIDEST)
    full = [at for at, width in enumerate(widths) if column - RAGGED < width <= column]
    least = max(
        LEAST_SHARE * total, FULL_SHARE * sum(width for width in widths if 2 * width >= column)
    )
    if (
        column < NARROWEST
        or over > OVER_SHARE * total
        or len(full) < FEWEST
        or sum(widths[at] for at in full) < least
    ):
        return 0
    broken = [
        at for at in full if at + 1 < len(lines) and goes_on(lines[at], lines[at + 1], column)
    ]
    stopped = sum(1 for at in broken if STOP.search(lines[at].text[-3:]))
    return (
        column
        if len(broken) >= BROKEN_SHARE * len(full) and stopped <= STOPPED_SHARE * len(broken)
        else 0
    )


def goes_on(line: DumpLine, following: DumpLine, column: int) -> bool:
    """Whether a line was broken before the following line.

    The first word of that would not have fitted on this one, and no blank line or marker is between
    them.
    """
    if (
        following.blank
        or following.kind not in ("paragraph", "quote")
        or line.kind in ("heading", "code")
    ):
        return False
    if following.kind == "quote" and line.kind != "quote":
        return False
    word = following.text.split(" ", 1)[0]
    slack = 0 if STOP.search(line.text[-3:]) else SLACK
    return line.indent + line.end - line.start + 1 + len(word) > column - slack
