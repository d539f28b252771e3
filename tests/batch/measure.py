"""Measures a batch over files of its own making: `make measure` (MB=2000 for files of 2 GB).

For JSON Lines and WARC: the pages a second with one worker and with two, with the processor time
that the process which feeds them took and that which they took themselves; then the peak memory of
the whole process tree over a twentieth of MB and over MB, in pages of a megabyte that are nearly
all script, as heavy ones are, so that two gigabytes take a minute or two. Ends with status 1 where
memory grew with the file, or passed 600 MB, or the gain is below 1.8. On a machine that does other
things too, the gain by the clock says little: it is then what the processor times allow.
"""

from __future__ import annotations

import gzip
import json
import os
import random
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
PAGES, SPEED_MB = 60, 30
MOST_MEMORY, MOST_GROWTH, LEAST_GAIN = 600, 1.15, 1.8
Make = Callable[[Path, float, list[str]], int]


class Seen(NamedTuple):
    """How long a run took, its peak memory in MB, and the processor time of the first process and
    of all others, in seconds.
    """

    seconds: float
    memory: float
    feeding: float
    cleaning: float


def long_page(number: int) -> str:
    """A page of 40 paragraphs."""
    more = "".join(
        f"<p>{line}</p>"
        for part in range(PARAGRAPHS // 3)
        for line in html(number + part).split("<p>")[2:5]
    )
    return html(number).replace("</body>", f"{more}</body>")


def heavy_page(number: int) -> str:
    """A page of a megabyte, nearly all of it script."""
    script = random.Random(number).randbytes(1 << 19).hex()
    return html(number).replace("</body>", f"<script>var state = '{script}';</script></body>")


def rows(path: Path, megabytes: float, pages: list[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < megabytes * 1e6:
            file.write(json.dumps({"id": count, "html": pages[count % len(pages)]}) + "\n")
            count += 1
    return count


def crawl(path: Path, megabytes: float, pages: list[str]) -> int:
    """A crawl of so many megabytes when it is unpacked."""
    count = size = 0
    with path.open("wb") as file:
        while size < megabytes * 1e6:
            body = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html; "
                f"charset=utf-8\r\n\r\n{pages[count % len(pages)]}"
            ).encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
                f"https://example.org/{count}\r\nContent-Type: application/http; "
                f"msgtype=response\r\n"
            )
            file.write(
                gzip.compress(
                    f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n", 1
                )
            )
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
        return (
            int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            * os.sysconf("SC_PAGE_SIZE")
            / 1e6
        )
    except OSError:
        return 0.0


def worked(pid: int) -> float:
    """The processor time of a process, in seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(fields[number]) for number in (11, 12)) / os.sysconf("SC_CLK_TCK")


def watched(given: Path, out: Path, jobs: int, *more: str) -> Seen:
    began, peak, spent = time.monotonic(), 0.0, dict[int, float]()
    with subprocess.Popen(
        [COMMAND, "batch", given, "--out", out, "--jobs", str(jobs), "-q", *more]
    ) as process:
        while process.poll() is None:
            tree = family(process.pid)
            peak = max(peak, sum(map(resident, tree)))
            spent |= {pid: max(spent.get(pid, 0), worked(pid)) for pid in tree}
            time.sleep(0.1)
    feeding = spent.pop(process.pid, 0)
    return Seen(time.monotonic() - began, peak, feeding, sum(spent.values()))


def speed(folder: Path, make: Make, name: str) -> bool:
    """Whether two workers do nearly twice what one does: by the clock, or, where others had the
    processors meanwhile, by what they and the feeder took.
    """
    given = folder / name
    count = make(given, SPEED_MB, [long_page(number) for number in range(PAGES)])
    one, two = (watched(given, folder / f"{name}-{jobs}.jsonl", jobs) for jobs in (1, 2))
    given.unlink()
    share = two.feeding / two.cleaning
    clock, possible = one.seconds / two.seconds, 2 / (1 + share)
    print(
        f"{name:14} {count} pages: {count / one.seconds:.1f} a second with one worker, "
        f"{count / two.seconds:.1f} with two: {clock:.2f} times"
    )
    print(
        f"{name:14} feeding took {two.feeding:.1f} s of a processor, cleaning "
        f"{two.cleaning:.1f} s ({two.cleaning / count * 1000:.1f} ms a page): ",
        end="",
    )
    print(
        f"two workers and their feeder on two processors can do {possible:.2f} times "
        f"one; one feeder keeps {1 / share:.0f} workers busy",
        flush=True,
    )
    return max(clock, possible) >= LEAST_GAIN


def memory(folder: Path, make: Make, name: str, megabytes: float) -> bool:
    """Whether a large file needs no more memory than a small one of the same pages."""
    pages, peaks = [heavy_page(number) for number in range(PAGES)], list[float]()
    for size in (megabytes / 20, megabytes):
        given = folder / f"{size:g}-{name}"
        count = make(given, size, pages)
        seen = watched(given, folder / f"{size:g}-{name}.jsonl.gz", 2)
        peaks.append(seen.memory)
        print(
            f"{name:14} {size:6g} MB, {count} pages, {seen.seconds:.0f} seconds: at "
            f"most {seen.memory:.0f} MB in all processes together",
            flush=True,
        )
        given.unlink()
    return peaks[1] < MOST_MEMORY and peaks[1] / peaks[0] < MOST_GROWTH


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        kinds: tuple[tuple[Make, str], ...] = ((rows, "rows.jsonl"), (crawl, "crawl.warc.gz"))
        good = [speed(Path(made), make, name) for make, name in kinds]
        good += [memory(Path(made), make, name, float(sys.argv[1])) for make, name in kinds]
    sys.exit(not all(good))
