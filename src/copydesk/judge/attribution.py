"""Attributes the net's logits of body to its inputs: gradient times input."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.judge.net import Pieces, Trace, Traces, product, rounded
from copydesk.judge.weights import Exact, Layer, Net


class Attribution(NamedTuple):
    """Gradient-times-input attribution of blocks' logits of body.

    The slopes are those over the hidden units of the block's own features; `above` and `below` are
    the contributions of the other blocks.
    """

    slopes: Exact
    above: Exact
    below: Exact


def attribution(net: Net, pieces: Pieces, places: NDArray[np.int64]) -> Attribution:
    """Return the attribution of the logits of body of the blocks at these places, ascending."""
    firsts = pieces.firsts()
    owns = np.split(places, np.searchsorted(places, firsts[1:]))
    parts = [
        _attribution(net, pieces.at(first).traces.at(own - first))
        for first, own in zip(firsts, owns, strict=True)
        if len(own) or not first
    ]
    return Attribution(*map(np.concatenate, zip(*parts, strict=True)))


def _attribution(net: Net, traces: Traces) -> Attribution:
    """Return the attribution of each of some blocks' logit of body.

    The gradient is propagated back through the taps of the block itself only; the contributions of
    the blocks above and below are summed over the layers.
    """
    size, width = traces.fired.shape
    slopes = np.broadcast_to(net.out[width:, 0], (size, width))
    above, below = np.zeros(size), np.zeros(size)
    for layer, trace in zip(reversed(net.layers), reversed(traces.layers), strict=True):
        own = slopes.reshape(trace.normal.shape)
        fired = own * trace.fired
        above += (fired * trace.above).sum(axis=(1, 2))
        below += (fired * trace.below).sum(axis=(1, 2))
        slopes = rounded(own + _slopes_of_units(layer, trace, fired)).reshape(size, width)
    return Attribution((slopes + net.out[:width, 0]) * traces.fired, rounded(above), rounded(below))


def _slopes_of_units(layer: Layer, trace: Trace, fired: Exact) -> Exact:
    """Return the gradient of a layer's sums with respect to its units."""
    width = trace.normal.shape[2]
    here = layer.weights[:, :, width : 2 * width].transpose(0, 2, 1)
    inner = rounded(product(fired, here)) * layer.gain
    level = inner.sum(axis=2, keepdims=True) / width
    along = rounded((rounded(inner) * trace.normal).sum(axis=2, keepdims=True) / width)
    slopes: Exact = (inner - level - trace.normal * along) / trace.spread
    return slopes
