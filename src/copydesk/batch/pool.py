"""Worker processes that do tasks in order, each within a time limit; what kills or hangs its worker costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, NamedTuple, Protocol, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

AHEAD = 4
"""Tasks for each worker that are under way or wait for an earlier one to end: what bounds the memory of a run."""
MOST_RESTARTS = 3
PRELOADED = "copydesk.batch.preload"


class Divisible(Protocol):
    """A task: so many pages, and the tasks of one page each that it falls into."""

    def __len__(self) -> int: ...

    def split(self) -> Sequence[Self]:
        """The pages, each a task by itself."""


T = TypeVar("T", bound=Divisible)
D = TypeVar("D")


class Lost(NamedTuple):
    """Why a page gave nothing: it outran its time or took its worker with it, twice. `why` ends the sentence that begins with the page's name."""

    why: str


class Part(NamedTuple, Generic[T, D]):
    """A task, or a page of one that had to be done again page by page, and what came of it."""

    task: T
    done: D | Lost


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[T], D], tasks: Iterable[T], jobs: int, timeout: float) -> Generator[tuple[T, list[Part[T, D]]], None, None]:
    """Does the tasks in `jobs` processes and yields each with what came of it, in their order: one part, or where a page was lost a part for each page.

    `timeout` is in seconds, for one page. Tasks are taken only a few ahead of what is yielded. Raises OSError where no worker stays alive.
    """
    crew = _Crew(work, jobs, timeout)
    waiting: deque[tuple[T, _Try[D]]] = deque()
    try:
        for task in tasks:
            waiting.append((task, crew.begin(task)))
            while waiting and (len(waiting) >= AHEAD * jobs or waiting[0][1].future.done()):
                first, attempt = waiting.popleft()
                yield first, crew.end(first, attempt)
        while waiting:
            first, attempt = waiting.popleft()
            yield first, crew.end(first, attempt)
    finally:
        crew.dismiss()


class _Try(NamedTuple, Generic[D]):
    """A task that was given to a pool, the first or a later one."""

    future: ProcessFuture[D]
    pool: int


class _Crew(Generic[T, D]):
    """The pool, made anew where all of it has died."""

    def __init__(self, work: Callable[[T], D], jobs: int, timeout: float) -> None:
        self._work = work
        self._jobs = jobs
        self._timeout = timeout
        self._restarts = 0
        self._pool = self._made()

    def _made(self) -> ProcessPool:
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        context.set_forkserver_preload([PRELOADED])
        return ProcessPool(self._jobs, initializer=_leave_with_parent, context=context)

    def begin(self, task: T) -> _Try[D]:
        """Gives a task to the workers. One of many pages has more time, though not the sum: what is too slow together is tried page by page."""
        time = self._timeout + len(task) / 4
        try:
            return _Try(self._pool.schedule(self._work, (task,), timeout=time), self._restarts)
        except (BrokenProcessPool, RuntimeError):
            self._restart(self._restarts)
            return _Try(self._pool.schedule(self._work, (task,), timeout=time), self._restarts)

    def end(self, task: T, attempt: _Try[D]) -> list[Part[T, D]]:
        """Waits for a task. Where it took its worker with it, each of its pages is tried by itself."""
        done = self._result(task, attempt)
        if not isinstance(done, Lost):
            return [Part(task, done)]
        return [Part(page, self._result(page, attempt)) for page, attempt in [(page, self.begin(page)) for page in task.split()]]

    def _result(self, task: T, attempt: _Try[D]) -> D | Lost:
        try:
            return attempt.future.result()
        except BrokenProcessPool:
            self._restart(attempt.pool)
            return self._result(task, self.begin(task))
        except TooLong:
            return Lost(f"took longer than {self._timeout:g} seconds")
        except ProcessExpired as error:
            return Lost(_ending(error.exitcode))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - what a page does to its worker, memory errors and all, is that page's failure
            return Lost(f"could not be cleaned, which is a fault of copydesk: {type(error).__name__}: {error}")

    def _restart(self, pool: int) -> None:
        if pool < self._restarts:
            return
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            raise OSError("Worker processes do not stay alive; a script that starts them does so under `if __name__ == '__main__':`.")
        self.dismiss()
        self._pool = self._made()

    def dismiss(self) -> None:
        """Ends the workers, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"killed its worker ({signal.Signals(-code).name})"
    return f"ended its worker (exit status {code})"


def _leave_with_parent() -> None:
    """Ends this worker when the run is killed: its own end of a pipe would keep it waiting for ever."""
    from multiprocessing.connection import wait
    from threading import Thread

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()
