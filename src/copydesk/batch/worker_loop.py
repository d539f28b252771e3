"""The worker's side of a pool: receives tasks and sends their outcomes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from copydesk.sources.errors import fault


def serve(pipe: Connection, work: Callable[[Any], object]) -> None:
    """Run tasks from a pipe until the parent is gone.

    Sends a message when the worker has started, when it has taken a task, and with the outcome.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _leave_with_parent()
    try:
        pipe.send(("begun", None))
        while True:
            task = pipe.recv()
            pipe.send(("taken", None))
            pipe.send(_outcome(work, task))
    except (EOFError, OSError):
        return


def _outcome(work: Callable[[Any], object], task: object) -> tuple[str, object]:
    try:
        return "done", work(task)
    # Anything that a page raises, memory errors included, is a failure of that page.
    except (Exception, SystemExit) as error:  # noqa: BLE001
        return "lost", fault("cleaned", error)


def _leave_with_parent() -> None:
    """End this worker when the run is killed, even in the middle of a page."""
    from threading import Thread

    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()
