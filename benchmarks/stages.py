"""Measures CPU time of copydesk's stages, filters and fields.

Derived data that several steps share (words, cues, shapes) is computed first, one after the other,
so that no step pays for another.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Sequence
from time import process_time
from typing import ParamSpec, TypeVar

from selectolax.lexbor import LexborHTMLParser

from copydesk import chain
from copydesk.model.article import assemble
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.readers.decode import decode
from copydesk.writers import written

# Computed once a page for all steps, in order of dependency.
SHARED_FACTS = ("tokens", "shapes", "cues", "words", "named", "prose_before")


Given = ParamSpec("Given")
Result = TypeVar("Result")


class Clock:
    """Adds up the seconds of named calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def run(
        self, name: str, call: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
    ) -> Result:
        """Call, and add the time to the name's."""
        begun = process_time()
        result = call(*given, **named)
        self.seconds[name] += process_time() - begun
        return result


def stages(pages: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Map stages, filters and fields to mean seconds a page.

    The fastest round of each page counts; `parse` and `blocks` make up the reader.
    """
    sums: dict[str, float] = defaultdict(float)
    chain.run(read_page(Raw(pages[0], None, "html")), chain.steps())
    for page in pages:
        turns = [_stages_of(page) for _ in range(rounds)]
        best = min(turns, key=lambda turn: sum(turn.values()))
        for name, seconds in best.items():
            sums[name] += seconds / len(pages)
    return dict(sums)


def _stages_of(data: bytes) -> dict[str, float]:
    gc.collect()
    clock = Clock()
    text, _ = clock.run("decode", decode, data)
    clock.run("parse", LexborHTMLParser, text)
    page = clock.run("blocks", read_page, Raw(text, None, "html"))
    clock.seconds["blocks"] -= clock.seconds["parse"]
    for name in SHARED_FACTS:
        clock.run(f"index: {name}", getattr, page, name)
    article = clock.run("assemble", assemble, page, _chain(page, clock))
    clock.run("write", written, article, "jsonl")
    return clock.seconds


def _chain(page: Page, clock: Clock) -> Ledger:
    """Run the chain with each step timed; the rest is the ledger's time."""
    marks, finds = chain.marks, chain.finds
    before = sum(clock.seconds.values())
    begun = process_time()
    try:
        chain.marks = lambda step, page, ledger: clock.run(
            f"{step.stage}: {step.name}", marks, step, page, ledger
        )
        chain.finds = lambda step, page, ledger: clock.run(
            f"{step.stage}: {step.name}", finds, step, page, ledger
        )
        made = chain.run(page, chain.steps())
    finally:
        chain.marks, chain.finds = marks, finds
    clock.seconds["ledger"] += process_time() - begun - (sum(clock.seconds.values()) - before)
    return made
