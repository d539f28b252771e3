"""Scores measured blocks with integer weights: the same bits for one page and for a million, on every machine, without numpy.

A net has one hidden layer. Its weights are whole numbers (training rounds them at a scale of 2**12 and 2**8), so that every sum is exact. All
units are summed at once: a measure's weights stand side by side in one long integer, 32 bits to a unit, and so one multiplication and one addition
of Python's own integers do for a whole layer what would take a loop over its units.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import mul
from pathlib import Path
from struct import unpack
from typing import Any, NamedTuple

from copydesk.judge.measures import NEAR, NEIGHBOUR, Measured
from copydesk.judge.setting import LANDMARKS, PLACE_IN_BOX, Setting, flags_of
from copydesk.made import made

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


NARROW, WIDE = 32, 64
"""Bits for each hidden unit and for each output. A unit's sums stay under 2**30 (training sees to it), an output's under 2**46."""


MOST_NEAR = 4096
"""Looks of a neighbour whose sums are remembered, 2 KB each."""


class Scorer:
    """A net made ready: its weights packed, a long integer for each measure and flag."""

    def __init__(self, net: Net) -> None:
        self.net = net
        columns = [_packed(column, NARROW) for column in zip(*net.hidden, strict=True)]
        own = next(at for at, name in enumerate(net.measures) if " at " in name)
        around = own + len(NEAR) * len(NEIGHBOUR)
        self._own, self._setting = columns[:own], columns[around:]
        self._near = [columns[at : at + len(NEIGHBOUR)] for at in range(own, around, len(NEIGHBOUR))]
        self._sums_near = lru_cache(MOST_NEAR)(self._weighed_near)
        self._flags = {flag: _packed(weights, NARROW) for flag, weights in net.flags.items()}
        self._outputs = [_packed(column, WIDE) for column in zip(*net.out, strict=True)]
        self._bias = _packed([weight + (1 << NARROW - 1) for weight in net.bias], NARROW)
        self._output_bias = _packed([weight + (1 << WIDE - 1) for weight in net.out_bias], WIDE)

    def believe(self, measured: Measured) -> list[Belief]:
        """The belief about every block in doubt of a page, in their order."""
        units = [_fired(total, len(self.net.hidden)) for total in self._totals(measured)]
        logits = [_unpacked(sum(map(mul, hidden, self._outputs), self._output_bias), len(self.net.out)) for hidden in units]
        kept = smoothed([outputs[0] for outputs in logits], self.net.switch)
        return [made(Belief, (outputs[0], tuple(outputs[1:]), hidden, keep)) for outputs, hidden, keep in zip(logits, units, kept, strict=True)]

    def _totals(self, measured: Measured) -> list[int]:
        """Each block's sums for all hidden units: of what it shows itself, of its box's, worked out once a box, and of its neighbours', once for all alike."""
        known, around, boxes = self._flags, self._around(measured.near), self._boxes(measured.setting)
        return [
            sum(map(mul, own, self._own), around[number]) + sum([known[flag] for flag in flags if flag in known]) + boxes[id(setting)]
            for number, own, flags, setting in zip(measured.numbers, measured.own, measured.flags, measured.setting, strict=True)
        ]

    def _around(self, seen: Sequence[tuple[int, ...]]) -> list[int]:
        """The bias and the sums of its neighbours, for every block of the page."""
        sums = {one: self._sums_near(one) for one in set(seen)}
        size, order, totals = len(seen), [sums[one] for one in seen], [self._bias] * len(seen)
        for at, offset in enumerate(NEAR):
            first, last = max(0, -offset), min(size, size - offset)
            if first < last:
                totals[first:last] = [total + near[at] for total, near in zip(totals[first:last], order[first + offset : last + offset], strict=True)]
        return totals

    def _weighed_near(self, seen: tuple[int, ...]) -> list[int]:
        """The sums of what is seen of a block, at each place of NEAR. Cached: labels and links of all pages look alike to their neighbours."""
        return [sum(map(mul, seen, columns)) for columns in self._near]

    def _boxes(self, settings: Sequence[Setting]) -> dict[int, int]:
        """The sums of each different Setting, by its identity. What many boxes share is worked out once."""
        first, second = self._setting[: len(LANDMARKS)], self._setting[len(LANDMARKS) : -len(PLACE_IN_BOX)]
        third = self._setting[-len(PLACE_IN_BOX) :]
        different = {id(setting): setting for setting in settings}
        landmarks = {seen: sum(map(mul, seen, first)) for seen in {one.landmarks for one in different.values()}}
        around = {seen: sum(map(mul, seen, second)) for seen in {one.around for one in different.values()}}
        words = {one.names: 0 for one in different.values()}
        for names in words:
            words[names] = sum([self._flags[flag] for flag in flags_of(names) if flag in self._flags])
        return {key: landmarks[one.landmarks] + around[one.around] + words[one.names] + sum(map(mul, one.place, third)) for key, one in different.items()}


def _packed(weights: Sequence[int], lane: int) -> int:
    """Weights side by side in one integer. Negative ones borrow from the lane above, which the sums undo."""
    return sum(weight << (lane * at) for at, weight in enumerate(weights))


def _fired(total: int, units: int) -> list[int]:
    """The units of a sum that was begun with half a lane in each; those below zero are zero."""
    half = 1 << NARROW - 1
    return [lane - half if lane > half else 0 for lane in unpack(f"<{units}I", total.to_bytes(units * NARROW // 8, "little"))]


def _unpacked(total: int, lanes: int) -> list[int]:
    """The outputs of a sum that was begun with half a lane in each."""
    return [lane - (1 << WIDE - 1) for lane in unpack(f"<{lanes}Q", total.to_bytes(lanes * WIDE // 8, "little"))]


def weights_file() -> str:
    """The path of the weights that are in use."""
    return os.environ.get(WEIGHTS_VARIABLE) or str(WEIGHTS)


@cache
def read_weights(path: str) -> Mapping[str, Any]:
    """What stands in a weights file: `nets` and `pages`, each by form. Read once for both. Raises OSError or ValueError where it is none."""
    return json.loads(Path(path).read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def _scorer(path: str, form: str) -> Scorer:
    return Scorer(Net(**read_weights(path)["nets"][form]))


def scorer_for(form: str) -> Scorer:
    """The scorer of a form of page. Raises OSError or ValueError where COPYDESK_WEIGHTS names no weights file."""
    return _scorer(weights_file(), form)


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
