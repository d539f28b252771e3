"""The real engines, where they are installed: `make test-engines` installs them."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

from tests.batch.conftest import run, write_pages, write_rows, write_warc
from tests.batch.measure import worked

__all__ = ["run"]

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


def write_inputs(folder: Path, count: int) -> list[str]:
    """Rows, a crawl and a folder of pages, with failures of every kind among them."""
    write_rows(folder / "rows.jsonl", count)
    write_warc(folder / "crawl.warc.gz", count)
    write_pages(folder / "pages", count)
    return [str(folder / name) for name in ("rows.jsonl", "crawl.warc.gz", "pages")]


def processes() -> dict[int, tuple[int, str]]:
    """Every process: its parent, and what it calls itself."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            status = (path / "stat").read_text()
            found[int(path.name)] = (
                int(status.rpartition(")")[2].split()[1]),
                (path / "cmdline").read_text().replace("\0", " "),
            )
        except (OSError, ValueError):
            continue
    return found


def below(pid: int) -> dict[int, str]:
    """What a process has started, and what those have, by their names."""
    all_of_them = processes()

    def is_below(one: int) -> bool:
        while one in all_of_them and one != pid:
            one = all_of_them[one][0]
        return one == pid

    return {one: name for one, (_, name) in all_of_them.items() if one != pid and is_below(one)}


class Killer(threading.Thread):
    """Kills a process with SIGKILL: the first below another that is called as wanted and works, or
    has others work, for `after` seconds.

    `wanted` are names from the outside in: what starts the process, perhaps, and itself. `victim`
    is 0 until then.
    """

    def __init__(self, pid: int, wanted: tuple[str, ...], after: float) -> None:
        super().__init__(daemon=True)
        self.victim = 0
        self._given = (pid, wanted, after)

    def run(self) -> None:
        pid, wanted, after = self._given
        late = time.monotonic() + 240
        while time.monotonic() < late and not self.victim:
            time.sleep(0.05)
            for one in below(pid):
                if is_called(one, wanted) and any(
                    worked(other) > after for other in below(one) or (one,)
                ):
                    os.kill(one, signal.SIGKILL)
                    self.victim = one
                    return


def is_called(pid: int, names: tuple[str, ...]) -> bool:
    """Whether a process, and those that started it, have such names."""
    there = processes()
    for name in reversed(names):
        pid, found = there.get(pid, (0, ""))
        if name not in found:
            return False
    return True
