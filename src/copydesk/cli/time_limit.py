"""A limit on the time that a page may take in this process; a batch has workers, which it ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The time is over. Like an interrupt it is no error that anything on the way may take for a
    page's own.
    """


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in what stands under it when so many seconds are over; on systems without
    such an alarm it never does.
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
