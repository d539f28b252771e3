"""Runs the command over a million synthetic records.

`make dedupe-large` (ROWS=1000000) prints its time, memory and disk space.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.batch.measure import resident
from tests.cli.conftest import COMMAND
from tests.dedupe.synthetic import records

MOST_MEMORY = 600


def write(path: Path, rows: int) -> None:
    """Write synthetic records, at most `rows` of them."""
    with path.open("w", encoding="utf-8") as file:
        for _, one in zip(range(rows), records(rows), strict=False):
            file.write(json.dumps(one.record, ensure_ascii=False) + "\n")


def on_disk(folder: Path) -> float:
    """Return the size of a folder's files, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure(folder: Path, rows: int) -> bool:
    given, temp = folder / "rows.jsonl", folder / "temp"
    temp.mkdir()
    write(given, rows)
    print(f"{rows:,} rows, {given.stat().st_size / 1e6:,.0f} MB", flush=True)
    began, memory, disk, tick = time.monotonic(), 0.0, 0.0, 0
    with subprocess.Popen(
        [COMMAND, "dedupe", given, "-o", folder / "groups.jsonl"],
        env=os.environ | {"TMPDIR": str(temp)},
    ) as process:
        while process.poll() is None:
            memory = max(memory, resident(process.pid))
            with suppress(FileNotFoundError):
                disk = max(disk, on_disk(temp)) if tick % 20 == 0 else disk
            tick += 1
            time.sleep(0.1)
    used = os.times()
    seconds = time.monotonic() - began
    cpu = used.children_user + used.children_system
    print(
        f"{seconds:,.0f} seconds ({cpu:,.0f} of them computing), at most {memory:,.0f} "
        f"MB of memory and {disk:,.0f} MB of disk",
        flush=True,
    )
    return process.returncode == 0 and memory < MOST_MEMORY


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        sys.exit(not measure(Path(made), int(sys.argv[1])))
