"""The records of a result on the command line, each with its key."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from copydesk.model.outcome import Failure
    from copydesk.sources.results import Result
    from copydesk.sources.spool import KeyedRecord


def there(ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    """The name of a result. Raises BadParameter if it is not found."""
    if name is not None and not Path(name).exists():
        from copydesk.text.display import shown_name

        raise click.BadParameter(f"{shown_name(name)} was not found.")
    return name


def there_or_stdin(ctx: click.Context, param: click.Parameter, name: str) -> str | None:
    """The name of a result, or `-`. Raises BadParameter if it is not found."""
    return name if name == "-" else there(ctx, param, name)


def keyed(name: str, key: str) -> Iterator[KeyedRecord | Failure]:
    """Yield the records of a result by the column `key`.

    By their position if `key` is empty.
    """
    from copydesk.compare.changes import FIELDS
    from copydesk.sources.results import Result
    from copydesk.sources.spool import KeyedRecord

    for found in _found(name, (*FIELDS, key)):
        if isinstance(found, Result):
            known = found.record[key]
            yield KeyedRecord(
                found.place.removeprefix(name) if known is None else str(known), found.record
            )
        else:
            yield found


def _found(name: str, fields: tuple[str, ...]) -> Iterator[Result | Failure]:
    from copydesk.sources.results import results, results_on

    if name == "-":
        yield from results_on(sys.stdin.buffer, "-", fields)
    elif Path(name).is_fifo():
        # A pipe, such as the shell's <(command), can be read only once, so its format is not
        # detected by reading it first.
        with Path(name).open("rb") as pipe:
            yield from results_on(pipe, name, fields)
    else:
        yield from results(name, fields)
