"""Measures the batch on Ray beside the batch without it, on the same two processors: `make
measure-ray` (MB=100 for a larger file of 100 MB).

A run on a Ray of its own begins with some seconds of starting it, which a cluster that is there
already does not take. So each is run over a small file and over a larger one of the same pages, and
what the difference took is the price of a page. The clock alone can say it: Ray's workers are no
children of the command, so that their processor time is not seen. The machine's load is told with
each; on a busy one the figures say little.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.batch.measure import PAGES, Seen, long_page, rows, watched

SMALLER = 4
"""How many times the smaller file goes into the larger one."""


def price(folder: Path, megabytes: float, name: str, *more: str) -> float:
    """Seconds that a page takes."""
    seen: list[tuple[int, Seen]] = []
    for size in (megabytes / SMALLER, megabytes):
        given = folder / "rows.jsonl"
        count = rows(given, size, [long_page(number) for number in range(PAGES)])
        seen.append((count, watched(given, folder / f"{name}-{size:g}.jsonl", 2, *more)))
    (few, small), (many, large) = seen
    page = (large.seconds - small.seconds) / (many - few)
    print(
        f"{name:8} {many} pages in {large.seconds:.0f} s, "
        f"{small.seconds - page * few:.0f} of them to start; ",
        end="",
    )
    print(f"{1 / page:.0f} pages a second; load {os.getloadavg()[0]:.1f}", flush=True)
    return page


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        alone = price(Path(made), float(sys.argv[1]), "local")
        ray = price(Path(made), float(sys.argv[1]), "ray", "--engine", "ray")
    print(
        f"ray does {alone / ray:.0%} of the pages a second that the same processors do without it"
    )
