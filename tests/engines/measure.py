"""Measures the batch on Ray and without it, on the same two processors.

`make measure-ray`; MB=100 for a larger file of 100 MB.

A run that starts Ray takes some seconds more than one on a running cluster. Each is therefore run
over a small file and a larger one of the same pages, and the difference gives the time of a page.
It is wall time: Ray's workers are not children of the command, so that their CPU time is unknown.
The machine's load is printed with each figure; on a busy machine the figures mean little.
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
