"""Checks the options of a run before it starts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from copydesk.cli.page_outputs import NAME_NEEDS_FOLDER
from copydesk.sources.storage import is_address

if TYPE_CHECKING:
    from copydesk.batch.settings import Settings
    from copydesk.cli.batch_options import BatchOutput, RunOptions, WorkerOptions


def check(settings: Settings, target: BatchOutput, crew: WorkerOptions, manner: RunOptions) -> None:
    """Raise UsageError, MissingLibrary or Refused for an impossible run."""
    _check_inputs(settings.inputs, target, crew)
    _check_standard_input(settings.inputs, crew, manner)
    _check_rerun(target.output, crew, manner)
    if manner.report:
        _check_report(manner.report, settings, crew)
    if manner.dedupe:
        _check_dedupe(manner.dedupe, settings, crew)


def _check_inputs(inputs: tuple[str, ...], target: BatchOutput, crew: WorkerOptions) -> None:
    """Raise UsageError for wrong options, MissingLibrary for a library."""
    from copydesk.batch.outputs import ENDINGS, libraries, packing_of

    out, form = target.output, target.form
    if not inputs:
        raise click.UsageError(
            "Missing INPUT: name a file, folder or pattern, or use --files-from."
        )
    if crew.engine:
        _check_parts(out)
    elif crew.address or is_address(out):
        raise click.UsageError(
            f"{f'--address {crew.address}' if crew.address else out} needs --engine "
            f"ray: without it, output goes to the local disk."
        )
    packing = packing_of(out.rstrip("/") if crew.engine else out)
    if packing and target.name:
        raise click.UsageError(NAME_NEEDS_FOLDER)
    if packing and form not in (None, "json", "jsonl"):
        raise click.UsageError(f"{out} holds rows: --format {form} needs a folder as --out.")
    name = os.path.basename(out)
    if (
        not packing
        and not os.path.isdir(out)
        and not out.endswith("/")
        and os.path.splitext(name)[1][1:2].isalpha()
    ):
        raise click.UsageError(
            f"Unknown output format of {out!r}: a file's name ends in {', '.join(ENDINGS)}, "
            f"a folder's in a slash."
        )
    libraries(packing)


def _check_report(target: str, settings: Settings, crew: WorkerOptions) -> None:
    """Raise UsageError or Refused for a report that cannot be made."""
    from copydesk.report.command import check

    if settings.out == "-":
        raise click.UsageError(
            "--report needs the run's journal: use --out FILE or FOLDER, not standard output."
        )
    if crew.engine:
        raise click.UsageError("--report cannot be used with --engine, which writes no journal.")
    check(target, settings.inputs)


def _check_dedupe(target: str, settings: Settings, crew: WorkerOptions) -> None:
    """Raise an error for groups that cannot be made of this run.

    It is UsageError, MissingLibrary or Refused.
    """
    from copydesk.dedupe.command import check

    if settings.out == "-" or crew.engine or settings.form not in ("json", "jsonl"):
        raise click.UsageError(
            "--dedupe reads the articles again: it needs JSON in --out FILE or FOLDER, and no "
            "--engine."
        )
    check(target, settings.inputs, settings.out)


def _check_standard_input(inputs: tuple[str, ...], crew: WorkerOptions, manner: RunOptions) -> None:
    """Raise UsageError where standard input has another use or INPUT."""
    from copydesk.batch.plan import STANDARD_INPUT

    if STANDARD_INPUT not in inputs:
        return
    if len(inputs) > 1:
        raise click.UsageError("`-` is the only INPUT: the rows on standard input.")
    twice = {"--learn": manner.learn, "--report": manner.report, "--engine": crew.engine}
    for option in (name for name, value in twice.items() if value):
        raise click.UsageError(
            f"{option} reads the inputs twice, which is not possible on standard input."
        )


def _check_parts(out: str) -> None:
    """Raises UsageError for an OUT that an engine cannot write."""
    from copydesk.batch.outputs import ENDINGS

    if out == "-" or not out.rstrip("/").endswith(tuple(ENDINGS)):
        raise click.UsageError(
            f"Unknown output format of {out!r}: with --engine, OUT is a folder of parts whose "
            f"name ends in {', '.join(ENDINGS)}."
        )


def _check_rerun(out: str, crew: WorkerOptions, manner: RunOptions) -> None:
    """Raises UsageError for options on an earlier run that do not apply."""
    from copydesk.batch.outputs import packing_of

    used = {
        "--keep-old": manner.keep_old,
        "--retry-failed": manner.retry_failed,
        "--prune": manner.prune,
    }
    for option in (name for name, value in used.items() if value):
        if manner.fresh:
            raise click.UsageError(f"{option} and --fresh exclude each other.")
        if out == "-" or crew.engine:
            raise click.UsageError(
                f"{option} needs the journal of an earlier run: use --out FILE or FOLDER, without "
                f"--engine."
            )
        if option != "--keep-old" and packing_of(out):
            raise click.UsageError(
                f"{option} needs a folder as --out: rows of {out} cannot be replaced."
            )
