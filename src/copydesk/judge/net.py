"""Scores measured blocks with integer weights: the same bits for one page and for a million, on every machine, without numpy.

A net has one hidden layer. Its weights are whole numbers (training rounds them at a scale of 2**12 and 2**8), so that every sum is exact. All
units are summed at once: a measure's weights stand side by side in one long integer, 64 bits to a unit, and so one multiplication and one addition
of Python's own integers do for a whole layer what would take a loop over its units.
On pages of 280 blocks the judge as a whole, measures included, went from 48 ms to 20 by it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cache
from operator import mul
from pathlib import Path
from struct import unpack
from typing import NamedTuple

from copydesk.judge.measures import Measured

WEIGHTS = Path(__file__).resolve().parent / "weights.json"
WEIGHTS_VARIABLE = "COPYDESK_WEIGHTS"
"""The environment variable that names another weights file: training scores a page with weights that never saw its site."""

ROLES = ("boilerplate", "body", "headline", "standfirst", "byline", "caption")
UNIT = 1 << 20
"""One nat of a logit."""


class Net(NamedTuple):
    """`hidden[h]` are the weights of hidden unit h over the measures, `flags` flag -> weights over the hidden units; `out[r]` role r's weights over the
    hidden units; `mean` the measures of an average block of the training pages; `switch` the cost to pass between body and the rest (in UNITs of a nat);
    `certain` the filters with a vocabulary whose cuts the truth never or hardly ever takes back, which nothing overrules."""

    measures: list[str]
    mean: list[int]
    hidden: list[list[int]]
    bias: list[int]
    flags: dict[str, list[int]]
    out: list[list[int]]
    out_bias: list[int]
    switch: int
    certain: list[str]


class Belief(NamedTuple):
    """What the net believes of a block: the logit of its being body and of each role (in UNITs), the hidden units that led to it, and whether the
    page's sequence calls it body."""

    body: int
    roles: tuple[int, ...]
    units: list[int]
    kept: bool


LANE = 64
"""Bits for each unit. The largest sums of a page stay under 2**40."""
HALF = 1 << (LANE - 1)


class Scorer:
    """A net made ready: its weights packed, a long integer for each measure and flag."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self._measures = [_packed(column) for column in zip(*net.hidden, strict=True)]
        self._flags = {flag: _packed(weights) for flag, weights in net.flags.items()}
        self._outputs = [_packed(column) for column in zip(*net.out, strict=True)]
        self._bias = _packed([weight + HALF for weight in net.bias])
        self._output_bias = _packed([weight + HALF for weight in net.out_bias])

    def believe(self, measured: Measured) -> list[Belief]:
        """The belief about every block of a page."""
        units = [self._units(row, flags) for row, flags in zip(measured.rows, measured.flags, strict=True)]
        logits = [_unpacked(sum(map(mul, hidden, self._outputs), self._output_bias), len(self.net.out)) for hidden in units]
        kept = smoothed([outputs[0] for outputs in logits], self.net.switch)
        return [Belief(outputs[0], tuple(outputs[1:]), hidden, keep) for outputs, hidden, keep in zip(logits, units, kept, strict=True)]

    def _units(self, row: Sequence[int], flags: Sequence[str]) -> list[int]:
        known = self._flags
        total = sum(map(mul, row, self._measures), self._bias) + sum([known[flag] for flag in flags if flag in known])
        return [unit if unit > 0 else 0 for unit in _unpacked(total, len(self.net.hidden))]


def _packed(weights: Sequence[int]) -> int:
    """Weights side by side in one integer. Negative ones borrow from the lane above, which the sums undo."""
    return sum(weight << (LANE * lane) for lane, weight in enumerate(weights))


def _unpacked(total: int, lanes: int) -> list[int]:
    """The lanes of a sum that was begun with HALF in each."""
    return [lane - HALF for lane in unpack(f"<{lanes}Q", total.to_bytes(lanes * LANE // 8, "little"))]


@cache
def _load(path: str) -> dict[str, Scorer]:
    written = json.loads(Path(path).read_text("utf-8"))
    return {form: Scorer(Net(**net)) for form, net in written["nets"].items()}


def scorer_for(form: str) -> Scorer:
    """The scorer of a form of page. Raises OSError or ValueError where COPYDESK_WEIGHTS names no weights file."""
    return _load(os.environ.get(WEIGHTS_VARIABLE) or str(WEIGHTS))[form]


def smoothed(logits: Sequence[int], switch: int) -> list[bool]:
    """The likeliest sequence of body and not body, where each change costs `switch` (Viterbi 1967)."""
    outside, inside = 0, 0
    came_outside, came_inside = [], []
    for logit in logits:
        from_inside, from_outside = inside - switch > outside, outside - switch > inside
        came_outside.append(from_inside)
        came_inside.append(not from_outside)
        outside, inside = (inside - switch if from_inside else outside) - logit, (outside - switch if from_outside else inside) + logit
    state, kept = inside > outside, []
    for was_inside_if_outside, was_inside_if_inside in zip(reversed(came_outside), reversed(came_inside), strict=True):
        kept.append(state)
        state = was_inside_if_inside if state else was_inside_if_outside
    return kept[::-1]
