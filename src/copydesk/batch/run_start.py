"""Where a run writes, and how it begins there: anew where nothing of another stands in the way, or
where the same run was stopped.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import IO, Any, NamedTuple

from copydesk.batch import outputs
from copydesk.batch.journal import Journal, State, first_change
from copydesk.batch.plan import Refused, listed
from copydesk.text.display import shown_name


class Places(NamedTuple):
    """What a run writes: its articles, the list of its failures, and its journal."""

    output: outputs.Output
    failures: outputs.Growing
    journal: Journal


def places_of(out: str, form: str) -> Places:
    """Where a run with this `--out` and `--format` writes; nothing is made yet."""
    packing = outputs.packing_of(out)
    folder, failures = outputs.place_of(Path(out), packing)
    rows = outputs.Parquet if packing == "arrow" else outputs.OneFile
    output: outputs.Output = rows(Path(out)) if packing else outputs.Folder(Path(out), form, folder)
    return Places(output, outputs.Growing(failures), Journal(folder))


def begun(places: Places, identity: dict[str, Any], file: IO[str], fresh: bool) -> State:
    """How far the run is that has this identity and this list of inputs: not at all where it is new
    or `fresh`. The journal is held meanwhile.

    Raises Refused where another run was stopped here, or another's files stand in the way.
    """
    journal = places.journal
    state = journal.load_or_none() if fresh else journal.load()
    if state is not None and not fresh:
        _check_same(state, identity, journal, file)
        return state
    _clear_the_way(places, file, state is not None)
    with open(journal.folder / "list.new", "w", encoding="utf-8") as kept:
        file.seek(0)
        shutil.copyfileobj(file, kept)
    os.replace(journal.folder / "list.new", journal.list)
    state = State(identity)
    journal.save(state)
    return state


def _clear_the_way(places: Places, file: IO[str], ours: bool) -> None:
    """Takes away what an earlier run of this output left, if it is `ours`; else refuses to write
    over anything.
    """
    grown = [
        places.failures,
        *([places.output] if isinstance(places.output, outputs.Growing) else []),
    ]
    for path in (path for one in grown for path in (one.path, one.partial)):
        if path.exists() and not ours:
            _empty(places.journal)
            raise Refused(
                f"{shown_name(str(path))} exists and is not from this run: move it, or choose "
                f"another --out"
            )
    for one in grown:
        one.partial.unlink(missing_ok=True)
    places.failures.path.unlink(missing_ok=True)
    if isinstance(places.output, outputs.Folder):
        if ours:
            with open(places.journal.list, encoding="utf-8") as before:
                places.output.remove(entry for _, entry in listed(before))
        try:
            places.output.check(entry for _, entry in listed(file))
        except Refused:
            _empty(places.journal)
            raise


def _empty(journal: Journal) -> None:
    """Leaves no folder behind where nothing was begun."""
    if not any(journal.folder.iterdir()):
        journal.folder.rmdir()


def _check_same(state: State, identity: dict[str, Any], journal: Journal, file: IO[str]) -> None:
    """Raises Refused where the run that is to go on is another."""
    then, now = state.run, _plain(identity)
    again = "it cannot resume; use --fresh to start again"
    if then.get("version") != now["version"]:
        raise Refused(
            f"The run was started by another version of copydesk "
            f"({str(then.get('version')).split()[0]}, not the same files): {again}"
        )
    for name in now:
        if name not in ("taken", "rules_in", "configuration") and then.get(name) != now[name]:
            if name == "rules":
                raise Refused(f"The run was started with other rules: {again}")
            raise Refused(
                f"The run was started with {name.replace('_', ' ')} "
                f"{_said(then.get(name))}, not {_said(now[name])}: {again}"
            )
    with open(journal.list, encoding="utf-8") as before:
        change = first_change(before, file)
    if change or then.get("taken") != now["taken"]:
        raise Refused(f"{change or 'The columns have changed'} since the run was started: {again}")


def _plain(identity: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(identity))
    return found


def _said(value: object) -> str:
    return shown_name(" ".join(map(str, value)) if isinstance(value, list) else str(value))
