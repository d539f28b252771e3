"""Regular expressions that are compiled when they are first asked something.

Python takes half a millisecond to compile one, and the program has more than a hundred: a command that reads one page would wait longer for
expressions that the page never needs than for its article.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Late:
    """Stands for an expression; from the first question on its methods are the compiled one's own, so that a later question costs no more."""

    def __init__(self, pattern: Any, flags: int) -> None:  # noqa: ANN401 - text or bytes, as what it is asked of
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled expression has
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The expression that `re.compile` gives for these, compiled when one of its methods is first asked for. Errors in it show then, too."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
