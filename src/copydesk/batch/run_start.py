"""Begins a run: anew, where it was interrupted, or with changed inputs."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from copydesk.batch import outputs
from copydesk.batch.article_folder import ArticleFolder
from copydesk.batch.changes import Changes, JournalComparison, Kind
from copydesk.batch.growing_file import GrowingFile, ParquetFile, RowFile
from copydesk.batch.identity import agreed
from copydesk.batch.journal import Journal, State
from copydesk.batch.named_folder import NamedFolder
from copydesk.batch.plan import STANDARD_INPUT, Entry, Refused, listed
from copydesk.batch.tally import Tally
from copydesk.text.display import counted, shown_name
from copydesk.writers.json import dumps
from copydesk.writers.name_template import NameTemplate


class Rerun(NamedTuple):
    """Treatment of an earlier run's outputs in the same place.

    `fresh`: it is replaced. `keep_old`: it is kept, although the version or options differ.
    `retry_failed`: inputs with failures are read again. `prune`: the outputs of inputs that are
    gone are removed.
    """

    fresh: bool = False
    keep_old: bool = False
    retry_failed: bool = False
    prune: bool = False


class Places(NamedTuple):
    """The places of a run's articles, journal and list of failures."""

    output: outputs.Output
    journal: Journal


class Begun(NamedTuple):
    """The work of a run and its first state; None without a valid journal."""

    state: State | None
    identity: dict[str, Any]
    changes: Changes


def places_of(out: str, form: str, articles_only: bool = False, name: str | None = None) -> Places:
    """Return where a run with these options writes. Creates nothing."""
    packing = outputs.packing_of(out)
    folder, failures = outputs.place_of(Path(out), packing)
    rows = ParquetFile if packing == "arrow" else RowFile
    output: outputs.Output
    if packing:
        output = rows(Path(out))
    elif name is None:
        output = ArticleFolder(Path(out), form, folder, articles_only)
    else:
        output = NamedFolder(Path(out), form, folder, articles_only, NameTemplate(name))
    return Places(output, Journal(folder, failures))


def assess(
    places: Places, identity: dict[str, Any], planned: IO[str], rerun: Rerun, steps: IO[str]
) -> Begun:
    """Find the work of a run, and write it to `steps`.

    It is a line of JSON for each input. Changes nothing. Raises Refused where it cannot be done.
    """
    identity = json.loads(json.dumps(identity))
    state = None if rerun.fresh else places.journal.load()
    if state is None:
        changes = Changes()
        for _, entry in listed(planned):
            changes.count("new", entry)
            steps.write(json.dumps(["new", entry]) + "\n")
        return Begun(None, identity, changes)
    if STANDARD_INPUT in identity["inputs"]:
        raise Refused(
            "Standard input cannot be read again, and an earlier run wrote this output: use "
            "--fresh to replace it, or another --out"
        )
    identity = agreed(state.run, identity, rerun.keep_old)
    comparison = JournalComparison(places.journal, state, rerun.retry_failed)
    for kind, entry in comparison.pending(planned):
        steps.write(json.dumps([kind, entry]) + "\n")
    if isinstance(places.output, RowFile):
        _check_rows(places.output, comparison.changes)
    return Begun(state, identity, comparison.changes)


def begin(places: Places, begun: Begun, rerun: Rerun, steps: IO[str], entries: IO[str]) -> State:
    """Prepare output and journal of a run; list its inputs in `entries`.

    Raises Refused where files that no run wrote have the names of its outputs.
    """
    state = (
        _first(places, begun, steps, entries)
        if begun.state is None
        else _next(places, begun, begun.state, rerun, steps, entries)
    )
    if isinstance(places.output, ArticleFolder):
        places.output.replace(
            {entry.name for _, entry in listed(entries, state.place[0]) if entry.again}
        )
    return state


def _first(places: Places, begun: Begun, steps: IO[str], entries: IO[str]) -> State:
    """Begin a run whose output has no journal, or a fresh one."""
    for _, entry in steps_in(steps):
        entries.write(entry.dump())
    _clear_the_way(places, entries, places.journal.load_or_none())
    state = State(begun.identity)
    with TemporaryFile() as empty:
        places.journal.replace(state, entries, empty, empty)
    return state


def _next(
    places: Places, begun: Begun, old: State, rerun: Rerun, steps: IO[str], entries: IO[str]
) -> State:
    """Resume an interrupted run, or begin one after a finished one."""
    journal, changes = places.journal, begun.changes
    gone = changes.gone if rerun.prune else {}
    with TemporaryFile() as records, TemporaryFile() as failures:
        state = _carried(journal, old, changes, gone, entries, records)
        for kind, entry in steps_in(steps):
            if kind != "gone":
                entries.write(entry.dump())
        entries.flush()
        if filecmp.cmp(entries.name, journal.list, shallow=False):
            state = old._replace(run=begun.identity)
            journal.save(state)
            return state
        _keep_failures(journal, old, changes.dropped | gone, failures)
        _prepare(places.output, old, changes, gone, steps)
        state = state._replace(
            run=begun.identity,
            failures=failures.tell(),
            finished=old.finished and not changes.to_read,
        )
        journal.replace(state, entries, records, failures)
        if state.finished:
            journal.finish_failures(state.failures)
    return state


def _carried(
    journal: Journal,
    old: State,
    changes: Changes,
    pruned: Collection[int],
    entries: IO[str],
    records: IO[bytes],
) -> State:
    """Write the inputs and records that are still valid; return the state."""
    earlier, number = Tally(), 0
    for at, (entry, record) in enumerate(journal.known(old)):
        if record is None:
            break
        if at not in changes.dropped and at not in pruned:
            entries.write(changes.touched.get(at, entry).dump())
            records.write(record.dump())
            earlier, number = earlier.merged(record.tally), number + 1
    place, current = (number, 0, 0), Tally()
    if changes.resumed:
        entries.write(changes.resumed.dump())
        place, current = (number, *old.place[1:]), old.current
    return old._replace(
        place=place, read=records.tell(), tally=current, earlier=earlier, current=current
    )


def _keep_failures(
    journal: Journal, old: State, dropped: Mapping[int, Entry], file: IO[bytes]
) -> None:
    """Write the failures of the inputs whose records still hold."""
    paths = {entry.path for entry in dropped.values()}
    for failure in journal.failed(old):
        path = failure["input"].removesuffix(f"#{failure['record']}")
        if path not in paths:
            file.write((dumps(failure) + "\n").encode())


def _prepare(
    output: outputs.Output,
    old: State,
    changes: Changes,
    pruned: Mapping[int, Entry],
    steps: IO[str],
) -> None:
    """Prepare an output for more pages. Raises Refused."""
    if isinstance(output, ArticleFolder):
        output.check(entry for kind, entry in steps_in(steps) if kind == "new")
        output.remove([*changes.removed, *pruned.values()])
    elif isinstance(output, RowFile) and old.finished and changes.to_read:
        output.reopen(old.output)


def steps_in(steps: IO[str]) -> Iterator[tuple[Kind, Entry]]:
    """Yield what `assess` wrote."""
    steps.seek(0)
    for line in steps:
        kind, entry = json.loads(line)
        yield kind, Entry.of(entry)


def _clear_the_way(places: Places, entries: IO[str], old: State | None) -> None:
    """Remove what an earlier run wrote to this output.

    `old` is the state of that run. Raises Refused if the output holds other files.
    """
    journal, output = places.journal, places.output
    grown: list[GrowingFile] = [journal.failures]
    if isinstance(output, GrowingFile):
        grown.append(output)
    for path in (path for file in grown for path in (file.path, file.growing)):
        if path.exists() and old is None:
            _remove_if_empty(journal.folder)
            raise Refused(
                f"{shown_name(str(path))} exists and is not from this run: move it, or choose "
                f"another --out"
            )
    for file in grown:
        file.growing.unlink(missing_ok=True)
    journal.failures.path.unlink(missing_ok=True)
    if isinstance(output, ArticleFolder):
        if old is not None:
            earlier = _folder_of(old, output, places)
            with open(journal.list, encoding="utf-8") as before:
                earlier.remove(entry for _, entry in listed(before))
            earlier.finish()
        try:
            output.check(entry for _, entry in listed(entries))
        except Refused:
            _remove_if_empty(journal.folder)
            raise


def _folder_of(old: State, output: ArticleFolder, places: Places) -> ArticleFolder:
    """Return the output folder in the form of the earlier run.

    `output` itself if the journal of that run is damaged.
    """
    out, run = str(places.journal.folder.parent), old.run
    if "format" not in run:
        return output
    earlier = places_of(out, run["format"], name=run.get("name")).output
    return earlier if isinstance(earlier, ArticleFolder) else output


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _check_rows(output: RowFile, changes: Changes) -> None:
    """Raises Refused where rows cannot be appended to the output."""
    name = shown_name(str(output.path))
    if changes.counts["changed"]:
        raise Refused(
            f"{counted(changes.counts['changed'], 'input')} changed ({changes.names('changed')}), "
            f"and rows of {name} cannot be replaced: use --fresh to clean everything again, or a "
            f"folder as --out"
        )
    if changes.counts["new"] and not output.path.name.endswith(".jsonl"):
        new = counted(changes.counts["new"], "input is", "inputs are")
        raise Refused(
            f"{new} new ({changes.names('new')}), and rows can only be added to a .jsonl file, not "
            f"to {name}: use --fresh to clean everything again"
        )
