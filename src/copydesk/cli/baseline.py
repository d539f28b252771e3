"""`clean --baseline`: reports articles that differ from earlier ones.

The report goes to standard error.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from copydesk.cli.results import keyed
from copydesk.cli.streams import say
from copydesk.compare.changes import Change, FieldChange, Totals, change_of
from copydesk.sources.spool import EarlierResult, Spool
from copydesk.text.display import shown_name

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.model.outcome import Failure

MAX_REPORTED = 20
"""Articles with a sentence of their own; the others are only counted."""


class Baseline:
    """Compares articles with an earlier result.

    Articles that only the earlier result has are ignored.
    """

    def __init__(self, name: str) -> None:
        self._name = shown_name(name)
        self._shelf = Spool()
        self._earlier = EarlierResult(keyed(name, "input"), self._shelf, self._tell)
        self._totals = Totals()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._shelf.__exit__(kind, error, where)
        if error is None and self._totals.calls:
            say(f"against {self._name}: {self._totals.sentence()}")

    def compare(self, article: Article) -> None:
        """Reports the changes of an article."""
        change = change_of(
            article.input or "-",
            self._earlier.record(article.input or "-"),
            article.to_dict(),
            lambda name: True,
        )
        self._totals.add(change)
        if change is None:
            return
        reported = sum(self._totals.calls.values())
        if reported <= MAX_REPORTED:
            say(f"{shown_name(change.input)} {_sentence(change, self._name)}")
        elif reported == MAX_REPORTED + 1:
            say(f"more articles differ from {self._name}; `copydesk compare` shows all")

    def _tell(self, unread: Failure) -> None:
        say(f"{shown_name(unread.input or '-')} {unread.why}")


def _sentence(change: Change, baseline: str) -> str:
    """The changes of an article, without its name."""
    if change.call == "new":
        return f"is not in {baseline}"
    return f"differs from {baseline}: {', '.join(_counted(field) for field in change.fields)}"


def _counted(field: FieldChange) -> str:
    counts = " and ".join(
        f"{number:,} {call}"
        for call, number in (("gone", field.gone), ("new", field.came))
        if number
    )
    return f"{field.field} ({counts})" if counts else field.field
