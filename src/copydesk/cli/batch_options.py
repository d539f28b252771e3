"""What `copydesk batch` is asked, each group of options handed to it as one value."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.options import (
    FILE,
    FOLDER,
    PATH,
    fail_on,
    gathered,
    jobs,
    max_bytes,
    quiet,
    row_fields,
    timeout,
)

if TYPE_CHECKING:
    from copydesk.sources.jsonl import ColumnNames

FORMS = ("json", "jsonl", "markdown", "text")


class BatchInputs(NamedTuple):
    """What is read: names on the command line, and in a list."""

    inputs: tuple[str, ...]
    files_from: IO[bytes] | None

    def all(self) -> tuple[str, ...]:
        """The names."""
        from copydesk.sources.folders import names_in

        return (*self.inputs, *(names_in(self.files_from) if self.files_from else ()))


class BatchOutput(NamedTuple):
    """Where the articles go, and how a file for each is written."""

    out: str
    form: str | None


class ColumnOptions(NamedTuple):
    """How rows name their page."""

    text_field: str | None
    html_field: str | None
    url_field: str | None

    def names(self) -> ColumnNames | None:
        """The names as they were given; None where none was."""
        from copydesk.sources.jsonl import ColumnNames

        return ColumnNames(self.text_field, self.html_field, self.url_field) if any(self) else None


class BatchLimits(NamedTuple):
    """What bounds a run."""

    timeout: float
    max_bytes: int
    strict: bool


class WorkerOptions(NamedTuple):
    """Who does the work: so many processes, on this machine (no engine) or on a cluster at an
    address.
    """

    jobs: int | None
    engine: str | None
    address: str | None


class RunOptions(NamedTuple):
    """How a run is begun and told of, and what makes its exit status 1."""

    fresh: bool
    dry_run: bool
    quiet: bool
    fail_on: str
    report: str | None
    dedupe: str | None
    learn: str | None


target = gathered(
    "target",
    BatchOutput,
    BatchOutput._fields,
    click.option(
        "-o",
        "--out",
        metavar="OUT",
        required=True,
        type=PATH,
        help="A folder, a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, or `-`.",
    ),
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="How a file for each page is written.  [default: json]",
    ),
)
given = gathered(
    "given",
    BatchInputs,
    BatchInputs._fields,
    click.argument("inputs", metavar="INPUT...", nargs=-1, type=PATH),
    click.option(
        "--files-from",
        metavar="FILE",
        type=click.File("rb"),
        help="Names of INPUTs, a line each or ended by NUL; `-` for standard input.",
    ),
)
fields = gathered(
    "fields",
    ColumnOptions,
    ColumnOptions._fields,
    *row_fields("the first of the usual"),
)
limits = gathered(
    "limits",
    BatchLimits,
    BatchLimits._fields,
    timeout(),
    max_bytes(),
    click.option("--strict", is_flag=True, help="Stop at the first page that fails."),
)
crew = gathered(
    "crew",
    WorkerOptions,
    WorkerOptions._fields,
    jobs("output does"),
    click.option(
        "--engine",
        type=click.Choice(["ray"]),
        help="Do it on a cluster; OUT becomes a folder of parts of that name, and may be an "
        "address (s3://...).",
    ),
    click.option(
        "--address",
        metavar="ADDRESS",
        help="Where the cluster is, as ray.init takes it.  [default: $RAY_ADDRESS, or a Ray "
        "started on this machine]",
    ),
)
manner = gathered(
    "manner",
    RunOptions,
    RunOptions._fields,
    click.option(
        "--fresh",
        is_flag=True,
        help="Start again, in place of what an earlier run of this OUT wrote.",
    ),
    click.option(
        "--dry-run", is_flag=True, help="Say what would be read and written, and do nothing."
    ),
    quiet,
    fail_on("error"),
    click.option(
        "--report",
        metavar="FILE",
        type=FILE,
        help="Then write a page of HTML to look through the run; see `copydesk report`.",
    ),
    click.option(
        "--dedupe",
        metavar="FILE",
        type=FILE,
        help="Then write which articles are copies of one story; see `copydesk dedupe`.",
    ),
    click.option(
        "--learn",
        metavar="DIR",
        type=FOLDER,
        help="First draw site rules from all pages into this folder; see `copydesk learn`.",
    ),
)
