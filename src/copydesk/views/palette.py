"""The colours of every view, from the 216 that themes leave alone.

Each has a contrast of at least 4 to black and to white, so a view is readable on any background.
Removed text is orange and kept or added text blue, which readers with red-green blindness can
distinguish. Colour never carries information that a mark does not.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

    AnyConsole = TypeVar("AnyConsole", bound=Console)

# Cut or removed: orange, #af5f00.
CUT = "color(130)"
# Kept again or added: blue, #0087af.
KEPT = "color(31)"
# Taken or read by a field, and names: purple, #af5faf.
FIELD = "color(133)"
# A cut held back: olive, #5f8700.
HELD = "color(64)"
# Secondary text: grey, #767676. Terminals' own faint text is unreadable on some backgrounds.
QUIET = "color(243)"


def in_colour(make: Callable[[Literal["auto", "256"] | None], AnyConsole]) -> AnyConsole:
    """Return the console that `make` gives for the best colour system.

    NO_COLOR gives none. Where TERM claims no more than 16 colours (`xterm`, `screen`, `linux`), 256
    are used all the same: terminals with these names have supported them for ten years, and the
    nearest of the 16 to some of these colours is white on white.
    """
    if os.environ.get("NO_COLOR"):
        return make(None)
    made = make("auto")
    return make("256") if made.color_system == "standard" else made
