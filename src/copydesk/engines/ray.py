"""`copydesk batch --engine ray`: the batch on Ray, here or a cluster.

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from copydesk.batch import outputs
from copydesk.batch.changes import Changes
from copydesk.batch.plan import Refused, listed
from copydesk.batch.progress import RunProgress
from copydesk.batch.runner import Ended, first_failure, plan
from copydesk.batch.settings import Settings
from copydesk.batch.tally import Tally
from copydesk.batch.worker import Outcome, OutputFormat
from copydesk.engines.parts import PartFile, Parts
from copydesk.engines.ray_dataset import dataset, shares_of
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.storage import is_address

if TYPE_CHECKING:
    pass


# Seconds within which a cluster must answer.
PATIENCE = 10.0
# Settings that stop Ray's usage reports and its messages on the terminal; the user's own settings
# override them.
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_LOG_LEVEL": "ERROR",
}


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
# Ray has no types.
def _joined(ray: Any, address: str | None, jobs: int | None) -> Iterator[int]:  # noqa: ANN401
    """Connect to a cluster; yield the number of pages cleaned at once.

    Raises Refused. A connection that this process already has is used and kept.
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
        # Ray raises a plain Exception where its processes are slow to start.
        except Exception as error:  # noqa: BLE001
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
    """Raise OSError where nothing listens at `host:port`.

    Ray itself would wait for minutes. Other forms of an address are left to Ray.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()


def _refused(error: BaseException) -> Refused:
    """Return the reason why Ray ended a run: this program's Refused, if any."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return Refused(str(cause))
        cause = getattr(cause, "cause", None) or cause.__cause__
    return Refused(
        f"Ray ended the run: {str(error).strip().splitlines()[-1].rstrip('.')}. "
        f"The output is incomplete; use --fresh to start again"
    )


# Ray has no types.
def _finish(ray: Any, parts: Parts, written: Sequence[PartFile]) -> None:  # noqa: ANN401
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
