"""The console of rich, but for what it does when nobody reads any more. Imported only when
something is shown.
"""

from __future__ import annotations

from rich.console import Console


class Screen(Console):
    """A console that leaves a closed pipe to the command, which ends quietly; rich's own leaves the
    program with status 1.
    """

    def on_broken_pipe(self) -> None:
        """Called while the error is handled, which goes on."""
        self.quiet = True
        raise BrokenPipeError
