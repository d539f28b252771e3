"""The judge's net: one-dimensional convolutions over the blocks of a page that are in doubt.

Its arithmetic is exact: weights are multiples of 2**-12 or larger steps, activations are rounded to
multiples of 2**-10, and every sum stays far below 2**53 of their product. So a sum has the same
bits in any order, on every machine, for a page alone and for one among a million. Division and
square roots, which IEEE 754 rounds in one way only, are taken element by element.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.judge.features import Features
from copydesk.judge.renames import present_name

WEIGHTS = Path(__file__).resolve().parent / "weights.npz"
WEIGHTS_VARIABLE = "COPYDESK_WEIGHTS"
"""The environment variable that names another weights file: training scores a page with weights
that never saw its site.
"""

ROLES = ("boilerplate", "body", "headline", "standfirst", "byline", "caption")
UNIT = 1 << 10
"""Steps of a nat to which activations and logits are rounded."""
END_WORDS = 4
"""Words at each end of a line that count by their place."""
KERNEL = 3
MIN_VARIANCE = 1e-5
MAX_ROWS = 4096
"""Blocks that are scored at once. More are scored in pieces, which bounds memory and changes no
bit.
"""

Exact = NDArray[np.float64]


class Layer(NamedTuple):
    """A residual layer: normalised over the hidden units, convolved at a distance, rectified."""

    gain: Exact
    shift: Exact
    weights: Exact
    bias: Exact
    distance: int


class Words(NamedTuple):
    """What the words of a line count: the row of each known word, the embeddings (row 0 no word,
    row 1 an unknown one), and the weights of the words at the ends and of all together.
    """

    rows: Mapping[str, int]
    embeddings: Exact
    ends: Exact
    bag: Exact


class Net(NamedTuple):
    """The weights for one form of page. `first` has a row a column of features, `flags` the row of
    each known flag in `flag_weights` (the last row is of none); `mean` are the columns of an
    average block; `switch` is the cost of a change between body and the rest, `overrules` the logit
    from which the judge revives what a filter cut, both in UNITs of a nat.
    """

    columns: Sequence[str]
    mean: Exact
    first: Exact
    bias: Exact
    flags: Mapping[str, int]
    flag_weights: Exact
    words: Words | None
    layers: Sequence[Layer]
    out: Exact
    out_bias: Exact
    switch: int
    overrules: Mapping[str, float]


class Pull(NamedTuple):
    """What moved the logit of body of each block: its slope over the hidden units of the block's
    own features, and the parts that came from the blocks above and below.
    """

    slopes: Exact
    above: Exact
    below: Exact


class Beliefs(NamedTuple):
    """What the net finds of blocks, in their order: the logits of body and of each role (in UNITs
    of a nat), whether the page's sequence calls them body, and what moved the logit.
    """

    body: list[int]
    roles: NDArray[np.int64]
    kept: list[bool]
    pull: Pull


def believe(net: Net, found: Features) -> Beliefs:
    """The beliefs about the blocks in doubt of a page."""
    pieces = list(_pieces(net, found))
    outputs = np.concatenate([outputs for outputs, _ in pieces])
    whole = np.rint(outputs * UNIT).astype(np.int64)
    body = whole[:, 0].tolist()
    pull = Pull(*map(np.concatenate, zip(*(pull for _, pull in pieces), strict=True)))
    return Beliefs(body, whole[:, 1:], smoothed(body, net.switch), pull)


def _pieces(net: Net, found: Features) -> Iterator[tuple[Exact, Pull]]:
    """The outputs and the pull of at most MAX_ROWS blocks at a time, each piece computed with the
    blocks around it that it depends on.
    """
    reach, size = sum(layer.distance for layer in net.layers), len(found.numbers)
    for start in range(0, max(1, size), MAX_ROWS):
        first, last = max(0, start - reach), min(size, start + MAX_ROWS + reach)
        inner = slice(start - first, min(start + MAX_ROWS, size) - first)
        outputs, pull = _forward(net, embedded(net, found, first, last))
        yield outputs[inner], Pull(*(part[inner] for part in pull))


def rounded(values: Exact) -> Exact:
    """Values as multiples of 1/UNIT."""
    return np.rint(values * UNIT) / UNIT


def embedded(net: Net, found: Features, first: int, last: int) -> Exact:
    """The hidden units of blocks' own features, before they are rectified."""
    total = found.columns[first:last].astype(np.float64) @ net.first + net.bias
    total += flag_sums(net, found.flags[first:last])
    if net.words is not None and last > first:
        ends, bag = _word_rows(net.words.rows, found.words[first:last])
        total += net.words.embeddings[ends].reshape(last - first, -1) @ net.words.ends
        counts = np.maximum(1, (bag > 0).sum(axis=1, keepdims=True))
        mean = net.words.embeddings[bag].sum(axis=1) / np.sqrt(counts)
        total += rounded(mean) @ net.words.bag
    return total


def flag_sums(net: Net, flags: Sequence[Sequence[str]]) -> Exact:
    """The weights of each block's flags, summed."""
    none, known = len(net.flag_weights) - 1, net.flags
    rows = [[known[flag] for flag in own if flag in known] for own in flags]
    width = max(map(len, rows), default=0)
    padded = np.full((len(rows), width), none)
    for at, own in enumerate(rows):
        padded[at, : len(own)] = own
    total = np.zeros((len(rows), net.flag_weights.shape[1]))
    for column in padded.T:
        total += net.flag_weights[column]
    return total


def _word_rows(
    known: Mapping[str, int], lines: Sequence[Sequence[str]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of the words at the ends of each line, and of its different words."""
    numbered = [[known.get(word, 1) for word in line] for line in lines]
    bags = [list(dict.fromkeys(line)) for line in numbered]
    ends = np.zeros((len(lines), 2 * END_WORDS), np.int64)
    bag = np.zeros((len(lines), max(map(len, bags), default=0)), np.int64)
    for at, (line, different) in enumerate(zip(numbered, bags, strict=True)):
        beginning, ending = line[:END_WORDS], line[-END_WORDS:]
        ends[at, : len(beginning)] = beginning
        ends[at, 2 * END_WORDS - len(ending) :] = ending
        bag[at, : len(different)] = different
    return ends, bag


class Trace(NamedTuple):
    """What a layer did: the normalised units, the spread, the sum of each tap, what fired."""

    normal: Exact
    spread: Exact
    above: Exact
    below: Exact
    fired: NDArray[np.bool_]


def _forward(net: Net, total: Exact) -> tuple[Exact, Pull]:
    """The outputs for blocks with these hidden units, and the pull on the first of them."""
    first = units = rounded(np.maximum(total, 0.0))
    traces = []
    for layer in net.layers:
        added, trace = _convolved(layer, units)
        units = rounded(units + added)
        traces.append(trace)
    outputs = np.concatenate([first, units], axis=1) @ net.out + net.out_bias
    return outputs, _pull(net, total, traces)


def _convolved(layer: Layer, units: Exact) -> tuple[Exact, Trace]:
    """What a layer adds to its units, and its trace."""
    size, width = units.shape
    centred = rounded(units - units.sum(axis=1, keepdims=True) / width)
    spread = np.sqrt((centred * centred).sum(axis=1, keepdims=True) / width + MIN_VARIANCE)
    normal = rounded(centred / spread)
    scaled = rounded(normal * layer.gain + layer.shift)
    padded = np.pad(scaled, ((layer.distance, layer.distance), (0, 0)))
    above, here, below = (
        padded[tap * layer.distance :][:size] @ layer.weights[tap] for tap in range(KERNEL)
    )
    total = above + here + below + layer.bias
    return np.maximum(total, 0.0), Trace(normal, spread, above, below, total > 0)


def _pull(net: Net, total: Exact, traces: Sequence[Trace]) -> Pull:
    """The pull on each block's logit of body: back through the layers along the block itself, what
    each layer took from the blocks above and below summed up.
    """
    width = total.shape[1]
    slopes = np.broadcast_to(net.out[width:, 0], total.shape)
    above, below = np.zeros(len(total)), np.zeros(len(total))
    for layer, trace in zip(reversed(net.layers), reversed(traces), strict=True):
        fired = slopes * trace.fired
        above += (fired * trace.above).sum(axis=1)
        below += (fired * trace.below).sum(axis=1)
        inner = rounded(fired @ layer.weights[1].T) * layer.gain
        level = inner.sum(axis=1, keepdims=True) / width
        along = rounded((rounded(inner) * trace.normal).sum(axis=1, keepdims=True) / width)
        slopes = rounded(slopes + (inner - level - trace.normal * along) / trace.spread)
    return Pull((slopes + net.out[:width, 0]) * (total > 0), rounded(above), rounded(below))


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


def weights_file() -> str:
    """The path of the weights that are in use."""
    return os.environ.get(WEIGHTS_VARIABLE) or str(WEIGHTS)


class WeightsFile(NamedTuple):
    """A weights file: its arrays, and what is written beside them (names, pages, sources)."""

    arrays: Mapping[str, NDArray[Any]]
    about: Mapping[str, Any]


@cache
def read_weights(path: str) -> WeightsFile:
    """A weights file. Raises OSError or ValueError where it is not one."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files if name != "about"}
        return WeightsFile(arrays, json.loads(file["about"].tobytes()))


def load(path: Path, form: str) -> Net:
    """The net of a form of page in a weights file."""
    return _net(str(path), form)


@cache
def _net(path: str, form: str) -> Net:
    arrays, about = read_weights(path)
    names = about["forms"][form]
    found = {
        name.removeprefix(f"{form}."): np.ldexp(values.astype(np.float64), -about["bits"][name])
        for name, values in arrays.items()
        if name.startswith(f"{form}.")
    }
    words = None
    if "embeddings" in found:
        rows = {word: at for at, word in enumerate(names["words"], 2)}
        words = Words(rows, found["embeddings"], found["ends"], found["bag"])
    return Net(
        names["columns"],
        found["mean"],
        found["first"],
        found["bias"],
        {present_name(flag): at for at, flag in enumerate(names["flags"])},
        found["flag_weights"],
        words,
        [
            Layer(
                found[f"gain{at}"],
                found[f"shift{at}"],
                found[f"weights{at}"],
                found[f"bias{at}"],
                distance,
            )
            for at, distance in enumerate(names["distances"])
        ],
        found["out"],
        found["out_bias"],
        names["switch"],
        {present_name(name): logit for name, logit in names["overrules"].items()},
    )


def net_for(form: str) -> Net:
    """The net of a form of page. Raises OSError or ValueError where COPYDESK_WEIGHTS does not name
    a weights file.
    """
    return _net(weights_file(), form)
