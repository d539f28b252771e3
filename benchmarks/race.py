"""Times tools on the same pages, in turn, by CPU time.

Every page goes to every tool, one after the other, so that other load on the machine affects all
alike. The least time of the rounds counts.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from time import process_time
from typing import NamedTuple

from benchmarks.tools import Tool


class Times(NamedTuple):
    """A tool's seconds for each page, and the pages it failed on."""

    seconds: list[float]
    failed: int

    def at(self, share: float) -> float:
        """Return the time, in seconds, that this share of the pages took at most."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]

    @property
    def median(self) -> float:
        """The median time of a page, in seconds."""
        return self.at(0.5)


def race(
    tools: Mapping[str, Callable[[], Tool]], pages: Sequence[bytes], rounds: int
) -> dict[str, Times]:
    """Map tools to their times over these pages, in page order."""
    calls = {name: make() for name, make in tools.items()}
    for call in calls.values():
        timed(call, pages[0])
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {name: [] for name in calls}
    failed = dict.fromkeys(calls, 0)
    for number, page in enumerate(pages):
        least = dict.fromkeys(calls, float("inf"))
        for turn in range(rounds):
            names = list(calls)
            first = (number + turn) % len(names)
            for name in (*names[first:], *names[:first]):
                seconds, raised = timed(calls[name], page)
                least[name] = min(least[name], seconds)
                failed[name] += raised and turn == 0
        for name, seconds in least.items():
            found[name].append(seconds)
    return {name: Times(found[name], failed[name]) for name in calls}


def timed(call: Tool, page: bytes) -> tuple[float, bool]:
    """Return the CPU seconds of a call, and whether it raised.

    Garbage of the call before is collected first.
    """
    gc.collect()
    begun = process_time()
    try:
        call(page)
    except Exception:  # noqa: BLE001 - failures of a tool are counted
        return process_time() - begun, True
    return process_time() - begun, False


def ratio(first: Times, second: Times) -> float:
    """Return the median over the pages of first's time divided by second's."""
    return sorted(one / other for one, other in zip(first.seconds, second.seconds, strict=True))[
        len(first.seconds) // 2
    ]
