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
            found[int(path.name)] = (int(status.rpartition(")")[2].split()[1]), (path / "cmdline").read_text().replace("\0", " "))
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
    """Kills a process with SIGKILL: of those below another that are called as wanted, the first that works, or has others work, for `after` seconds.

    Of several that stand below one another it is the last. `victim` is 0 until then.
    """

    def __init__(self, pid: int, wanted: str, after: float) -> None:
        super().__init__(daemon=True)
        self.victim = 0
        self._given = (pid, wanted, after)

    def run(self) -> None:
        pid, wanted, after = self._given
        late = time.monotonic() + 240
        while time.monotonic() < late and not self.victim:
            time.sleep(0.05)
            crews = {one: below(one) for one, name in below(pid).items() if wanted in name}
            busy = [one for one, crew in crews.items() if any(worked(other) > after for other in crew or (one,))]
            if busy:
                victim = min(busy, key=lambda one: len(crews[one]))
                os.kill(victim, signal.SIGKILL)
                self.victim = victim
