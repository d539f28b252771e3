"""Two texts shown as one: what is gone between `[-` and `-]`, what is new between `{+` and `+}`, as
git shows changed words.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from copydesk.text.display import visible
from copydesk.views import palette
from copydesk.views.word_diff import Piece, pieces, word_starts

CHANGE_MARKS = {"gone": ("[-", "-]", palette.CUT), "new": ("{+", "+}", palette.KEPT)}
"""What stands before and after a piece, and its colour: the marks stand without colour too, for
pipes and for who cannot tell the colours apart.
"""
LONGEST_WORD = 20
"""Texts with more characters than this between two spaces have none between words."""
BREAK = "¶"
"""A line break that is itself what is gone or new."""


def inline_diff(old: str, new: str, context: int | None = None) -> Text:
    """The word diff of two texts from pages, safe to show. With `context` only so many words stand
    around each change, `…` for the others.

    Each line that is changed has marks of its own, so that no line is part of a change without
    saying so.
    """
    text = Text()
    found = list(pieces(old, new))
    for number, piece in enumerate(found):
        if piece.call == "same":
            text.append(
                visible(
                    piece.text
                    if context is None
                    else _clipped(piece.text, context, number == 0, number == len(found) - 1)
                )
            )
        else:
            for part, style in _marked(piece):
                text.append(part, style)
    return text


def _marked(piece: Piece) -> Iterator[tuple[str, str]]:
    before, after, style = CHANGE_MARKS[piece.call]
    if not piece.text.strip("\n"):
        yield f"{before}{BREAK}{after}", style
        if piece.call == "new":
            yield piece.text, ""
        return
    for line in piece.text.splitlines(keepends=True):
        words = line.rstrip("\n")
        if words:
            yield f"{before}{visible(words)}{after}", style
        yield line[len(words) :], ""


def _clipped(text: str, context: int, first: bool, last: bool) -> str:
    """The words next to the changes on both sides of what is the same; nothing before the first
    change and after the last.
    """
    starts = [*_cuttable(text), len(text)]
    head, tail = (0 if first else context), (0 if last else context)
    if len(starts) <= head + tail + 2:
        return text
    before, between, after = (
        text[: starts[head]],
        text[starts[head] : starts[-1 - tail]],
        text[starts[-1 - tail] :],
    )
    dots = "…\n…" if "\n" in between and before and after else "…"
    return f"{before}{'' if not before or before[-1].isspace() else ' '}{dots}{'' if last else ' '}{after}"


def _cuttable(text: str) -> list[int]:
    """Where words begin after a space; in a script without spaces where any does."""
    starts = word_starts(text)
    spaced = [start for start in starts if not start or text[start - 1].isspace()]
    return spaced if len(spaced) * LONGEST_WORD > len(text) else starts
