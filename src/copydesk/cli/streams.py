"""Messages to stderr, data to stdout, and the console for views."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING

import click

from copydesk.text.display import visible

if TYPE_CHECKING:
    from rich.console import Console

QUIET = "copydesk.quiet"
"""The key of --quiet in a context's `meta`."""
PIPED_WIDTH = 100
"""Width of a view outside a terminal, unless COLUMNS gives another."""


def say(sentence: str) -> None:
    """Writes a sentence to stderr. The caller escapes names in it."""
    try:
        end = "" if sentence.endswith((".", "?")) else "."
        sys.stderr.write(f"copydesk: {sentence}{end}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        pass


def hint(sentence: str) -> None:
    """Write a sentence that is not an error to stderr.

    --quiet suppresses it.
    """
    if not click.get_current_context().meta.get(QUIET):
        say(sentence)


def for_reading() -> bool:
    """Return whether a person reads stdout.

    It is a terminal, or FORCE_COLOR is set.
    """
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def put(text: str | bytes) -> None:
    """Writes data to stdout and flushes it.

    On a terminal control characters are escaped; a lone surrogate becomes U+FFFD.
    """
    if sys.stdout.isatty():
        text = visible(text if isinstance(text, str) else text.decode(errors="replace"))
    sys.stdout.buffer.write(text if isinstance(text, bytes) else encoded(text))
    sys.stdout.buffer.flush()


def encoded(text: str) -> bytes:
    """The text as UTF-8; a lone surrogate becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def console(pager: IO[str] | None = None) -> Console:
    """The console on stdout, or on the pipe to a pager.

    Colour on a terminal or with FORCE_COLOR, none with NO_COLOR.
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
