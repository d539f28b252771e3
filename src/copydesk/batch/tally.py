"""What became of the pages of a run, in numbers that do not depend on jobs or on how often it was
stopped.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from copydesk.batch.worker import FAILED, Outcome

SHOWN = 5
"""How many slow, doubtful and failed pages are named."""
STEPS = 20
"""Into how many steps of equal width the confidences are counted."""


@dataclass(frozen=True)
class Tally:
    """Pages by status; for each filter the lines and words it cut and on how many pages; the least
    sure articles, as (confidence, page).

    `confidences` are how many articles have a confidence in each of the `STEPS` from 0 to 1.

    `unread` is how many INPUTs could not be opened.

    `failures` are the first few of all, (page, why). `slowest` is what this process saw, (seconds,
    page), and is not kept: it depends on the weather.
    """

    statuses: dict[str, int] = field(default_factory=dict)
    without: int = 0
    unread: int = 0
    cuts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    doubtful: tuple[tuple[float, str], ...] = ()
    confidences: tuple[int, ...] = (0,) * STEPS
    failures: tuple[tuple[str, str], ...] = ()
    slowest: tuple[tuple[float, str], ...] = ()

    @property
    def pages(self) -> int:
        """How many there were."""
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        """How many gave nothing."""
        return self.statuses.get(FAILED, 0)

    def line(self) -> str:
        """How many pages have which status, the most frequent first."""
        return ", ".join(
            f"{number:,} {status}"
            for status, number in sorted(self.statuses.items(), key=lambda one: (-one[1], one[0]))
        )

    def plus(self, outcomes: Iterable[Outcome], inputs: Container[str]) -> Tally:
        """This tally and more pages. `inputs` are the names of the INPUTs: one that could not be
        opened is unread.
        """
        statuses, cuts, without, unread = (
            dict(self.statuses),
            dict(self.cuts),
            self.without,
            self.unread,
        )
        done, confidences = list(outcomes), list(self.confidences)
        for outcome in done:
            statuses[outcome.status] = statuses.get(outcome.status, 0) + 1
            without += not outcome.is_article and outcome.status != FAILED
            unread += outcome.refused and outcome.name in inputs
            for who, (lines, words) in outcome.cuts.items():
                before = cuts.get(who, (0, 0, 0))
                cuts[who] = (before[0] + lines, before[1] + words, before[2] + 1)
            if outcome.is_article:
                confidences[step_of(outcome.confidence)] += 1
        doubtful = heapq.nsmallest(
            SHOWN, [*self.doubtful, *((one.confidence, one.name) for one in done if one.is_article)]
        )
        slowest = heapq.nlargest(SHOWN, [*self.slowest, *((one.seconds, one.name) for one in done)])
        failures = [*self.failures, *((one.name, one.why) for one in done if one.status == FAILED)][
            :SHOWN
        ]
        return Tally(
            statuses,
            without,
            unread,
            cuts,
            tuple(doubtful),
            tuple(confidences),
            tuple(failures),
            tuple(slowest),
        )

    def dump(self) -> dict[str, Any]:
        """The tally as JSON values."""
        found = {
            "statuses": self.statuses,
            "without": self.without,
            "unread": self.unread,
            "cuts": self.cuts,
            "doubtful": self.doubtful,
        }
        return found | {"confidences": self.confidences, "failures": self.failures}

    @classmethod
    def load(cls, found: dict[str, Any]) -> Tally:
        """The tally that `dump` gave."""
        cuts = {who: (lines, words, pages) for who, (lines, words, pages) in found["cuts"].items()}
        return cls(
            found["statuses"],
            found["without"],
            found["unread"],
            cuts,
            tuple((sure, name) for sure, name in found["doubtful"]),
            tuple(found["confidences"]),
            tuple((name, why) for name, why in found["failures"]),
        )


def step_of(confidence: float) -> int:
    """Which of the steps a confidence (0 to 1) falls into; 1 falls into the last."""
    return min(int(confidence * STEPS), STEPS - 1)
