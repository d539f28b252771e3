"""Present names of the filters and vocabularies in the weights.

Weights keep the names of their training. A renamed filter needs a line in `renames.txt`, and no
training: it maps the old name to the present one when the weights are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

RENAMES = Path(__file__).with_name("renames.txt")
NAMING_FLAGS = ("by:", "cue:", "")
"""Prefixes of flags that name a filter or a vocabulary; without a prefix it is the name alone."""


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
