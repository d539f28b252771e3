"""The features of the fields, and the signs their weights may have."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

import copydesk

DESCRIBED = Path(copydesk.__file__).parent / "fields" / "features.toml"


class Described(NamedTuple):
    """A feature: the sign its weight may have (`+`, `-`, `?`), its meaning."""

    sign: str
    sentence: str

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The least and the greatest weight, None where there is none."""
        return (0.0 if self.sign == "+" else None, 0.0 if self.sign == "-" else None)


@cache
def features_of(field: str) -> Mapping[str, Described]:
    """Return the described features of a field, in the order of the file."""
    written = tomllib.loads(DESCRIBED.read_text("utf-8"))[field]
    return {name: Described(text[0], text[2:]) for name, text in written.items()}


def described(field: str, name: str) -> Described:
    """Return what a feature is; a name with `*` describes all that match it.

    Raises KeyError for a feature that nothing describes.
    """
    known = features_of(field)
    if name in known:
        return known[name]
    found = next((one for one in known if "*" in one and fnmatchcase(name, one)), None)
    if found is None:
        raise KeyError(f"features.toml describes no feature {name!r} of {field}")
    return known[found]
