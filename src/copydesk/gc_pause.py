"""Python's search for cyclic garbage, put off while a page is cleaned.

It searches after every 700 new objects. A page makes some ten thousand and hardly a cycle among
them (a test counts), so that the searches of one page took a ninth of its time and found nothing.
What is left over is found after the page, by the first search of the program's own.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def uninterrupted(work: Callable[P, R]) -> Callable[P, R]:
    """The same function, during which nothing is searched for. Where the program has turned the
    search off itself it stays off.
    """

    @wraps(work)
    def working(*given: P.args, **named: P.kwargs) -> R:
        if not gc.isenabled():
            return work(*given, **named)
        gc.disable()
        try:
            return work(*given, **named)
        finally:
            gc.enable()

    return working
