"""How long each step of the chain takes on a hostile input, and which take more than their share
longer when it grows.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from copydesk import chain
from copydesk.model.article import assemble
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from tests.hostile.shapes import Shape

TIMES = 4
"""The larger input is so many times the smaller, and what is linear takes so many times as long."""
MOST = 7.0
"""At the most so many times as long: quadratic would be 16."""
UNSEEN = 0.01
"""Seconds below which the difference is noise, where a page is no longer than those of the
tests.
"""
TRIES = 4
"""The least of so many measures counts: what else the machine does only ever adds."""

Costs = dict[str, float]
"""What was done (`read`, `index`, `line: share-bar`, `story: date`, `assemble`) -> seconds of
processor time.
"""


def costs(shape: Shape, size: int, steps: Sequence[chain.Step]) -> Costs:
    """What everything cost that was done to a shape of a size; `read` builds the page, `index` what
    filters ask it.
    """
    source, found = shape.of(size), Costs()

    def timed(call: Callable[..., Any], *given: Any, name: str = "") -> Any:
        began = time.process_time()
        made = call(*given)
        found[name] = found.get(name, 0.0) + time.process_time() - began
        return made

    with pytest.MonkeyPatch.context() as patch, _uncollected():
        for function in ("marks", "finds"):
            call = getattr(chain, function)
            patch.setattr(
                chain,
                function,
                lambda step, *given, call=call: timed(
                    call, step, *given, name=f"{step.stage}: {step.name}"
                ),
            )
        page = timed(read_page, Raw(source, None, shape.kind), name="read")  # type: ignore[arg-type]
        timed(_indexed, page, name="index")
        ledger = chain.run(page, steps)
        timed(assemble, page, ledger, name="assemble")
    return found


def _indexed(page: Page) -> None:
    """Compute all facts of a page that are cached on first use."""
    assert page.shapes is not None
    assert (page.words, page.cues, page.named, page.prose_before) is not None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is collected meanwhile: what else lies in memory would be gone through in the time of
    whichever step is at work.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def grown(
    shape: Shape, size: int, steps: Sequence[chain.Step], unseen: float = UNSEEN
) -> Mapping[str, tuple[float, float]]:
    """What takes more than its share longer on `size` characters of a shape than on a quarter of
    them, with both times; below `unseen` seconds, nothing.
    """
    small, large = Costs(), Costs()
    for _ in range(TRIES):
        large = _least(large, costs(shape, size, steps))
        slow = {name for name, seconds in large.items() if seconds >= unseen}
        if not slow:
            return {}
        small = _least(small, costs(shape, size // TIMES, steps))
        wrong = {
            name: (small.get(name, 0.0), large[name])
            for name in slow
            if large[name] > MOST * max(small.get(name, 0.0), unseen / MOST)
        }
        if not wrong:
            return {}
    return wrong


def _least(one: Costs, other: Costs) -> Costs:
    return {name: min(one.get(name, seconds), seconds) for name, seconds in other.items()}
