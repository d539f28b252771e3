"""The weights of the judge: what they are, and the file from which they are read.

Weights keep the names of their training. A renamed filter or vocabulary needs a line in
`renames.txt`, and no training: it maps the old name to the present one when the weights are read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).resolve().parent / "weights.npz"
RENAMES = Path(__file__).with_name("renames.txt")
NAMING_FLAGS = ("by:", "cue:", "")
"""Prefixes of flags that name a filter or a vocabulary; without a prefix it is the name alone."""
WEIGHTS_VARIABLE = "COPYDESK_WEIGHTS"
"""The environment variable that names another weights file: training scores a page with weights
that never saw its site.
"""


Exact = NDArray[np.float64]


class Layer(NamedTuple):
    """A residual layer: layer normalisation, dilated convolution, ReLU.

    `gain`, `shift` and `bias` have a row for each member of the net and a column for each of its
    hidden units. `weights` has a matrix for each member: a row for each hidden unit, and the
    columns of the KERNEL taps side by side. `distance` is the dilation, in blocks.
    """

    gain: Exact
    shift: Exact
    weights: Exact
    bias: Exact
    distance: int


class Words(NamedTuple):
    """The weights of the words of a line.

    `rows` maps each known word to its row of `embeddings`; `ends` are the weights of the words at
    the ends of the line, by position, and `bag` those of the mean of all its words.
    """

    rows: Mapping[str, int]
    embeddings: Exact
    ends: Exact
    bag: Exact


class Net(NamedTuple):
    """The weights for one form of page.

    The net is the mean of its members, which were trained alike with different random seeds. Their
    hidden units are side by side; no weight joins those of two members.

    `first` has a row for each feature column; `flags` maps each known flag to its row of
    `flag_weights`, whose last row is for no flag; `mean` has the columns of an average block.
    `switch` is the cost of a change between body and other blocks; `overrules` maps a filter to the
    logit from which the judge overrides its cuts. Both are in units of 1/UNIT nat.
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


def weights_file() -> str:
    """The path of the weights that are in use."""
    return os.environ.get(WEIGHTS_VARIABLE) or str(WEIGHTS)


class WeightsFile(NamedTuple):
    """A weights file.

    Its arrays, and what is written beside them (names, pages, sources).
    """

    arrays: Mapping[str, NDArray[Any]]
    about: Mapping[str, Any]


@cache
def read_weights(path: str) -> WeightsFile:
    """A weights file. Raises OSError or ValueError where it is not one."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files if name != "about"}
        return WeightsFile(arrays, json.loads(file["about"].tobytes()))


def load_net(path: Path, form: str) -> Net:
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
    """Return the net of a form of page.

    Raises OSError or ValueError where COPYDESK_WEIGHTS does not name a weights file.
    """
    return _net(weights_file(), form)


def present_name(flag: str) -> str:
    """Return a flag or filter name with the present name.

    Flags are such as `by:share-bar` and `cue:share-bar`.
    """
    kind, colon, name = flag.rpartition(":")
    return flag if kind + colon not in NAMING_FLAGS else kind + colon + _renames().get(name, name)


@cache
def _renames() -> Mapping[str, str]:
    lines = RENAMES.read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return dict(pairs)
