"""The options of `copydesk batch`, in groups.

The command receives each group as one value.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

import click

from copydesk.cli.markdown_options import markdown
from copydesk.cli.options import (
    FILE,
    FOLDER,
    PATH,
    fail_on,
    gathered,
    jobs,
    max_bytes,
    output,
    quiet,
    row_fields,
    timeout,
)
from copydesk.cli.page_outputs import name
from copydesk.writers.markdown_options import MarkdownOptions

if TYPE_CHECKING:
    from copydesk.sources.jsonl import ColumnNames
    from copydesk.writers.name_template import NameTemplate

FORMS = ("json", "jsonl", "markdown", "text")


class BatchInputs(NamedTuple):
    """Options for the inputs."""

    inputs: tuple[str, ...]
    files_from: IO[bytes] | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """The names of the inputs, from the command line and the list."""
        from copydesk.sources.folders import names_in

        return (*self.inputs, *(names_in(self.files_from) if self.files_from else ()))


class BatchOutput(NamedTuple):
    """Options for the output."""

    output: str
    form: str | None
    articles_only: bool
    name: NameTemplate | None
    markdown: MarkdownOptions


class ColumnOptions(NamedTuple):
    """Options for the columns of rows."""

    text_field: str | None
    html_field: str | None
    url_field: str | None

    def names(self) -> ColumnNames | None:
        """The columns, or None without any option."""
        from copydesk.sources.jsonl import ColumnNames

        return ColumnNames(self.text_field, self.html_field, self.url_field) if any(self) else None


class BatchLimits(NamedTuple):
    """Limits of a run."""

    timeout: float
    max_bytes: int
    strict: bool


class WorkerOptions(NamedTuple):
    """Options for the workers: processes here, or a cluster with --engine."""

    jobs: int | None
    engine: str | None
    address: str | None


class RunOptions(NamedTuple):
    """Options for the run itself."""

    fresh: bool
    keep_old: bool
    retry_failed: bool
    prune: bool
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
    output(
        "OUT", "A folder, a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, or `-`.", required=True
    ),
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="The format of the file for each page.  [default: json]",
    ),
    click.option(
        "--articles-only",
        is_flag=True,
        help="Write only pages that are articles; failures are still listed.",
    ),
    name,
    markdown,
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
        help="A list of INPUTs, one per line or NUL-terminated; `-` for standard input.",
    ),
    click.option(
        "--include",
        metavar="PATTERN",
        multiple=True,
        help="Read only files with this name, folder or path below INPUT ('*.html'). May be "
        "repeated.",
    ),
    click.option(
        "--exclude",
        metavar="PATTERN",
        multiple=True,
        help="Leave out files with this name, folder or path below INPUT. May be repeated.",
    ),
)
fields = gathered(
    "fields",
    ColumnOptions,
    ColumnOptions._fields,
    *row_fields("the first of the usual names"),
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
        help="Run on a cluster; OUT is then a folder of parts, and may be a URL (s3://...).",
    ),
    click.option(
        "--address",
        metavar="ADDRESS",
        help="The cluster's address for ray.init.  [default: $RAY_ADDRESS, or a local Ray]",
    ),
)
manner = gathered(
    "manner",
    RunOptions,
    RunOptions._fields,
    click.option(
        "--fresh",
        is_flag=True,
        help="Start again and replace what an earlier run wrote to OUT.",
    ),
    click.option(
        "--keep-old",
        is_flag=True,
        help="Keep what another version of copydesk or other options wrote, and clean only what is "
        "new or changed.",
    ),
    click.option(
        "--retry-failed", is_flag=True, help="Read inputs again in which an earlier run failed."
    ),
    click.option(
        "--prune", is_flag=True, help="Remove the outputs of inputs that are gone from a folder."
    ),
    click.option(
        "--dry-run", is_flag=True, help="List what would be cleaned or removed; do nothing."
    ),
    quiet,
    fail_on("error"),
    click.option(
        "--report",
        metavar="FILE",
        type=FILE,
        help="Afterwards write an HTML report; see `copydesk report`.",
    ),
    click.option(
        "--dedupe",
        metavar="FILE",
        type=FILE,
        help="Afterwards write groups of copies of one story; see `copydesk dedupe`.",
    ),
    click.option(
        "--learn",
        metavar="DIR",
        type=FOLDER,
        help="First learn site rules from all pages into this folder; see `copydesk learn`.",
    ),
)
