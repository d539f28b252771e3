"""`copydesk batch --engine ray`: the batch on Ray Data, here or on a cluster.

Files are read and pages cleaned by the same code as on one machine, so that the rows are the same.
A Ray task reads a container, or lists files that are pages, and yields `Task`s of at most 64
records or a megabyte; actors clean them, each in a worker process that a page may crash; tasks
write the parts. Ray repeats the work of a lost worker or node.
"""

from __future__ import annotations

import os
import pickle
import socket
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.batch import outputs
from copydesk.batch.changes import Changes
from copydesk.batch.journal import this_version
from copydesk.batch.plan import CONTAINERS, Entry, Refused, listed
from copydesk.batch.pool import Crew
from copydesk.batch.progress import RunProgress
from copydesk.batch.runner import Ended, Settings, first_failure, joined, plan
from copydesk.batch.tally import Tally
from copydesk.batch.task_stream import tasks
from copydesk.batch.worker import Done, Outcome, OutputFormat, Task, work
from copydesk.engines.parts import PartFile, Parts
from copydesk.model.options import Options
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.storage import is_address

if TYPE_CHECKING:
    import pyarrow as pa

# Files that are pages which one Ray task lists: few enough to keep a cluster busy with one folder.
MOST_FILES = 1024
# Bytes of a Ray block: about one task, so that the pages of a file are spread over all workers.
BLOCK = 1 << 20
# Tasks whose rows make a part: some 10 MB of rows of long pages, or at most 8,192 rows of short
# ones.
PART_TASKS = 128

# Seconds within which a cluster must answer.
PATIENCE = 10.0
# Settings that stop Ray's usage reports and its messages on the terminal; the user's own settings
# override them.
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_LOG_LEVEL": "ERROR",
}


class Share(NamedTuple):
    """Inputs that one Ray task reads: a container, or files that are pages.

    `read` is the number of bytes of the inputs before them.
    """

    entries: tuple[tuple[int, Entry], ...]
    read: int


def run(settings: Settings, address: str | None, fresh: bool, progress: RunProgress) -> Ended:
    """Run a batch on Ray.

    `address` is the cluster's, as `ray.init` takes it (None: RAY_ADDRESS, or a Ray started on this
    machine). Raises Refused where the run is not possible, MissingLibrary without Ray, OSError
    where the output cannot be written.
    """
    ray = import_ray()
    parts = Parts(settings.out.rstrip("/"), outputs.packing_of(settings.out.rstrip("/")))
    settings = settings._replace(inputs=tuple(map(_everywhere, settings.inputs)), out=parts.out)
    with TemporaryFile("w+", encoding="utf-8") as file:
        made = plan(settings, file)
        shares = list(shares_of(listed(file)))
    parts.clear_the_way(fresh)
    output = OutputFormat("", parts.packing, made.taken, articles_only=settings.articles_only)
    with _joined(ray, address, settings.jobs) as workers:
        progress.started(made.size)
        tally, stopped, written = Tally(), "", list[PartFile]()
        for row in dataset(ray, shares, output, settings.options, parts, workers).iter_rows():
            outcomes: tuple[Outcome, ...] = pickle.loads(row["outcomes"])
            stopped = first_failure(outcomes) if settings.strict else ""
            if stopped:
                break
            written.append(PartFile(row["name"], row["columns"]))
            tally = tally.plus(outcomes, settings.inputs)
            progress.step(tally.pages, row["read"], tally.brief())
        if not stopped:
            _finish(ray, parts, written)
    return Ended(
        tally, Tally(), made.missing, None, made.taken, Changes(), stopped, skipped=made.skipped
    )


def _everywhere(path: str) -> str:
    """Return a path that is valid on every node: absolute, or an address."""
    return path if is_address(path) else str(Path(path).absolute())


@contextmanager
def _joined(ray: Any, address: str | None, jobs: int | None) -> Iterator[int]:  # noqa: ANN401 - it brings no types
    """Connect to a cluster; yield the number of pages cleaned at once. Raises Refused.

    A connection that this process already has is used and kept.
    """
    before = ray.is_initialized()
    if not before:
        where = address or os.environ.get("RAY_ADDRESS") or "local"
        try:
            _knock(where)
            ray.init(
                where,
                num_cpus=jobs if where == "local" else None,
                configure_logging=False,
                log_to_driver=False,
            )
        except Exception as error:  # noqa: BLE001 - where its own processes are slow to start, Ray raises just that
            raise Refused(
                f"Cannot connect to a Ray cluster at {where}: "
                f"{(str(error).splitlines() or ['no answer'])[0].rstrip('.')}"
            ) from None
    try:
        yield jobs or int(ray.cluster_resources().get("CPU", 1))
    except ray.exceptions.RayError as error:
        raise _refused(error) from error
    finally:
        if not before:
            ray.shutdown()


def _knock(address: str) -> None:
    """Raises OSError where nothing listens at `host:port`: Ray itself would wait for minutes.

    Other forms of an address are left to Ray.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()


def _refused(error: BaseException) -> Refused:
    """Return why Ray ended a run: the Refused of this program, if there is one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return Refused(str(cause))
        cause = getattr(cause, "cause", None) or cause.__cause__
    return Refused(
        f"Ray ended the run: {str(error).strip().splitlines()[-1].rstrip('.')}. "
        f"The output is incomplete; use --fresh to start again"
    )


def dataset(
    ray: Any,  # noqa: ANN401 - ray brings no types
    shares: Sequence[Share],
    output: OutputFormat,
    options: Options,
    parts: Parts,
    workers: int,
) -> Any:  # noqa: ANN401 - ray brings no types
    """Return the run as a Ray dataset whose rows are the written parts, in input order.

    Reading and writing reserve no processor, so that each processor has a page to clean: they take
    a few hundredths of its time.
    """
    data = ray.data
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    context.target_max_block_size = BLOCK
    few = data.TaskPoolStrategy(max(1, workers // 4))
    made = data.from_items(
        [{"share": pickle.dumps(share)} for share in shares],
        override_num_blocks=max(1, len(shares)),
    )
    made = made.map_batches(
        partial(_read, output, options),
        batch_size=1,
        batch_format="pyarrow",
        compute=few,
        num_cpus=0,
    )
    made = made.map_batches(
        Cleaner,
        batch_size=1,
        batch_format="pyarrow",
        compute=data.ActorPoolStrategy(size=workers),
        num_cpus=1,
        fn_constructor_args=(this_version(), options.limits.seconds),
    )
    return made.map_batches(
        partial(_write, parts),
        batch_size=PART_TASKS,
        batch_format="pyarrow",
        compute=few,
        num_cpus=0,
    )


def _finish(ray: Any, parts: Parts, written: Sequence[PartFile]) -> None:  # noqa: ANN401 - it brings no types
    """Give all parts the same columns, and mark them as complete."""
    columns, others = parts.misfits(written)
    fit = ray.remote(num_cpus=1)(Parts.fit)
    ray.get([fit.remote(parts, name, columns) for name in others])
    parts.seal()


def import_ray() -> Any:  # noqa: ANN401 - it brings no types
    """Return the module ray, with Ray Data. Raises MissingLibrary."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingLibrary("ray", "clusters of Ray") from None
    warnings.filterwarnings("ignore", category=UserWarning, module=r"ray\.")
    return ray


def shares_of(entries: Iterable[tuple[int, Entry]]) -> Iterator[Share]:
    """Yield the inputs as Ray's tasks read them, in order."""
    held: list[tuple[int, Entry]] = []
    read = 0
    for number, entry in entries:
        alone = entry.form in CONTAINERS
        if held and (alone or len(held) >= MOST_FILES):
            yield Share(tuple(held), read - sum(one.size for _, one in held))
            held = []
        if alone:
            yield Share(((number, entry),), read)
        else:
            held.append((number, entry))
        read += entry.size
    if held:
        yield Share(tuple(held), read - sum(one.size for _, one in held))


def tasks_of(share: Share, output: OutputFormat, options: Options) -> Iterator[Task]:
    """Yield the tasks of a share's inputs."""
    yield from tasks(share.entries, (-1, 0, 0), share.read, output, options)


class Cleaner:
    """An actor that cleans tasks in a worker process of its own.

    Raises Refused where its node has another version of copydesk.
    """

    def __init__(self, version: str, timeout: float) -> None:
        if this_version() != version:
            raise Refused(
                f"A node of the cluster has another version of copydesk "
                f"({this_version().split()[0]}, not the same files): install the same "
                f"on all"
            )
        self._crew: Crew[Task, Done] = Crew(work, 1, timeout)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Return the outcomes of the tasks in a batch."""
        import pyarrow as pa

        made = [pickle.loads(packed) for packed in batch["task"].to_pylist()]
        done = [(task, joined(*self._crew.end(self._crew.begin(task)))) for task in made]
        rows = [
            {
                "place": task.place[:2],
                "read": task.read,
                "block": one.block,
                "outcomes": pickle.dumps(one.outcomes),
            }
            for task, one in done
        ]
        return pa.Table.from_pylist(rows)


def _read(output: OutputFormat, options: Options, batch: pa.Table) -> Iterator[pa.Table]:
    import pyarrow as pa

    for packed in batch["share"].to_pylist():
        for task in tasks_of(pickle.loads(packed), output, options):
            yield pa.table({"task": pa.array([pickle.dumps(task)], pa.large_binary())})


def _write(parts: Parts, batch: pa.Table) -> pa.Table:
    import pyarrow as pa

    rows = batch.to_pylist()
    part = parts.write(rows[0]["place"], (row["block"] for row in rows))
    outcomes = tuple(outcome for row in rows for outcome in pickle.loads(row["outcomes"]))
    return pa.Table.from_pylist(
        [
            {
                "name": part.name,
                "columns": part.columns,
                "read": rows[-1]["read"],
                "outcomes": pickle.dumps(outcomes),
            }
        ]
    )
