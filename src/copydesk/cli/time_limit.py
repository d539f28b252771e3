"""A time limit for one page in this process.

A batch ends its worker processes instead.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The time limit was exceeded.

    Not an Exception, so that no error handler catches it.
    """


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the `with` block after so many seconds.

    Systems without SIGALRM do not limit it.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise OutOfTime
