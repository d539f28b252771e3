"""Two texts shown as one: what is gone between `[-` and `-]`, what is new between `{+` and `+}`, as git shows changed words."""

from __future__ import annotations

from rich.text import Text

from copydesk.views.visible import visible
from copydesk.views.words import pieces

MARKS = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
"""What stands before and after a piece, and its colour: the marks stand without colour too, for pipes and for who cannot tell red from green."""


def changed(old: str, new: str) -> Text:
    """The word diff of two texts from pages, safe to show."""
    text = Text()
    for piece in pieces(old, new):
        before, after, style = MARKS[piece.call]
        text.append(f"{before}{visible(piece.text)}{after}", style)
    return text
