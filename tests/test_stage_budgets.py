"""What a page may cost, in counts and not by a clock: calls of Python functions and questions to
regular expressions, for each block and stage.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import BuiltinFunctionType, FrameType
from typing import Any

import pytest

from copydesk import chain
from copydesk.article import assemble
from copydesk.raw import Raw
from copydesk.readers import read_page
from copydesk.writers import written

SIZE = 300
"""Blocks of an ordinary news page."""
CALLS = {
    "read": 44.0,
    "line": 10.0,
    "run": 3.2,
    "lead": 9.0,
    "page": 1.8,
    "judge": 110.0,
    "keep": 6.5,
    "story": 7.6,
    "ledger": 21.5,
    "assemble": 4.2,
    "write": 2.5,
}
"""Stage -> the most calls of Python functions a block. A number is lowered when the stage gets
cheaper, and raised only for a reason.
"""
ASKED = {
    "read": 1.0,
    "line": 2.3,
    "run": 0.3,
    "lead": 1.1,
    "page": 0.3,
    "judge": 0.1,
    "keep": 0.1,
    "story": 0.1,
    "ledger": 2.3,
    "assemble": 0.1,
    "write": 0.1,
}
"""Stage -> the most questions to regular expressions a block."""
GROWTH = dict.fromkeys(CALLS, 4.4) | {"judge": 6.0}
"""Stage -> how many times the calls four times the blocks may take: what is more than linear takes
sixteen. The judge asks about the peers of a block.
"""


class Counted:
    """Counts calls and questions under the name of the stage that runs."""

    def __init__(self) -> None:
        self.stage = "other"
        self.calls: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def __call__(self, frame: FrameType, event: str, made: Any) -> None:
        if event == "call":
            self.calls[self.stage] += 1
        elif (
            event == "c_call"
            and isinstance(made, BuiltinFunctionType)
            and isinstance(made.__self__, re.Pattern)
        ):
            self.asked[self.stage] += 1

    @contextmanager
    def under(self, stage: str) -> Iterator[None]:
        before, self.stage = self.stage, stage
        yield
        self.stage = before

    def step(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """A step's call, counted under the stage of its first argument."""

        def counted(step: chain.Step, *given: Any) -> Any:
            with self.under(step.stage):
                return call(step, *given)

        return counted


def dump(blocks: int) -> bytes:
    """A page of so many blocks: half of it a story, a quarter cards, a quarter comments. No two say
    the same.
    """
    story = "".join(
        (
            f'<p>The crew of boat {n} said on day {n} that <a href="/s/{n}">the tide</a> '
            f"had come late. Nobody was hurt.</p>"
        )
        for n in range(blocks // 2)
    )
    cards = "".join(
        (
            f'<div class="card"><h3><a href="/c/{n}">Ferry number {n} sails again after '
            f"repairs</a></h3></div>"
        )
        for n in range(blocks // 4)
    )
    posts = "".join(
        f'<div class="comment"><p>My boat {n} was late as well, and I wrote {n} letters.</p></div>'
        for n in range(blocks // 4)
    )
    head = (
        "<!doctype html><title>Tides</title><body><article><h1>Tides come late</h1><p>By "
        "Ida Marsh</p>"
    )
    return f"{head}{story}</article>{cards}<h2>Comments</h2>{posts}".encode()


def counts(blocks: int, patch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()
    patch.setattr(chain, "verdicts", counted.step(chain.verdicts))
    patch.setattr(chain, "finds", counted.step(chain.finds))
    raw = Raw(dump(blocks), None, "html")
    written(assemble(read_page(raw), chain.run(read_page(raw), chain.steps())), "jsonl")
    counted.calls.clear()
    sys.setprofile(counted)
    try:
        with counted.under("read"):
            page = read_page(raw)
        with counted.under("ledger"):
            ledger = chain.run(page, chain.steps())
        with counted.under("assemble"):
            article = assemble(page, ledger)
        with counted.under("write"):
            written(article, "jsonl")
    finally:
        sys.setprofile(None)
        patch.undo()
    return counted


def test_each_stage_keeps_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = counts(SIZE, monkeypatch)
    calls = {stage: round(counted.calls[stage] / SIZE, 2) for stage in CALLS}
    asked = {stage: round(counted.asked[stage] / SIZE, 2) for stage in ASKED}
    assert {stage: count for stage, count in calls.items() if count > CALLS[stage]} == {}, (
        "calls of functions a block"
    )
    assert {stage: count for stage, count in asked.items() if count > ASKED[stage]} == {}, (
        "questions to regular expressions a block"
    )


def test_the_counts_grow_with_the_page_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = counts(SIZE, monkeypatch), counts(4 * SIZE, monkeypatch)
    grown = {
        stage: round(large.calls[stage] / small.calls[stage], 1)
        for stage in CALLS
        if small.calls[stage] > SIZE
    }
    assert {stage: times for stage, times in grown.items() if times > GROWTH[stage]} == {}
