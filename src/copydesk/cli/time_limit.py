"""A time limit for a page in this process; a batch ends its worker processes instead."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The time limit was exceeded. Not an Exception, so that no handler of errors catches it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in its body after so many seconds; never on systems without SIGALRM."""
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
