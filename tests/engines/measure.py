"""Measures the batch on Ray beside the batch without it, on the same two processors: `make measure-ray` (MB=100 for a larger file of 100 MB).

A run on a Ray of its own begins with some seconds of starting it, which a cluster that is there already does not take. So each is run over a small file
and over a larger one of the same pages, and what the difference cost is the price of a page: by the clock, and in processor time, which other work on the
machine does not change. The machine's load is told with each.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.batch.measure import PAGES, Seen, long_page, rows, watched

SMALLER = 4
"""How many times the smaller file goes into the larger one."""


def price(folder: Path, megabytes: float, name: str, *more: str) -> tuple[float, float]:
    """Seconds by the clock and of processor time that a page costs."""
    seen: list[tuple[int, Seen]] = []
    for size in (megabytes / SMALLER, megabytes):
        given = folder / "rows.jsonl"
        count = rows(given, size, [long_page(number) for number in range(PAGES)])
        seen.append((count, watched(given, folder / f"{name}-{size:g}.jsonl", 2, *more)))
    (few, small), (many, large) = seen
    clock = (large.seconds - small.seconds) / (many - few)
    work = (large.feeding + large.cleaning - small.feeding - small.cleaning) / (many - few)
    start = small.feeding + small.cleaning - work * few
    print(f"{name:8} {many} pages in {large.seconds:.0f} s; a page: {clock * 1000:.1f} ms by the clock, {work * 1000:.1f} ms of processor time; ", end="")
    print(f"{1 / clock:.0f} pages a second, {2 / work:.0f} were both processors free; starting: {start:.0f} s of processor time; ", end="")
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    return clock, work


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        alone = price(Path(made), float(sys.argv[1]), "local")
        ray = price(Path(made), float(sys.argv[1]), "ray", "--engine", "ray")
    print(f"ray does {alone[1] / ray[1]:.0%} of the pages that the same processor time does without it ({alone[0] / ray[0]:.0%} by the clock)")
