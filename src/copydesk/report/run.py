"""The run that a report shows: its journal, and its pages read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from copydesk.batch.journal import Journal, State, this_version
from copydesk.batch.outputs import packing_of, place_of
from copydesk.batch.plan import Entry, Refused, listed
from copydesk.batch.pool import Lost, Part, in_order
from copydesk.batch.settings import options_of
from copydesk.batch.tally import Tally
from copydesk.batch.task_stream import tasks
from copydesk.batch.worker import Item, OutputFormat, Task
from copydesk.model.raw import Raw
from copydesk.model.site import RulesError
from copydesk.report.chunk import Chunk, ChunkTask, chunk_of, cuts_in, failed, make_chunk
from copydesk.text.display import shown_name
from copydesk.views.filter_cuts import PageCuts, Unexamined

if TYPE_CHECKING:
    from copydesk.model.options import SiteRules

# Pages compressed together, which the browser decompresses to show one of them, in 4 ms.
# Compressed each alone they would take half as much room again.
CHUNK_PAGES = 32
D = TypeVar("D")


class ReportLimits(NamedTuple):
    """The most pages and characters of each, and the worker processes."""

    pages: int
    characters: int
    jobs: int

    def takes(self, number: int, pages: int) -> bool:
        """Return whether page `number`, from 0, of `pages` is shown.

        All pages are, or the allowed number of them, evenly spaced.
        """
        return (
            pages <= self.pages
            or number * self.pages // pages != (number - 1) * self.pages // pages
        )


class JournalledRun:
    """A run that has a journal."""

    source = (
        "The results hold neither dumps nor marks: copydesk cleaned each page again for "
        "this report, from the run's inputs and with its options."
    )

    def __init__(self, out: str, folder: Path, failures: Path) -> None:
        self._journal = Journal(folder, failures)
        state = self._journal.load()
        if state is None:
            raise Refused(f"{shown_name(out)} has no journal of a run ({shown_name(str(folder))})")
        self.state: State = state
        self._changes = _Changes()
        self._rules, self._rules_notice = _rules_of(state.run)

    @property
    def tally(self) -> Tally:
        """The totals of the whole run."""
        return self.state.total

    @property
    def inputs(self) -> Sequence[str]:
        """The INPUTs of the run as given."""
        given: list[str] = self.state.run["inputs"]
        return given

    def chunks(self, limits: ReportLimits) -> Iterator[Chunk]:
        """Yield the pages in chunks, in the order of the run.

        Raises NoWorkers, and Refused where none of its inputs exists any more.
        """
        for part in self._parts(make_chunk, limits):
            yield (
                chunk_of(failed(item, part.done.why) for item in part.task.task.items)
                if isinstance(part.done, Lost)
                else part.done
            )

    def cuts(self, names: Collection[str], limits: ReportLimits) -> Iterator[PageCuts | Unexamined]:
        """Yield the cuts of these filters on each page; raises as `chunks` does."""
        for part in self._parts(partial(cuts_in, names), limits):
            if isinstance(part.done, Lost):
                for item in part.task.task.items:
                    yield Unexamined(item.name, part.done.why)
            else:
                yield from part.done

    def _parts(
        self, work: Callable[[ChunkTask], D], limits: ReportLimits
    ) -> Iterator[Part[ChunkTask, D]]:
        """Yield the outcome of each task, which workers do."""
        made = self._chunk_tasks(limits)
        for _, parts in in_order(work, made, limits.jobs, self.state.run["timeout"]):
            yield from parts

    def notices(self) -> list[str]:
        """Return sentences for the reader; complete once all chunks are read."""
        found = []
        if not self.state.finished:
            found.append("The run is not finished: the report shows the pages done so far.")
        if self.state.run["version"] != this_version():
            found.append(
                "Another version of copydesk did the run: the totals are the "
                "run's, the pages are shown as this version cleans them."
            )
        found += self._rules_notice
        changed, gone = self._changes.changed, self._changes.gone
        if changed or gone:
            found.append(
                f"Since the run {changed:,} of its inputs have changed and {gone:,} "
                f"have gone: their pages are shown as they are now."
            )
        return found

    def _chunk_tasks(self, limits: ReportLimits) -> Iterator[ChunkTask]:
        with self._journal.list.open(encoding="utf-8") as file:
            entries = self._changes.seen(listed(file))
            made = tasks(
                entries, (0, 0, 0), 0, OutputFormat(), options_of(self.state.run, self._rules)
            )
            failures = self._failed()
            for task in gathered(_chosen(made, self.tally.pages, limits)):
                yield ChunkTask(
                    task,
                    limits.characters,
                    {
                        item.name: failures[item.name]
                        for item in task.items
                        if item.name in failures
                    },
                )

    def _failed(self) -> dict[str, str]:
        """Return the failed pages with their reasons; they are not retried."""
        return {record["input"]: record["error"] for record in self._journal.failed(self.state)}


def run_of(out: str) -> JournalledRun | None:
    """Return the run that wrote this output, or None without a journal.

    Raises Refused for a journal that cannot be read.
    """
    folder, failures = place_of(Path(out), packing_of(out))
    return JournalledRun(out, folder, failures) if folder.is_dir() else None


def _rules_of(run: dict[str, Any]) -> tuple[SiteRules | None, list[str]]:
    """Return the present site rules of the run, and notices of changes."""
    if not run["rules"]:
        return None, []
    from copydesk.rules import read_rules

    try:
        book = read_rules(*run["rules_in"])
        for _ in book.all():
            pass
    except (RulesError, OSError):
        return None, [
            "The run's site rules cannot be read any more: the pages are shown as "
            "cleaned without them."
        ]
    changed = (
        "The run's site rules have changed since: the pages are shown as they are "
        "cleaned with the present ones."
    )
    return book, [changed] if book.digest != run["rules"] else []


@dataclass
class _Changes:
    """Counts the inputs that changed since the run."""

    changed: int = 0
    gone: int = 0
    there: bool = field(default=False)

    def seen(self, entries: Iterator[tuple[int, Entry]]) -> Iterator[tuple[int, Entry]]:
        """Yield the inputs with their present sizes and times.

        Raises Refused where all are gone.
        """
        for number, entry in entries:
            try:
                stat = os.stat(entry.path)
            except OSError:
                self.gone += bool(entry.changed)
                yield number, entry
                continue
            self.there = True
            self.changed += (stat.st_size, stat.st_mtime_ns) != (entry.size, entry.changed)
            yield number, entry._replace(size=stat.st_size, changed=stat.st_mtime_ns)
        if self.gone and not self.there:
            raise Refused(
                "None of the run's inputs was found: run copydesk in the folder where "
                "the run was started, or restore them"
            )


def _chosen(made: Iterator[Task], pages: int, limits: ReportLimits) -> Iterator[Task]:
    """Yield the tasks of the run, with only the pages that are shown."""
    number = 0
    for task in made:
        items = [
            item
            for at, item in enumerate(task.items, number)
            if at < pages and limits.takes(at, pages)
        ]
        number += len(task.items)
        if items:
            yield task if len(items) == len(task.items) else replace(task, items=tuple(items))
        if number >= pages:
            return


def gathered(made: Iterator[Task]) -> Iterator[Task]:
    """Merge small tasks and divide large ones, for one chunk each.

    Only tasks with the same column names are merged.
    """
    held: Task | None = None
    for task in made:
        if held and (
            held.names != task.names
            or len(held) + len(task) > CHUNK_PAGES
            or _size(held) + _size(task) > 1 << 20
        ):
            yield from _divided(held)
            held = None
        held = replace(task, items=held.items + task.items) if held else task
    if held:
        yield from _divided(held)


def _divided(task: Task) -> Iterator[Task]:
    for first in range(0, len(task), CHUNK_PAGES):
        yield replace(task, items=task.items[first : first + CHUNK_PAGES])


def _size(task: Task) -> int:
    return sum(map(_length, task.items))


def _length(item: Item) -> int:
    data = item.content.data if isinstance(item.content, Raw) else item.content
    return len(data) if isinstance(data, (bytes, str)) else 0
