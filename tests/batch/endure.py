"""Kills a batch over real pages, again and again, and holds what it leaves to one whole run: `make
endure CORPORA=...`.

CORPORA is a folder of `.jsonl.gz` whose rows hold pages under `html`. A thousand of them, from all
files in turn, are written out as files of several kinds, with an empty one, a binary one, a gzip
file that is cut off and two that cannot be read. A run over them is killed with SIGKILL ten times
at a random moment. While it runs its folder is read over and over: every file that has its name
must be what the whole run wrote.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.batch.conftest import digests
from tests.cli.conftest import COMMAND

PAGES, KILLS = 1000, 10
JOURNAL = ".copydesk"


def pages(corpora: Path) -> Iterator[str]:
    """The pages of all files in turn."""
    with ExitStack() as stack:
        files = [
            stack.enter_context(gzip.open(path, "rt", encoding="utf-8"))
            for path in sorted(corpora.glob("*.jsonl.gz"))
        ]
        for lines in itertools.zip_longest(*files):
            yield from (
                row["html"]
                for row in (json.loads(line) for line in lines if line)
                if row.get("html")
            )


def write(folder: Path, corpora: Path) -> int:
    """Writes the pages as files; how many."""
    count = 0
    for count, page in enumerate(itertools.islice(pages(corpora), PAGES), 1):
        data = page.encode("utf-8", "replace")
        path = (
            folder
            / f"shelf {count % 13}"
            / f"{count}.{('html', 'htm', 'xhtml', 'html.gz')[count % 4]}"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data, 1) if path.suffix == ".gz" else data)
    (folder / "empty.html").write_bytes(b"")
    (folder / "binary.html").write_bytes(b"\x7fELF\0\0\0" * 500)
    (folder / "cut.html.gz").write_bytes((folder / "shelf 3" / "3.html.gz").read_bytes()[:-400])
    (folder / "gone.html").symlink_to("nowhere.html")
    (folder / "locked.html").write_text("<p>Nobody may read this.</p>")
    (folder / "locked.html").chmod(0)  # which does not keep root from it
    return count


def torn(folder: Path, whole: dict[str, str]) -> list[str]:
    """The files that have their name and are not as the whole run wrote them."""
    return [
        name
        for name, digest in digests(folder).items()
        if JOURNAL not in name and not name.endswith(".partial") and whole.get(name) != digest
    ]


def batch(given: Path, out: Path) -> list[str | Path]:
    return [COMMAND, "batch", given, "--out", out, "-q", "--fail-on", "never"]


def killed(given: Path, out: Path, moment: float, whole: dict[str, str]) -> list[str]:
    """Begins or goes on with a run and kills it at that moment, in seconds; the files that were
    torn meanwhile or after it.
    """
    found: list[str] = []
    process = subprocess.Popen(batch(given, out), process_group=0, stderr=subprocess.DEVNULL)
    end = time.monotonic() + moment
    while time.monotonic() < end and process.poll() is None:
        found += torn(out, whole)
        time.sleep(0.05)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    elif process.returncode:
        raise SystemExit(f"a run that was not killed ended with status {process.returncode}")
    process.wait()
    return found + torn(out, whole)


def main(corpora: Path, folder: Path) -> bool:
    given = folder / "pages"
    print(f"{write(given, corpora)} pages of {corpora}, and 5 files that hold none", flush=True)
    began = time.monotonic()
    subprocess.run(batch(given, folder / "whole"), check=True)
    took = time.monotonic() - began
    whole = digests(folder / "whole")
    print(f"one whole run: {took:.1f} seconds, {len(whole)} files", flush=True)
    seed = random.randrange(1_000_000)
    chance, bad = random.Random(seed), list[str]()
    for turn in range(KILLS):
        bad += killed(given, folder / "killed", 0.2 + chance.random() * took / 5, whole)
        there = sum(1 for path in (folder / "killed").rglob("*.json") if JOURNAL not in path.parts)
        print(
            f"killed {turn + 1} times (seed {seed}): {there} files are there, {len(bad)} torn",
            flush=True,
        )
    subprocess.run(batch(given, folder / "killed"), check=True)
    same = digests(folder / "killed") == whole
    print(
        f"gone on with to its end: "
        f"{'byte for byte the whole run' if same else 'NOT the whole run'}, journal "
        f"and list of failures included"
    )
    return same and not bad


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        sys.exit(not main(Path(sys.argv[1]), Path(made)))
