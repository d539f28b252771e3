"""Runs a batch: cleans in workers, writes in input order, journals."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, NamedTuple

from copydesk.batch import outputs
from copydesk.batch.changes import Changes
from copydesk.batch.cleaning import FAILED
from copydesk.batch.input_records import ReadInputs
from copydesk.batch.journal import Journal, State
from copydesk.batch.listing import Listing, Plan, planned
from copydesk.batch.plan import STANDARD_INPUT, Refused, listed
from copydesk.batch.pool import Lost, Part, in_order, processors
from copydesk.batch.progress import RunProgress
from copydesk.batch.run_start import Begun, Rerun, assess, begin, places_of
from copydesk.batch.settings import Settings
from copydesk.batch.tally import Tally
from copydesk.batch.task_stream import tasks
from copydesk.batch.worker import (
    Done,
    Outcome,
    OutputFormat,
    Task,
    lost,
    surely_packed,
    work,
)
from copydesk.text.display import shown_name
from copydesk.writers import SUFFIXES


class Ended(NamedTuple):
    """The end of a run.

    `tally` counts the pages of this run, `earlier` those of earlier runs that are still valid,
    `changes` is what it found to do. `missing` are the INPUTs that were not found, `failures` is
    the path of the list of failures, `taken` the columns that are in the inputs and in the article,
    `stopped` the failure at which a strict run stopped, `pruned` whether outputs of inputs that are
    gone were removed. `skipped` counts files that belong to a page.
    """

    tally: Tally
    earlier: Tally
    missing: tuple[str, ...]
    failures: Path | None
    taken: frozenset[str]
    changes: Changes
    stopped: str = ""
    pruned: bool = False
    skipped: int = 0


def plan(settings: Settings, file: IO[str]) -> Plan:
    """Write the list of inputs and count them. Raises Refused."""
    packing = outputs.packing_of(settings.out)
    spared = _own_files(settings.out, packing)
    for given in settings.inputs:
        if given == STANDARD_INPUT:
            continue
        if os.path.realpath(given) in spared:
            raise Refused(f"{shown_name(given)} is also the output: choose another --out")
        if not packing and Path(os.path.realpath(given)).is_relative_to(
            os.path.realpath(settings.out)
        ):
            raise Refused(
                f"{shown_name(given)} is inside the output {shown_name(settings.out)}: choose "
                f"another --out"
            )
    found = Listing(settings.inputs, spared, settings.names, settings.selection)
    made = planned(found, file, "" if packing else SUFFIXES[settings.form])
    if settings.inputs and set(settings.inputs) == set(made.missing):
        # Probably a misspelled name: no journal is created, which the next run would find.
        were = "was" if len(made.missing) == 1 else "were"
        raise Refused(f"{', '.join(map(shown_name, made.missing))} {were} not found")
    return made


def _own_files(out: str, packing: str) -> set[str]:
    """Return the real paths of the run's outputs, which are not inputs."""
    if out == "-":
        return set()
    files = (Path(out), outputs.place_of(Path(out), packing)[1])
    partial = (path.with_name(f"{path.name}.partial") for path in files)
    return {os.path.realpath(path) for path in (*files, *partial)}


def preview(settings: Settings, rerun: Rerun, steps: IO[str]) -> tuple[Plan, Changes]:
    """Find out what a run would do, and write it to `steps`. Raises Refused."""
    with TemporaryFile("w+", encoding="utf-8") as file:
        made = plan(settings, file)
        identity = settings.identity(sorted(made.taken))
        return made, assess(
            places_of(settings.out, settings.form, settings.articles_only, settings.name),
            identity,
            file,
            rerun,
            steps,
        ).changes


def run(settings: Settings, rerun: Rerun, progress: RunProgress) -> Ended:
    """Run a batch, or what is left of one.

    Raises Refused where that is not possible, OSError where the output cannot be written.
    """
    with (
        NamedTemporaryFile("w+", encoding="utf-8") as file,
        TemporaryFile("w+", encoding="utf-8") as steps,
        NamedTemporaryFile("w+", encoding="utf-8") as entries,
    ):
        made = plan(settings, file)
        identity = settings.identity(sorted(made.taken))
        if settings.out == "-":
            state = State(identity)
            output = outputs.Stream(sys.stdout.buffer)
            ended = _Run(settings, made, Changes(), output, None, progress).go(state, file)
            return ended._replace(skipped=made.skipped)
        places = places_of(settings.out, settings.form, settings.articles_only, settings.name)
        with places.journal.held():
            found = assess(places, identity, file, rerun, steps)
            state = begin(places, found, rerun, steps, entries)
            if state.finished:
                ended = _unchanged(state, found, made, places.journal)
            else:
                left = _Run(settings, made, found.changes, places.output, places.journal, progress)
                ended = left.go(state, entries)
            return ended._replace(pruned=rerun.prune, skipped=made.skipped)


def _unchanged(state: State, found: Begun, made: Plan, journal: Journal) -> Ended:
    """Return the end of a run that had nothing to read."""
    total = state.total
    failures = journal.failures.path if total.failed else None
    return Ended(Tally(), total, made.missing, failures, frozenset(), found.changes)


class _Run:
    """The remaining work of a run."""

    def __init__(
        self,
        settings: Settings,
        plan: Plan,
        changes: Changes,
        output: outputs.Output,
        journal: Journal | None,
        progress: RunProgress,
    ) -> None:
        self._settings = settings
        self._inputs = frozenset(settings.inputs)
        self._plan = plan
        self._changes = changes
        self._output = output
        self._journal = journal
        self._progress = progress

    def go(self, state: State, file: IO[str]) -> Ended:
        """Clean the inputs that are left."""
        self._output.begin(state.output)
        if self._journal:
            self._journal.failures.begin(state.failures)
            self._journal.read.begin(state.read)
        size = sum(entry.size for _, entry in listed(file, state.place[0]))
        self._progress.started(size)
        # Tasks are taken from the list ahead of what is recorded: each has a file of its own.
        with open(file.name, encoding="utf-8") as again:
            left = listed(again, state.place[0]) if self._journal else iter(())
            return self._cleaned(state, file, ReadInputs(left, state.current, self._inputs))

    def _cleaned(self, state: State, file: IO[str], read: ReadInputs) -> Ended:
        stopped = ""
        before = state.tally.pages
        with closing(
            in_order(
                work,
                self._tasks(state, file),
                self._settings.jobs or processors(),
                self._settings.options.limits.seconds,
            )
        ) as results:
            for task, parts in results:
                done = joined(task, parts)
                stopped = first_failure(done.outcomes) if self._settings.strict else ""
                if stopped:
                    break
                state = self._written(state, task, done, read)
                done_now = state.tally.pages - before
                self._progress.step(done_now, task.read, state.tally.brief())
        if not stopped:
            self._finish(state, read)
        return self._ended(state, stopped)

    def _tasks(self, state: State, file: IO[str]) -> Iterator[Task]:
        settings = self._settings
        packing = outputs.packing_of(settings.out)
        taken = frozenset(state.run["taken"])
        form = "" if packing else settings.form
        output = OutputFormat(
            form,
            packing,
            taken,
            settings.markdown,
            settings.articles_only,
            settings.name is not None,
        )
        return tasks(listed(file, state.place[0]), state.place, 0, output, settings.options)

    def _written(self, state: State, task: Task, done: Done, read: ReadInputs) -> State:
        state = state._replace(
            place=task.place,
            output=self._output.put(done),
            tally=state.tally.plus(done.outcomes, self._inputs),
        )
        if self._journal:
            state = state._replace(
                failures=self._journal.failures.append(outputs.failures_in(done)),
                read=self._journal.read.append(read.records(task, done)),
                current=read.current,
            )
            self._journal.save(state)
        return state

    def _finish(self, state: State, read: ReadInputs) -> None:
        self._output.finish()
        if self._journal:
            self._journal.failures.finish()
            length = self._journal.read.append(read.rest())
            self._journal.read.finish()
            self._journal.save(state._replace(read=length, current=Tally(), finished=True))

    def _ended(self, state: State, stopped: str) -> Ended:
        failed = self._journal and state.total.failed
        return Ended(
            state.tally,
            state.earlier,
            self._plan.missing,
            self._journal.failures.path if self._journal and failed else None,
            self._plan.taken,
            self._changes,
            stopped,
        )


def first_failure(outcomes: Iterable[Outcome]) -> str:
    """Return the first page that failed, and why; "" without one."""
    return next(
        (f"{shown_name(one.name)} {one.why}" for one in outcomes if one.status == FAILED), ""
    )


def joined(task: Task, parts: Sequence[Part[Task, Done]]) -> Done:
    """Return the result of a task.

    Rows of pages that were retried one by one are packed here, as the worker would have done.
    """
    if len(parts) == 1 and parts[0].task is task and not isinstance(parts[0].done, Lost):
        return parts[0].done
    pieces = [
        lost(part.task, part.done.why) if isinstance(part.done, Lost) else part.done
        for part in parts
    ]
    whole = Done(
        tuple(outcome for piece in pieces for outcome in piece.outcomes),
        b"",
        tuple(row for piece in pieces for row in piece.rows),
    )
    return surely_packed(task, whole) if task.output.packing else whole
