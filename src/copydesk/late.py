"""Regular expressions that are compiled when they are first asked something.

Python takes half a millisecond to compile one, and the program has more than a hundred: a command
that reads one page would wait longer for expressions that the page never needs than for its
article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, AnyStr, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
PATIENCE = 500
"""Texts that are looked through for an expression's signs before it is compiled all the same: many
pages are worth it, and the expression is quicker then.
"""


class _Late:
    """Stands for an expression; from the first question on its methods are the compiled one's own,
    so that a later question costs no more.
    """

    def __init__(self, pattern: Any, flags: int) -> None:  # noqa: ANN401 - text or bytes, as what it is asked of
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled expression has
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._compiled(), name)

    def _compiled(self) -> re.Pattern[Any]:
        compiled = re.compile(*self._source)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return compiled


class _Signed(_Late):
    """One that nothing can match in which none of its signs stands; until a text has one it is not
    compiled.
    """

    def __init__(self, pattern: Any, flags: int, signs: Sequence[str]) -> None:  # noqa: ANN401 - as above
        super().__init__(pattern, flags)
        self._signs, self._folds, self._patience = signs, bool(flags & re.IGNORECASE), PATIENCE

    def _asks(self, text: str) -> bool:
        said = text.lower() if self._folds else text
        self._patience -= 1
        for sign in self._signs:
            if sign in said:
                return True
        return self._patience < 0

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        return self._compiled().search(text, *within) if self._asks(text) else None

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        return self._compiled().match(text, *within) if self._asks(text) else None

    def fullmatch(self, text: str, *within: int) -> re.Match[str] | None:
        return self._compiled().fullmatch(text, *within) if self._asks(text) else None

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        return self._compiled().finditer(text, *within) if self._asks(text) else iter(())

    def findall(self, text: str, *within: int) -> list[Any]:
        return self._compiled().findall(text, *within) if self._asks(text) else []

    def split(self, text: str, *most: int) -> list[Any]:
        return self._compiled().split(text, *most) if self._asks(text) else [text]

    def sub(self, new: Any, text: str, *most: int) -> str:  # noqa: ANN401 - a text or a function
        return self._compiled().sub(new, text, *most) if self._asks(text) else text


def late(pattern: AnyStr, flags: int = 0, signs: Sequence[str] = ()) -> re.Pattern[AnyStr]:
    """The expression that `re.compile` gives for these, compiled when one of its methods is first
    asked for. Errors in it show then, too.

    `signs` are texts of which one stands in whatever it matches, in small letters where case does
    not count (and then without i, k and s, to which other letters are alike). With them it is
    compiled only when a text holds one.
    """
    return cast(
        "re.Pattern[AnyStr]", _Signed(pattern, flags, signs) if signs else _Late(pattern, flags)
    )
