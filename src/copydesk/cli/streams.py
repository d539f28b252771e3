"""Messages to stderr, data to stdout, and the console for views."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING

from copydesk.text.display import visible

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
"""The width of a view that goes to no terminal, unless COLUMNS says another."""


def say(sentence: str) -> None:
    """Writes a sentence to stderr. The caller escapes names in it."""
    try:
        end = "" if sentence.endswith((".", "?")) else "."
        sys.stderr.write(f"copydesk: {sentence}{end}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        pass


def put(text: str | bytes) -> None:
    """Writes data to stdout and flushes it.

    On a terminal control characters are escaped; a lone surrogate becomes U+FFFD.
    """
    if sys.stdout.isatty():
        text = visible(text if isinstance(text, str) else text.decode(errors="replace"))
    sys.stdout.buffer.write(text if isinstance(text, bytes) else encoded(text))
    sys.stdout.buffer.flush()


def encoded(text: str) -> bytes:
    """The text as UTF-8, whatever it holds."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def console(pager: IO[str] | None = None) -> Console:
    """The console on stdout, or on what a pager reads: colour on a terminal or where FORCE_COLOR
    asks for it, none where NO_COLOR does.
    """
    from copydesk.cli.screen import Screen
    from copydesk.views.palette import in_colour

    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    paged = True if pager else None
    made = in_colour(
        lambda system: Screen(
            file=pager,
            force_terminal=paged,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
            color_system=system,
        )
    )
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        made.width = PIPED_WIDTH
    return made
