"""Scores measured blocks with integer weights: the same bits for one page and for a million, with numpy or without.

A net has one hidden layer. Its weights are whole numbers (training rounds them at a scale of 2**12 and 2**8), so that every sum is exact:
in Python's integers, or in float64 as long as it stays under 2**53, which numpy's does by a factor of a thousand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cache
from operator import mul
from pathlib import Path
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
    hidden units; `mean` the measures of an average block of the training pages; `switch` the cost to pass between body and the rest (in UNITs of a nat)."""

    measures: list[str]
    mean: list[int]
    hidden: list[list[int]]
    bias: list[int]
    flags: dict[str, list[int]]
    out: list[list[int]]
    out_bias: list[int]
    switch: int


class Belief(NamedTuple):
    """What the net believes of a block: the logit of its being body and of each role (in UNITs), the hidden units that led to it, and whether the
    page's sequence calls it body."""

    body: int
    roles: tuple[int, ...]
    units: tuple[int, ...]
    kept: bool


@cache
def _load(path: str) -> dict[str, Net]:
    written = json.loads(Path(path).read_text("utf-8"))
    return {form: Net(**net) for form, net in written["nets"].items()}


def net_for(form: str) -> Net:
    """The net of a form of page. Raises OSError or ValueError where COPYDESK_WEIGHTS names no weights file."""
    return _load(os.environ.get(WEIGHTS_VARIABLE) or str(WEIGHTS))[form]


def believe(net: Net, measured: Measured) -> list[Belief]:
    """The belief about every block of a page."""
    units = [_units(net, row, flags) for row, flags in zip(measured.rows, measured.flags, strict=True)]
    logits = [tuple(sum(map(mul, hidden, weights)) + bias for weights, bias in zip(net.out, net.out_bias, strict=True)) for hidden in units]
    kept = smoothed([outputs[0] for outputs in logits], net.switch)
    return [Belief(outputs[0], outputs[1:], hidden, keep) for outputs, hidden, keep in zip(logits, units, kept, strict=True)]


def _units(net: Net, row: Sequence[int], flags: Sequence[str]) -> tuple[int, ...]:
    sums = [sum(map(mul, row, weights)) for weights in net.hidden]
    rows = [net.flags[flag] for flag in flags if flag in net.flags]
    return tuple(max(0, total) for total in map(sum, zip(net.bias, sums, *rows, strict=True)))


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
