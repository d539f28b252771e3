"""Measures a batch over large files of one's own making: `make measure` (MB=2000 for files of 2 GB).

Prints for JSON Lines and WARC the peak memory of the whole process tree over a small file and over a large one of the same pages, and the pages
a second with one worker and with two. Ends with status 1 where memory grew with the file, or passed 600 MB, or two workers did less than 1.8 times.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.batch.conftest import html
from tests.cli.conftest import COMMAND

PARAGRAPHS = 40
MOST_MEMORY, MOST_GROWTH, LEAST_GAIN = 600, 1.15, 1.8


class Seen(NamedTuple):
    seconds: float
    memory: float


def long_page(number: int) -> str:
    return html(number).replace(
        "</body>", "".join(f"<p>{line}</p>" for part in range(PARAGRAPHS // 3) for line in html(number + part).split("<p>")[2:5]) + "</body>"
    )


def rows(path: Path, megabytes: float, pages: list[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < megabytes * 1e6:
            file.write(json.dumps({"id": count, "html": pages[count % len(pages)]}) + "\n")
            count += 1
    return count


def crawl(path: Path, megabytes: float, pages: list[str]) -> int:
    count = size = 0
    with path.open("wb") as file:
        while size < megabytes * 1e6:
            body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{pages[count % len(pages)]}".encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{count}\r\nContent-Type: application/http; msgtype=response\r\n"
            file.write(gzip.compress(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n", 1))
            count, size = count + 1, size + len(body)
    return count


def family(pid: int) -> list[int]:
    """A process and all that it started, and those in turn."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> float:
    """The memory of a process in MB, what it shares with others counted in each."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def watched(given: Path, out: Path, jobs: int) -> Seen:
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen([COMMAND, "batch", given, "--out", out, "--jobs", str(jobs), "-q"]) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(resident, family(process.pid))))
            time.sleep(0.1)
    return Seen(time.monotonic() - began, peak)


def measure(folder: Path, make: Callable[[Path, float, list[str]], int], name: str, megabytes: float) -> bool:
    pages = [long_page(number) for number in range(60)]
    seen: dict[tuple[float, int], Seen] = {}
    for size, jobs in ((megabytes / 20, 1), (megabytes / 20, 2), (megabytes, 2)):
        given = folder / f"{size:g}-{name}"
        count = make(given, size, pages)
        seen[size, jobs] = watched(given, folder / f"{name}-{jobs}-{size:g}.jsonl.gz", jobs)
        print(
            f"{name:14} {size:6g} MB, {jobs} jobs: {count / seen[size, jobs].seconds:7.1f} pages a second, at most {seen[size, jobs].memory:4.0f} MB",
            flush=True,
        )
        given.unlink()
    small, large = seen[megabytes / 20, 2], seen[megabytes, 2]
    gain = seen[megabytes / 20, 1].seconds / small.seconds
    growth = large.memory / small.memory
    print(f"{name:14} two workers do {gain:.2f} times what one does; memory over the large file is {growth:.2f} times that over the small one", flush=True)
    return large.memory < MOST_MEMORY and growth < MOST_GROWTH and gain >= LEAST_GAIN


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        good = [measure(Path(made), make, name, float(sys.argv[1])) for make, name in ((rows, "rows.jsonl"), (crawl, "crawl.warc.gz"))]
    sys.exit(not all(good))
