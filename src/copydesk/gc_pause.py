"""Pauses Python's cyclic garbage collector while a page is cleaned.

It runs after every 700 new objects. A page makes some ten thousand with hardly a cycle among them
(a test counts), so the collector took a ninth of a page's time and freed nothing. What cycles there
are it frees after the page. It runs as soon as it is enabled again, and searches what the page made
and is still there: a function that frees the page before it returns saves an eighth.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def uninterrupted(work: Callable[P, R]) -> Callable[P, R]:
    """The same function, run with the collector disabled.

    A collector that the calling program has disabled stays disabled.
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
