"""Scores measured blocks with integer weights: the same bits for one page and for a million, on
every machine, without numpy.

A net has one hidden layer. Its weights are whole numbers (training rounds them at a scale of 2**12
and 2**8), so that every sum is exact. Numbers stand side by side in long integers, 32 bits to a
number, and so one multiplication and one addition of Python's own integers do what would take a
loop: over the blocks of a page, for a measure that each block has of its own; over the hidden
units, for what many blocks share and is summed once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import mul
from pathlib import Path
from struct import error, pack, unpack
from typing import Any, NamedTuple

from copydesk.judge.measures import NEAR, NEIGHBOUR, NOTHING, Measured
from copydesk.judge.setting import LANDMARKS, PLACE_IN_BOX, Setting, flags_of

WEIGHTS = Path(__file__).resolve().parent / "weights.json"
WEIGHTS_VARIABLE = "COPYDESK_WEIGHTS"
"""The environment variable that names another weights file: training scores a page with weights
that never saw its site.
"""

ROLES = ("boilerplate", "body", "headline", "standfirst", "byline", "caption")
UNIT = 1 << 20
"""One nat of a logit."""


class Net(NamedTuple):
    """`hidden[h]` are the weights of hidden unit h over the measures, `flags` flag -> weights over
    the hidden units; `out[r]` role r's weights over the hidden units; `mean` the measures of an
    average block of the training pages; `switch` the cost to pass between body and the rest (in
    UNITs of a nat); `certain` the filters with a vocabulary whose cuts the truth never or hardly
    ever takes back, which nothing overrules.
    """

    measures: list[str]
    mean: list[int]
    hidden: list[list[int]]
    bias: list[int]
    flags: dict[str, list[int]]
    out: list[list[int]]
    out_bias: list[int]
    switch: int
    certain: list[str]


class Beliefs(NamedTuple):
    """What the net believes of blocks, in their order: the logits of their being body and of each
    role (in UNITs), and whether the page's sequence calls them body. `fired[h]` is hidden unit h of
    every block, side by side in bytes: to shift a number of so many lanes takes time by all of
    them.
    """

    body: Sequence[int]
    roles: Sequence[tuple[int, ...]]
    kept: list[bool]
    fired: list[bytes]

    def units(self, at: int) -> list[int]:
        """The hidden units that led to what is believed of a block, by its place among them."""
        first, last = NARROW // 8 * at, NARROW // 8 * (at + 1)
        return [_side_by_side(unit[first:last]) for unit in self.fired]


NARROW, WIDE = 32, 64
"""Bits for each hidden unit and for each output. A unit's sums stay under 2**30 (training sees to
it), an output's under 2**46.
"""
LANE = (1 << NARROW) - 1
HALF, WIDE_HALF = 1 << NARROW - 1, 1 << WIDE - 1
"""What every sum is begun with, so that none is negative and borrows from the one beside it."""


MOST_NEAR = 4096
"""Looks of a neighbour whose sums are remembered, 2 KB each."""
MOST_NAMES = 4096
"""Names of boxes, and of boxes around a block, whose flags and sums are remembered."""
FARTHEST = max(NEAR)


class Flags(dict[str, int]):
    """Flag -> its weights, packed when a page first shows it: of nearly a thousand few ever do.
    `weights` are those of all flags that the net knows.
    """

    def __init__(self, weights: Mapping[str, Sequence[int]]) -> None:
        self.weights = weights

    def __missing__(self, flag: str) -> int:
        packed = self[flag] = _packed(self.weights[flag])
        return packed


class Scorer:
    """A net made ready: its weights over what blocks share packed, a long integer for each measure
    and flag.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        columns = [_packed(column) for column in zip(*net.hidden, strict=True)]
        own = next(at for at, name in enumerate(net.measures) if " at " in name)
        around = own + len(NEAR) * len(NEIGHBOUR)
        self._own, self._setting = [weights[:own] for weights in net.hidden], columns[around:]
        self._near = [
            columns[at : at + len(NEIGHBOUR)] for at in range(own, around, len(NEIGHBOUR))
        ]
        self._sums_near = lru_cache(MOST_NEAR)(self._weighed_near)
        self._flags = Flags(net.flags)
        self._known = lru_cache(MOST_NAMES)(self._known_flags)
        self._sums_names = lru_cache(MOST_NAMES)(self._weighed_names)
        self._bias = _packed([weight + HALF for weight in net.bias])

    def believe(self, measured: Measured) -> Beliefs:
        """The beliefs about the blocks in doubt of a page."""
        fired, size = self._fired(measured), len(measured.numbers)
        body, *roles = self._outputs(fired, size)
        kept = smoothed(body, self.net.switch)
        return Beliefs(
            body,
            list(zip(*roles, strict=True)),
            kept,
            [unit.to_bytes(NARROW // 8 * size, "little") for unit in fired],
        )

    def _fired(self, measured: Measured) -> list[int]:
        """Each hidden unit of all blocks: its sum, and zero where that is below zero."""
        size, columns = len(measured.numbers), list(map(_packed, measured.own))
        shared, ones = memoryview(b"".join(self._shared(measured))).cast("I"), _packed([1] * size)
        fired = []
        for unit, weights in enumerate(self._own):
            total = sum(
                map(mul, columns, weights), _side_by_side(shared[unit :: len(self._own)].tobytes())
            )
            fired.append(total & (total >> NARROW - 1 & ones) * (HALF - 1))
        return fired

    def _outputs(self, fired: Sequence[int], size: int) -> list[list[int]]:
        """Each output of all blocks. The units are as wide as outputs when every second one is left
        out.
        """
        pairs = (size + 1) // 2
        ones = _packed([1, 0] * pairs)
        even, odd = (
            [unit & ones * LANE for unit in fired],
            [unit >> NARROW & ones * LANE for unit in fired],
        )
        found = []
        for weights, bias in zip(self.net.out, self.net.out_bias, strict=True):
            begun, outputs = ones * (bias + WIDE_HALF), [0] * (2 * pairs)
            outputs[::2] = unpacked(sum(map(mul, even, weights), begun), pairs)
            outputs[1::2] = unpacked(sum(map(mul, odd, weights), begun), pairs)
            found.append(outputs[:size])
        return found

    def _shared(self, measured: Measured) -> Iterator[bytes]:
        """Each block's sums for all hidden units: of what it shares with others, its neighbours'
        looks, its flags and its box.
        """
        known, boxes, width = (
            self._flags,
            self._boxes(measured.setting),
            len(self._own) * NARROW // 8,
        )
        for near, flags, setting in zip(
            self._around(measured), measured.flags, measured.setting, strict=True
        ):
            yield (
                near
                + sum([known[flag] for flag in flags if flag in known.weights])
                + boxes[id(setting)]
            ).to_bytes(width, "little")

    def _around(self, measured: Measured) -> list[int]:
        """The bias and the sums of its neighbours, for every block in doubt."""
        beyond = [self._sums_near(NOTHING)] * FARTHEST
        order = [*beyond, *map(self._sums_near, measured.near), *beyond]
        totals = [self._bias] * len(measured.numbers)
        for at, offset in enumerate(NEAR):
            totals = [
                total + order[number + offset + FARTHEST][at]
                for number, total in zip(measured.numbers, totals, strict=True)
            ]
        return totals

    def _weighed_near(self, seen: tuple[int, ...]) -> list[int]:
        """The sums of what is seen of a block, at each place of NEAR. Cached: labels and links of
        all pages look alike to their neighbours.
        """
        return [sum(map(mul, seen, columns)) for columns in self._near]

    def _boxes(self, settings: Sequence[Setting]) -> dict[int, int]:
        """The sums of each different Setting, by its identity. What many boxes share is worked out
        once.
        """
        first, second = (
            self._setting[: len(LANDMARKS)],
            self._setting[len(LANDMARKS) : -len(PLACE_IN_BOX)],
        )
        third = self._setting[-len(PLACE_IN_BOX) :]
        different = {id(setting): setting for setting in settings}
        landmarks = {
            seen: sum(map(mul, seen, first))
            for seen in {one.landmarks for one in different.values()}
        }
        around = {
            seen: sum(map(mul, seen, second)) for seen in {one.around for one in different.values()}
        }
        place = {
            seen: sum(map(mul, seen, third)) for seen in {one.place for one in different.values()}
        }
        return {
            key: landmarks[one.landmarks]
            + around[one.around]
            + place[one.place]
            + self._sums_names(one.names)
            for key, one in different.items()
        }

    def _weighed_names(self, names: tuple[tuple[str, ...], ...]) -> int:
        """The sums of the class and id words of these boxes, each word once. Cached: pages of a
        site share their boxes.
        """
        return sum([self._flags[flag] for flag in frozenset[str]().union(*map(self._known, names))])

    def _known_flags(self, names: tuple[str, ...]) -> frozenset[str]:
        """The flags of a box's names that the net knows."""
        return flags_of((names,)) & self._flags.weights.keys()


def _packed(numbers: Sequence[int]) -> int:
    """Numbers side by side in one integer. Negative ones borrow from the lane above, which the sums
    undo.
    """
    size = len(numbers)
    try:
        return _side_by_side(pack(f"<{size}I", *numbers))
    except error:
        lanes = _side_by_side(pack(f"<{size}i", *numbers))
        return lanes - ((lanes >> NARROW - 1 & _side_by_side(b"\1\0\0\0" * size)) << NARROW)


def _side_by_side(lanes: bytes) -> int:
    return int.from_bytes(lanes, "little")


def unpacked(total: int, lanes: int) -> list[int]:
    """The outputs of a sum that was begun with half a lane in each."""
    return [
        lane - WIDE_HALF
        for lane in unpack(f"<{lanes}Q", total.to_bytes(lanes * WIDE // 8, "little"))
    ]


def weights_file() -> str:
    """The path of the weights that are in use."""
    return os.environ.get(WEIGHTS_VARIABLE) or str(WEIGHTS)


@cache
def read_weights(path: str) -> Mapping[str, Any]:
    """What stands in a weights file: `nets` and `pages`, each by form. Read once for both. Raises
    OSError or ValueError where it is none.
    """
    return json.loads(Path(path).read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def _scorer(path: str, form: str) -> Scorer:
    return Scorer(Net(**read_weights(path)["nets"][form]))


def scorer_for(form: str) -> Scorer:
    """The scorer of a form of page. Raises OSError or ValueError where COPYDESK_WEIGHTS names no
    weights file.
    """
    return _scorer(weights_file(), form)


def smoothed(logits: Sequence[int], switch: int) -> list[bool]:
    """The likeliest sequence of body and not body, where each change costs `switch` (Viterbi
    1967).
    """
    outside, inside = 0, 0
    came_outside, came_inside = [], []
    for logit in logits:
        from_inside, from_outside = inside - switch > outside, outside - switch > inside
        came_outside.append(from_inside)
        came_inside.append(not from_outside)
        outside, inside = (
            (inside - switch if from_inside else outside) - logit,
            (outside - switch if from_outside else inside) + logit,
        )
    state, kept = inside > outside, []
    for was_inside_if_outside, was_inside_if_inside in zip(
        reversed(came_outside), reversed(came_inside), strict=True
    ):
        kept.append(state)
        state = was_inside_if_inside if state else was_inside_if_outside
    return kept[::-1]
