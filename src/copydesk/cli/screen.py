"""The rich console, with its own response to a closed pipe.

Imported only by views.
"""

from __future__ import annotations

from rich.console import Console


class Screen(Console):
    """A console that raises BrokenPipeError, so that the command ends quietly.

    rich's own exits with status 1.
    """

    def on_broken_pipe(self) -> None:
        """Raises BrokenPipeError."""
        self.quiet = True
        raise BrokenPipeError
