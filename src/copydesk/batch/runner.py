"""A run: what is left of it is done in worker processes, written in the inputs' order, and
journalled after each task.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from copydesk.batch import outputs
from copydesk.batch.journal import Journal, State, this_version
from copydesk.batch.plan import Plan, Refused, entries, listed, planned
from copydesk.batch.pool import Lost, Part, in_order, processors
from copydesk.batch.progress import RunProgress
from copydesk.batch.run_start import begun, places_of
from copydesk.batch.tally import Tally
from copydesk.batch.task_stream import tasks
from copydesk.batch.worker import (
    FAILED,
    Done,
    Outcome,
    OutputFormat,
    Task,
    lost,
    surely_packed,
    work,
)
from copydesk.model.options import Limits, Options, SiteRules
from copydesk.sources.jsonl import ColumnNames
from copydesk.text.display import shown_name
from copydesk.writers import SUFFIXES
from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions


class Settings(NamedTuple):
    """Options of a run.

    `out` is a folder, a file whose name says how rows are packed, or `-`; `form` the format of a
    file for each page; `configuration` the options that a file or the environment set.
    """

    inputs: tuple[str, ...]
    out: str
    form: str
    names: ColumnNames | None
    options: Options
    jobs: int | None
    strict: bool
    markdown: MarkdownOptions = EVERYTHING_BUT_HEADING
    configuration: dict[str, list[object]] = {}  # noqa: RUF012 - never changed

    def identity(self, taken: Sequence[str]) -> dict[str, Any]:
        """What must be the same for a run to go on: not the number of jobs."""
        options = self.options
        return {
            "version": this_version(),
            "inputs": list(self.inputs),
            "format": self.form,
            "markdown": [name for name, written in self.markdown._asdict().items() if written],
            "names": self.names,
            "filters": options.filters,
            "preset": options.preset,
            "min_confidence": options.min_confidence,
            "rules": options.rules.digest if options.rules else None,
            "rules_in": list(options.rules.folders) if options.rules else [],
            "max_bytes": options.limits.max_bytes,
            "timeout": options.limits.seconds,
            "taken": list(taken),
            "configuration": self.configuration,
        }


def options_of(run: dict[str, Any], rules: SiteRules | None) -> Options:
    """The options of a run, as its journal records them (`Settings.identity`)."""
    return Options(
        None if run["filters"] is None else tuple(run["filters"]),
        limits=Limits(run["max_bytes"], run["timeout"]),
        rules=rules,
        preset=run["preset"],
        min_confidence=run["min_confidence"],
    )


class Ended(NamedTuple):
    """How a run ended: what became of its pages, the INPUTs that name nothing, where failures are
    listed, and whether all was done before.

    `taken` are the names of columns that the articles' had to give way to, `stopped` the failure at
    which a strict run stopped.
    """

    tally: Tally
    missing: tuple[str, ...]
    failures: Path | None
    taken: frozenset[str]
    before: bool
    stopped: str


def plan(settings: Settings, file: IO[str]) -> Plan:
    """Lists and counts the inputs. Raises Refused."""
    packing = outputs.packing_of(settings.out)
    spared = set[str]()
    if settings.out != "-":
        out = Path(settings.out)
        failures = outputs.place_of(out, packing)[1]
        spared = {
            os.path.realpath(path)
            for path in (
                out,
                failures,
                *(path.with_name(f"{path.name}.partial") for path in (out, failures)),
            )
        }
    for given in settings.inputs:
        if os.path.realpath(given) in spared:
            raise Refused(f"{shown_name(given)} is also the output: choose another --out")
        if not packing and Path(os.path.realpath(given)).is_relative_to(
            os.path.realpath(settings.out)
        ):
            raise Refused(
                f"{shown_name(given)} is inside the output {shown_name(settings.out)}: choose "
                f"another --out"
            )
    found = entries(settings.inputs, spared, settings.names)
    return planned(found, file, settings.inputs, "" if packing else SUFFIXES[settings.form])


def run(settings: Settings, fresh: bool, progress: RunProgress) -> Ended:
    """Does a run, or what is left of it. Raises Refused where it cannot be done as asked, OSError
    where the output cannot be written.
    """
    with TemporaryFile("w+", encoding="utf-8") as file:
        made = plan(settings, file)
        if settings.inputs and set(settings.inputs) == set(
            made.missing
        ):  # a slip of the hand: nothing is begun that would stand in the way of the next try
            raise Refused(
                f"{', '.join(map(shown_name, made.missing))} "
                f"{'was' if len(made.missing) == 1 else 'were'} not found"
            )
        identity = settings.identity(sorted(made.taken))
        if settings.out == "-":
            return _Run(settings, made, outputs.Stream(sys.stdout.buffer), None, None, progress).go(
                State(identity), file
            )
        places = places_of(settings.out, settings.form)
        with places.journal.held():
            state = begun(places, identity, file, fresh)
            if state.finished:
                return Ended(
                    state.tally,
                    made.missing,
                    places.failures.path if state.tally.failed else None,
                    frozenset(),
                    True,
                    "",
                )
            return _Run(settings, made, *places, progress).go(state, file)


class _Run:
    """What is left of a run, being done."""

    def __init__(
        self,
        settings: Settings,
        plan: Plan,
        output: outputs.Output,
        failures: outputs.Growing | None,
        journal: Journal | None,
        progress: RunProgress,
    ) -> None:
        self._settings = settings
        self._inputs = frozenset(settings.inputs)
        self._plan = plan
        self._output = output
        self._failures = failures
        self._journal = journal
        self._progress = progress

    def go(self, state: State, file: IO[str]) -> Ended:
        """Does it all."""
        self._output.begin(state.output)
        if self._failures:
            self._failures.begin(state.failures)
        self._progress.started(self._plan.size, state.tally.pages)
        stopped = ""
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
                state = self._written(state, task, done)
                self._progress.step(state.tally.pages, task.read, state.tally.line())
        if not stopped:
            self._finish(state)
        path = self._failures.path if self._failures and state.tally.failed else None
        return Ended(state.tally, self._plan.missing, path, self._plan.taken, False, stopped)

    def _tasks(self, state: State, file: IO[str]) -> Iterator[Task]:
        settings = self._settings
        packing = outputs.packing_of(settings.out)
        output = OutputFormat(
            "" if packing else settings.form, packing, self._plan.taken, settings.markdown
        )
        read = sum(entry.size for number, entry in listed(file) if number < state.place[0])
        return tasks(listed(file, state.place[0]), state.place, read, output, settings.options)

    def _written(self, state: State, task: Task, done: Done) -> State:
        length = self._output.put(done)
        failures = self._failures.append(outputs.failures_in(done)) if self._failures else 0
        state = state._replace(
            place=task.place,
            output=length,
            failures=failures,
            tally=state.tally.plus(done.outcomes, self._inputs),
        )
        if self._journal:
            self._journal.save(state)
        return state

    def _finish(self, state: State) -> None:
        self._output.finish()
        if self._failures:
            self._failures.finish()
        if self._journal:
            self._journal.save(state._replace(finished=True))


def first_failure(outcomes: Iterable[Outcome]) -> str:
    """The first page that failed, and why; empty where none did."""
    return next(
        (f"{shown_name(one.name)} {one.why}" for one in outcomes if one.status == FAILED), ""
    )


def joined(task: Task, parts: Sequence[Part[Task, Done]]) -> Done:
    """What came of a task. Where its pages were tried one by one their rows are packed here, as the
    worker would have packed them.
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
