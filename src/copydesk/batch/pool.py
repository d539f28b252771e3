"""Runs tasks in worker processes, in order, each page within a time limit.

Each worker has a pipe of its own and shares no lock or queue with another: a worker may be killed
at any moment, also in the middle of a message, and nothing waits for it. Pools whose workers share
their queues (pebble, concurrent.futures) were tried, and hang when a worker is killed at the wrong
moment.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from multiprocessing.connection import wait
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

from copydesk.batch.worker_loop import serve

# Tasks for each worker that are running, or wait for an earlier one to end. It bounds the memory of
# a run.
TASKS_PER_WORKER = 4
# Workers in a row that may end before they have started.
MAX_FAILED_STARTS = 3
PRELOADED = "copydesk.batch.preload"


class Divisible(Protocol):
    """A task of some pages, which can be split into tasks of one page."""

    def __len__(self) -> int: ...

    def split(self) -> Sequence[Self]:
        """Return a task for each page."""


T = TypeVar("T", bound=Divisible)
D = TypeVar("D")


class NoWorkers(RuntimeError):  # noqa: N818 - it is what there is
    """No worker process stays alive."""


class Lost(NamedTuple):
    """The reason why a page was lost.

    It exceeded its time or crashed its worker, twice. `why` ends the sentence that begins with the
    page's name.
    """

    why: str


class Part(NamedTuple, Generic[T, D]):
    """A task, or a page of one that was retried alone, with its outcome."""

    task: T
    done: D | Lost


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[T], D], tasks: Iterable[T], jobs: int, timeout: float
) -> Generator[tuple[T, list[Part[T, D]]], None, None]:
    """Run tasks in `jobs` processes and yield each with its outcome, in order.

    The outcome is one part, or a part for each page where a page was lost. `timeout` is in seconds
    for one page. Tasks are taken only a few ahead of what is yielded. Raises NoWorkers where no
    worker stays alive.
    """
    crew: Crew[T, D] = Crew(work, jobs, timeout)
    waiting: deque[Attempt[T, D]] = deque()
    try:
        for task in tasks:
            waiting.append(crew.begin(task))
            crew.look(0)
            while waiting and (
                len(waiting) >= TASKS_PER_WORKER * jobs or waiting[0].done is not None
            ):
                yield crew.end(waiting.popleft())
        while waiting:
            yield crew.end(waiting.popleft())
    finally:
        crew.dismiss()


class Attempt(Generic[T, D]):
    """A task that waits, is running or is done."""

    def __init__(self, task: T) -> None:
        self.task = task
        self.done: _Result[D] | Lost | None = None


class _Result(NamedTuple, Generic[D]):
    value: D


class Crew(Generic[T, D]):
    """The worker processes, and the tasks that wait for one.

    There are at most `jobs`; each page has `timeout` seconds. `dismiss` ends them.
    """

    def __init__(self, work: Callable[[T], D], jobs: int, timeout: float) -> None:
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        self._context.set_forkserver_preload([PRELOADED])
        self._work = work
        self._jobs = jobs
        self._timeout = timeout
        self._queue: deque[Attempt[T, D]] = deque()
        self._workers: list[_Worker[T, D]] = []
        self._vain = 0

    def begin(self, task: T) -> Attempt[T, D]:
        """Queue a task; it runs when a worker is free."""
        attempt = Attempt[T, D](task)
        self._queue.append(attempt)
        return attempt

    def end(self, attempt: Attempt[T, D]) -> tuple[T, list[Part[T, D]]]:
        """Wait for a task.

        If it crashed its worker, each of its pages is retried alone, first.
        """
        done = self._awaited(attempt)
        if not isinstance(done, Lost):
            return attempt.task, [Part(attempt.task, done)]
        pages = [Attempt[T, D](page) for page in attempt.task.split()]
        self._queue.extendleft(reversed(pages))
        return attempt.task, [Part(page.task, self._awaited(page)) for page in pages]

    def _awaited(self, attempt: Attempt[T, D]) -> D | Lost:
        while attempt.done is None:
            self.look(None)
        return attempt.done.value if isinstance(attempt.done, _Result) else attempt.done

    def look(self, patience: float | None) -> None:
        """Assign tasks and collect results.

        Waits at most `patience` seconds for one.
        """
        self._assign()
        busy = {worker.pipe: worker for worker in self._workers if worker.busy}
        due = min((worker.due for worker in busy.values()), default=0.0)
        if patience is None:
            patience = min(max(due - time.monotonic(), 0), 60)
        for pipe in wait(list(busy), patience):
            self._take(busy[pipe])
        for worker in [
            worker for worker in busy.values() if worker.busy and time.monotonic() > worker.due
        ]:
            worker.lose(Lost(f"took longer than {self._timeout:g} seconds"))
        self._workers = [worker for worker in self._workers if worker.alive]
        self._assign()

    def _assign(self) -> None:
        while self._queue:
            free = next((worker for worker in self._workers if not worker.busy), None)
            if free is None and len(self._workers) >= self._jobs:
                return
            if free is None:
                free = _Worker(self._context, self._work)
                self._workers.append(free)
            free.give(self._queue.popleft(), self._timeout)

    def _take(self, worker: _Worker[T, D]) -> None:
        attempt = worker.take()
        if attempt is not None:
            # It ended before it had begun with the task, or between two: the task is none the worse
            # for it.
            self._queue.appendleft(attempt)
            self._vain += not worker.begun
        if worker.begun:
            self._vain = 0
        if self._vain > MAX_FAILED_STARTS:
            raise NoWorkers(
                "Worker processes do not stay alive; a script that starts them does so "
                "under `if __name__ == '__main__':`."
            )

    def dismiss(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._workers:
            worker.end()
        self._workers = []


class _Worker(Generic[T, D]):
    """A worker process and the pipe to it.

    It sends a message when it has started, when it has taken a task, and with the outcome.
    """

    # The contexts of multiprocessing have no common type.
    def __init__(self, context: Any, work: Callable[[T], D]) -> None:  # noqa: ANN401
        self.pipe, other = context.Pipe()
        self.alive = True
        self.begun = False
        self.due = float("inf")
        self._attempt: Attempt[T, D] | None = None
        self._given: tuple[float, bool] = (0.0, False)
        self._process = context.Process(target=serve, args=(other, work), daemon=True)
        self._process.start()
        other.close()

    @property
    def busy(self) -> bool:
        """Whether it has a task."""
        return self._attempt is not None

    def give(self, attempt: Attempt[T, D], timeout: float) -> None:
        """Send it a task.

        A task of many pages has more time than one page, but not the sum: one that is too slow is
        retried page by page.
        """
        self._attempt = attempt
        self._given = (timeout + (len(attempt.task) - 1) / 4, False)
        if self.begun:
            self._send()

    def _send(self) -> None:
        try:
            self.pipe.send(self._attempt.task if self._attempt else None)
        except OSError:
            return  # it has ended, which shows when its answer is taken

    def take(self) -> Attempt[T, D] | None:
        """Receive a message.

        Returns the task if the worker ended before it had taken it.
        """
        try:
            message, value = self.pipe.recv()
        except (EOFError, OSError):
            return self._ended()
        if message == "begun":
            self.begun = True
            self._send()
        elif message == "taken":
            self._given = (self._given[0], True)
            self.due = time.monotonic() + self._given[0]
        elif self._attempt:
            self._attempt.done = _Result(value) if message == "done" else Lost(value)
            self._attempt, self.due = None, float("inf")
        return None

    def _ended(self) -> Attempt[T, D] | None:
        attempt = self._attempt
        self.end()
        if attempt and self._given[1]:
            attempt.done = Lost(_ending(self._process.exitcode))
            return None
        return attempt

    def lose(self, why: Lost) -> None:
        """End it; its task is lost."""
        if self._attempt:
            self._attempt.done = why
        self.end()

    def end(self) -> None:
        """End it."""
        self.alive, self._attempt, self.due = False, None, float("inf")
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"crashed its worker ({signal.Signals(-code).name})"
    return f"ended its worker (exit status {code})"
