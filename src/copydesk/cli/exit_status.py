"""The exit status of a command, from the outcomes of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.cli.streams import say
from copydesk.text.display import shown_name

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.model.outcome import Failure

FAIL_ON = ("no-article", "error", "never")


class ExitStatus:
    """Collects the outcomes of pages."""

    def __init__(self, fail_on: str) -> None:
        self._fail_on = fail_on
        self._refused = self._failed = self._without = False

    def read(self, article: Article) -> None:
        """Counts an article."""
        self._without |= not article.is_article

    def unread(self, missed: Failure) -> None:
        """Reports a failure on stderr and counts it."""
        say(f"{_subject(missed.name)} {missed.why}")
        self._failed = True
        self._refused |= missed.refused

    def code(self) -> int:
        """Return 2 for a refused input, 1 for a failure or no article, else 0.

        `--fail-on` decides which of the two give 1.
        """
        if self._refused:
            return 2
        if self._fail_on == "never":
            return 0
        return int(self._failed or (self._without and self._fail_on == "no-article"))


def _subject(name: str) -> str:
    """The name of an input as the subject of a sentence."""
    if name == "-":
        return "Standard input"
    if name.startswith("-#"):
        return f"Row {name[2:]} of standard input"
    return shown_name(name)
