"""Regular expressions that are compiled on first use.

Compiling one takes about half a millisecond and the program has more than two hundred. A command
that cleans one page uses a third of them; compiling the rest would add a fifth to its run time.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _LazyPattern:
    """A pattern that compiles itself on the first use of any method.

    The compiled pattern's methods then replace the lazy ones, so later calls cost nothing extra.
    """

    def __init__(self, pattern: Any, flags: int) -> None:  # noqa: ANN401 - str or bytes
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled on first use.

    Takes what `re.compile` takes. Raises `re.error` for a wrong pattern on its first use, not here.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))
