"""The colours of every view, from the 216 that terminal themes leave as they are.

Each has a contrast of at least 4 to black and to white, so that a view is read on any background;
what is gone and what is kept or new are orange and blue, which who cannot tell red from green tells
apart. No colour says what no mark says too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

    AnyConsole = TypeVar("AnyConsole", bound=Console)

CUT = "color(130)"
"""What goes or is gone: orange, #af5f00."""
KEPT = "color(31)"
"""What is kept again or new: blue, #0087af."""
FIELD = "color(133)"
"""What a field took or read, and names: purple, #af5faf."""
HELD = "color(64)"
"""A cut held back: olive, #5f8700."""
QUIET = "color(243)"
"""What stands beside the text: grey, #767676. (Faint text, as terminals make it, cannot be read on
some backgrounds.)
"""


def in_colour(make: Callable[[Literal["auto", "256"] | None], AnyConsole]) -> AnyConsole:
    """The console that `make` gives for a system of colours: none where NO_COLOR says so, else what
    the terminal has.

    Where TERM speaks of no more than 16 colours (`xterm`, `screen`, `linux`), of which the nearest
    to some of these is white on white, it is given the 256 all the same: terminals that go by these
    names have shown them for ten years, Linux's own by the nearest that it has.
    """
    if os.environ.get("NO_COLOR"):
        return make(None)
    made = make("auto")
    return make("256") if made.color_system == "standard" else made
