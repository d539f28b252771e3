"""The judge's net: 1-D convolutions over the blocks in doubt.

Its sums are exact: weights are multiples of 2**-12 or of a larger power of two, activations are
rounded to multiples of 2**-10, and every sum stays far below 2**53 times the product of the two
steps. So a sum has the same bits in any order, on every machine, and for any number of pages.
Divisions and square roots are taken element by element, and IEEE 754 defines how each is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.judge.features import Features
from copydesk.judge.weights import Exact, Layer, Net, Words

ROLES = ("boilerplate", "body", "headline", "standfirst", "byline", "caption")
UNIT = 1 << 10
"""Activations and logits are rounded to multiples of 1/UNIT nat."""
END_WORDS = 4
"""Words at each end of a line with weights for their position."""
UNKNOWN_WORD = 1
"""Row of the embeddings for a word outside the vocabulary; row 0 is for no word."""
KERNEL = 3
MIN_VARIANCE = 1e-5
MAX_ROWS = 1024
"""Most blocks that are scored at once, which bounds memory. A longer page is scored in pieces, with
the same result.
"""


class Trace(NamedTuple):
    """Intermediate values of a layer, by block, member and hidden unit.

    `normal` are the normalised units, `spread` their standard deviation, `above` and `below` the
    sums of the outer taps, `fired` whether a unit is over 0.
    """

    normal: Exact
    spread: Exact
    above: Exact
    below: Exact
    fired: NDArray[np.bool_]


class Traces(NamedTuple):
    """Intermediate values of blocks, from which `attribution` is computed.

    `fired` is whether a hidden unit of the block's own features is over 0.
    """

    fired: NDArray[np.bool_]
    layers: Sequence[Trace]

    def at(self, blocks: slice | NDArray[np.int64]) -> Traces:
        """Return the traces of some of the blocks."""
        return Traces(
            self.fired[blocks],
            [
                Trace(
                    layer.normal[blocks],
                    layer.spread[blocks],
                    layer.above[blocks],
                    layer.below[blocks],
                    layer.fired[blocks],
                )
                for layer in self.layers
            ],
        )


class Predictions(NamedTuple):
    """The net's outputs for blocks, in their order.

    The logits of body and of each role are in units of 1/UNIT nat; `kept` is whether the decoded
    sequence has the block as body. `pieces` hold the traces that `attribution` reads.
    """

    body: list[int]
    roles: NDArray[np.int64]
    kept: list[bool]
    pieces: Pieces


def predict(net: Net, found: Features, threshold: int = 0) -> Predictions:
    """Return the predictions for the blocks in doubt of a page.

    The threshold is subtracted from the logit of body, in units of 1/UNIT nat.
    """
    pieces = Pieces(net, found)
    outputs = np.concatenate([pieces.at(first).outputs for first in pieces.firsts()])
    whole = np.rint(outputs * UNIT).astype(np.int64)
    body = whole[:, 0].tolist()
    kept = viterbi([logit - threshold for logit in body], net.switch)
    return Predictions(body, whole[:, 1:], kept, pieces)


class PieceOutputs(NamedTuple):
    """The outputs and traces of some blocks, of which `first` is the first."""

    first: int
    outputs: Exact
    traces: Traces


class Pieces:
    """A page's blocks in doubt, at most MAX_ROWS at a time, which bounds memory.

    The piece that was computed last is kept: most pages have one.
    """

    def __init__(self, net: Net, found: Features) -> None:
        self._net = net
        self._found = found
        self._last: PieceOutputs | None = None

    def firsts(self) -> range:
        """Return the place of each piece's first block."""
        return range(0, max(1, len(self._found.numbers)), MAX_ROWS)

    def at(self, first: int) -> PieceOutputs:
        """Return the piece that begins at a place.

        It is computed together with the neighbouring blocks on which it depends.
        """
        if self._last is None or self._last.first != first:
            self._last = self._computed(first)
        return self._last

    def _computed(self, first: int) -> PieceOutputs:
        reach = sum(layer.distance for layer in self._net.layers)
        end = min(len(self._found.numbers), first + MAX_ROWS)
        start, stop = max(0, first - reach), min(len(self._found.numbers), end + reach)
        outputs, traces = _forward(self._net, embedded(self._net, self._found, start, stop))
        inner = slice(first - start, end - start)
        return PieceOutputs(first, outputs[inner], traces.at(inner))


def rounded(values: Exact) -> Exact:
    """Return the values rounded to multiples of 1/UNIT."""
    return np.rint(values * UNIT) / UNIT


def embedded(net: Net, found: Features, first: int, last: int) -> Exact:
    """Return the hidden units of the blocks' own features, before the ReLU."""
    total = found.columns[first:last].astype(np.float64) @ net.first + net.bias
    total += flag_sums(net, found.flags[first:last])
    if net.words is not None and last > first:
        total += _word_sums(net.words, found.words[first:last])
    return total


def _word_sums(words: Words, lines: Sequence[Sequence[str]]) -> Exact:
    """Return the sums of the weights of each line's words.

    The words at the ends have weights by position; the mean of all words has weights too. No line
    is empty.
    """
    ends = np.zeros((len(lines), 2 * END_WORDS), np.int64)
    different, starts = list[int](), list[int]()
    for at, line in enumerate(lines):
        rows = [words.rows.get(word, UNKNOWN_WORD) for word in line]
        beginning, ending = rows[:END_WORDS], rows[-END_WORDS:]
        ends[at, : len(beginning)] = beginning
        ends[at, 2 * END_WORDS - len(ending) :] = ending
        starts.append(len(different))
        different += set(rows)
    counts = np.diff(starts, append=len(different))
    summed = np.add.reduceat(words.embeddings[different], starts)
    mean = rounded(summed / np.sqrt(counts)[:, None])
    return words.embeddings[ends].reshape(len(lines), -1) @ words.ends + mean @ words.bag


def flag_sums(net: Net, flags: Sequence[Sequence[str]]) -> Exact:
    """Return the sum of the weights of each block's flags."""
    none, known = len(net.flag_weights) - 1, net.flags
    rows = ([known[flag] for flag in own if flag in known] for own in flags)
    total = np.zeros((len(flags), net.flag_weights.shape[1]))
    for column in np.array([*zip_longest(*rows, fillvalue=none)], int):
        total += net.flag_weights[column]
    return total


def _forward(net: Net, total: Exact) -> tuple[Exact, Traces]:
    """Return the outputs for blocks, and their traces.

    `total` has the hidden units of the blocks' own features, before the ReLU.
    """
    first = units = rounded(np.maximum(total, 0.0))
    traces = []
    for layer in net.layers:
        added, trace = _convolved(layer, units)
        units = rounded(units + added)
        traces.append(trace)
    outputs = np.concatenate([first, units], axis=1) @ net.out + net.out_bias
    return outputs, Traces(total > 0, traces)


def _convolved(layer: Layer, units: Exact) -> tuple[Exact, Trace]:
    """Return the sums that a layer adds to its units, and its trace."""
    size, (members, width) = len(units), layer.gain.shape
    own = units.reshape(size, members, width)
    centred = rounded(own - own.sum(axis=2, keepdims=True) / width)
    spread = np.sqrt((centred * centred).sum(axis=2, keepdims=True) / width + MIN_VARIANCE)
    normal = rounded(centred / spread)
    scaled = rounded(normal * layer.gain + layer.shift)
    # Zero padding: blocks beyond the ends of the page contribute nothing.
    taps = np.zeros((size + 2 * layer.distance, members, KERNEL * width))
    taps[layer.distance : layer.distance + size] = product(scaled, layer.weights)
    above, here, below = (
        taps[tap * layer.distance :][:size, :, tap * width : (tap + 1) * width]
        for tap in range(KERNEL)
    )
    total = above + here + below + layer.bias
    added = np.maximum(total, 0.0).reshape(units.shape)
    return added, Trace(normal, spread, above, below, total > 0)


def product(own: Exact, weights: Exact) -> Exact:
    """Return the matrix products of each member's units and its weights."""
    products: Exact = np.matmul(own.transpose(1, 0, 2), weights)
    return products.transpose(1, 0, 2)


def viterbi(logits: Sequence[int], switch: int) -> list[bool]:
    """Return the most probable sequence of body (True) and other blocks.

    Viterbi decoding: each change between the two costs `switch`.
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
