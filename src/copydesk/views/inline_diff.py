"""Shows two texts as one, with removed and added words marked.

Removed words are between `[-` and `-]`, added words between `{+` and `+}`, as in git's word diff.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from copydesk.text.display import visible
from copydesk.views import palette
from copydesk.views.word_diff import DiffPiece, pieces, word_starts

# Opening mark, closing mark and colour. The marks are written without colour as well, for pipes
# and for readers who cannot distinguish the colours.
CHANGE_MARKS = {"gone": ("[-", "-]", palette.CUT), "new": ("{+", "+}", palette.KEPT)}
# A text with more characters than this per space is in a script without spaces.
MAX_WORD_LENGTH = 20
# Shows a line break that was itself removed or added.
BREAK_SIGN = "¶"


def inline_diff(old: str, new: str, context: int | None = None) -> Text:
    """Return the word diff of two texts from pages, safe to display.

    With `context`, only that many words around each change are shown and `…` replaces the others.
    Each changed line has marks of its own, so that every line shows whether it is part of a change.
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


def _marked(piece: DiffPiece) -> Iterator[tuple[str, str]]:
    before, after, style = CHANGE_MARKS[piece.call]
    if not piece.text.strip("\n"):
        yield f"{before}{BREAK_SIGN}{after}", style
        if piece.call == "new":
            yield piece.text, ""
        return
    for line in piece.text.splitlines(keepends=True):
        words = line.rstrip("\n")
        if words:
            yield f"{before}{visible(words)}{after}", style
        yield line[len(words) :], ""


def _clipped(text: str, context: int, first: bool, last: bool) -> str:
    """Return the `context` words next to the changes on either side.

    The start of the first piece and the end of the last are clipped.
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
    gap = "" if not before or before[-1].isspace() else " "
    return f"{before}{gap}{dots}{'' if last else ' '}{after}"


def _cuttable(text: str) -> list[int]:
    """Return the offsets where a text may be clipped.

    Words after a space; in a script without spaces, any word.
    """
    starts = word_starts(text)
    spaced = [start for start in starts if not start or text[start - 1].isspace()]
    return spaced if len(spaced) * MAX_WORD_LENGTH > len(text) else starts
