"""A run as a dataset of Ray Data, from the inputs to the parts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.batch.journal import this_version
from copydesk.batch.plan import CONTAINERS, Entry, Refused
from copydesk.batch.pool import Crew
from copydesk.batch.runner import joined
from copydesk.batch.task_stream import tasks
from copydesk.batch.worker import Done, OutputFormat, Task, work
from copydesk.engines.parts import Parts
from copydesk.model.options import Options

if TYPE_CHECKING:
    import pyarrow as pa

# Files that are pages which one Ray task lists: few enough to keep a cluster busy with one folder.
MOST_FILES = 1024


# Bytes of a Ray block: about one task, so that the pages of a file are spread over all workers.
BLOCK = 1 << 20


# Tasks whose rows make a part: some 10 MB of rows of long pages, or at most 8,192 rows of short
# ones.
PART_TASKS = 128


class Share(NamedTuple):
    """Inputs that one Ray task reads: a container, or files that are pages.

    `read` is the number of bytes of the inputs before them.
    """

    entries: tuple[tuple[int, Entry], ...]
    read: int


def dataset(
    ray: Any,  # noqa: ANN401 - ray brings no types
    shares: Sequence[Share],
    output: OutputFormat,
    options: Options,
    parts: Parts,
    workers: int,
) -> Any:  # noqa: ANN401 - ray brings no types
    """Return the run as a Ray dataset of written parts, in input order.

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
