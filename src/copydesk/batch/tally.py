"""Counts of a run's pages.

They do not depend on the number of jobs or on interruptions.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from copydesk.batch.cleaning import FAILED
from copydesk.batch.worker import Outcome
from copydesk.text.display import counted

# Pages listed by name: the slowest, the most doubtful and the first that failed.
MAX_NAMED = 5
# Bins of equal width in the histogram of confidences from 0 to 1.
STEPS = 20

Cut = tuple[int, int, int]


@dataclass(frozen=True)
class Tally:
    """Counts of pages.

    `statuses`: status -> pages. `without`: pages without an article. `unread`: INPUTs that cannot
    be opened. `cuts`: filter -> lines and words cut, and pages with a cut. `doubtful`: the articles
    with the lowest confidence, as (confidence, page). `confidences`: articles in each bin.
    `failures`: the first pages that failed, as (page, why). `slowest`: (seconds, page); it is not
    kept in the journal, because it varies between runs.
    """

    statuses: dict[str, int] = field(default_factory=dict)
    without: int = 0
    unread: int = 0
    cuts: dict[str, Cut] = field(default_factory=dict)
    doubtful: tuple[tuple[float, str], ...] = ()
    confidences: tuple[int, ...] = (0,) * STEPS
    failures: tuple[tuple[str, str], ...] = ()
    slowest: tuple[tuple[float, str], ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages."""
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        """The number of pages that failed."""
        return self.statuses.get(FAILED, 0)

    @property
    def articles(self) -> int:
        """The number of articles."""
        return self.pages - self.failed - self.without

    def line(self) -> str:
        """Format the number of pages of each status, the most frequent first."""
        return ", ".join(
            f"{number:,} {status}"
            for status, number in sorted(self.statuses.items(), key=lambda one: (-one[1], one[0]))
        )

    def brief(self) -> str:
        """Format the numbers of articles and failures."""
        failed = f", {self.failed:,} failed" if self.failed else ""
        return f"{counted(self.articles, 'article')}{failed}"

    def plus(self, outcomes: Iterable[Outcome], inputs: Container[str]) -> Tally:
        """Return this tally with more pages. `inputs` are the names of the INPUTs."""
        made = self
        for outcome in outcomes:
            made = made.merged(_tally_of(outcome, inputs))
        return made

    def merged(self, other: Tally) -> Tally:
        """Return the sum of two tallies, of which the other is the later one."""
        return Tally(
            _sum(self.statuses, other.statuses),
            self.without + other.without,
            self.unread + other.unread,
            self.cuts
            | {who: _plus(self.cuts.get(who, (0, 0, 0)), cut) for who, cut in other.cuts.items()},
            tuple(heapq.nsmallest(MAX_NAMED, [*self.doubtful, *other.doubtful])),
            tuple(map(sum, zip(self.confidences, other.confidences, strict=True))),
            (*self.failures, *other.failures)[:MAX_NAMED],
            tuple(heapq.nlargest(MAX_NAMED, [*self.slowest, *other.slowest])),
        )

    def dump(self) -> dict[str, Any]:
        """Return the tally as JSON values; what is zero or empty is left out."""
        values: dict[str, Any] = {
            "statuses": self.statuses,
            "without": self.without,
            "unread": self.unread,
            "cuts": self.cuts,
            "doubtful": self.doubtful,
            "confidences": {str(step): n for step, n in enumerate(self.confidences) if n},
            "failures": self.failures,
        }
        return {name: value for name, value in values.items() if value}

    @classmethod
    def load(cls, found: dict[str, Any]) -> Tally:
        """Return the tally that `dump` gave."""
        bins: dict[str, int] = found.get("confidences", {})
        return cls(
            found.get("statuses", {}),
            found.get("without", 0),
            found.get("unread", 0),
            {
                who: (lines, words, pages)
                for who, (lines, words, pages) in found.get("cuts", {}).items()
            },
            tuple((confidence, name) for confidence, name in found.get("doubtful", ())),
            tuple(bins.get(str(step), 0) for step in range(STEPS)),
            tuple((name, why) for name, why in found.get("failures", ())),
        )


def _tally_of(outcome: Outcome, inputs: Container[str]) -> Tally:
    """Return the tally of one page."""
    failed, article = outcome.status == FAILED, outcome.is_article
    step = step_of(outcome.confidence)
    return Tally(
        {outcome.status: 1},
        int(not article and not failed),
        int(outcome.refused and outcome.name in inputs),
        {who: (lines, words, 1) for who, (lines, words) in outcome.cuts.items()},
        ((outcome.confidence, outcome.name),) if article else (),
        tuple(int(article and number == step) for number in range(STEPS)),
        ((outcome.name, outcome.why),) if failed else (),
        ((outcome.seconds, outcome.name),),
    )


def _sum(some: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    return some | {name: some.get(name, 0) + number for name, number in more.items()}


def _plus(some: Cut, more: Cut) -> Cut:
    return some[0] + more[0], some[1] + more[1], some[2] + more[2]


def step_of(confidence: float) -> int:
    """Return the bin of a confidence from 0 to 1; 1 is in the last."""
    return min(int(confidence * STEPS), STEPS - 1)
