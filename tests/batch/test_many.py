"""`clean_many`, and the pool below it."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import copydesk
from copydesk.batch.pool import Lost, in_order
from copydesk.model.raw import Raw
from tests.batch.conftest import html, story
from tests.batch.deeds import Deeds, do


def test_articles_come_in_order_and_as_clean_gives_them():
    pages = [
        Raw(story(number), f"page {number}", url=f"https://example.org/{number}")
        for number in range(30)
    ]
    many = list(copydesk.clean_many(pages, jobs=2))
    assert [article.input for article in many] == [page.input for page in pages]
    assert many[3].to_dict() == copydesk.clean(pages[3].data, url=pages[3].url).to_dict() | {
        "input": "page 3"
    }
    assert list(many[3].ledger.verdicts) == list(copydesk.mark(pages[3].data)[1].verdicts)


def test_failures_are_values():
    bs4 = pytest.importorskip("bs4")
    pages = [
        b"\x7fELF\0\0",
        bs4.BeautifulSoup(html(1), "html.parser"),
        iter("abc"),
        "word ä " * 1000,
        memoryview(b"A line."),
    ]
    failed, soup, wrong, long, viewed = copydesk.clean_many(
        pages, jobs=1, options=copydesk.Options(limits=copydesk.Limits(max_bytes=2000))
    )
    assert (failed.number, failed.why) == (0, "is binary data, not text")
    assert soup.headline == "The ferry, part 1"
    assert (wrong.number, wrong.why.split(":")[0]) == (2, "cannot be read")
    assert "truncated:bytes" in long.notes
    assert isinstance(viewed, copydesk.Article)
    with pytest.raises(ValueError, match="nknown filter"):
        list(copydesk.clean_many(["a"], options=copydesk.Options(("nonesuch",))))


def test_pages_are_taken_only_a_few_ahead():
    taken = itertools.count()
    many = copydesk.clean_many((f"Page {next(taken)}." for _ in itertools.count()), jobs=1)
    next(many)
    many.close()
    assert next(taken) < 200


def test_what_kills_or_hangs_its_worker_costs_itself_alone():
    words = ["a", "die", "b", "hang", "c", "leave", "d", "swell", *"efgh"]
    tasks = [Deeds(tuple(words[first : first + 4])) for first in range(0, len(words), 4)]
    parts = [part for _, parts in in_order(do, tasks, 2, 0.5) for part in parts]
    done = {word: part.done for part in parts for word in part.task.words}
    lost = {word: result.why for word, result in done.items() if isinstance(result, Lost)}
    assert lost == {
        "die": "crashed its worker (SIGKILL)",
        "hang": "took longer than 0.5 seconds",
        "leave": "could not be cleaned, which is a fault of copydesk: SystemExit: 3",
        "swell": "could not be cleaned, which is a fault of copydesk: MemoryError: ",
    }
    assert [word for part in parts for word in part.task.words] == words


def test_no_worker_outlives_a_run_that_is_killed(tmp_path: Path):
    mark = f"orphan-{os.getpid()}"
    (tmp_path / "endless.py").write_text(
        "import copydesk, itertools\nif __name__ == '__main__':\n"
        "    for one in copydesk.clean_many(itertools.repeat('A line.'), jobs=2):\n    "
        "    print(1, flush=True)\n"
    )
    environment = os.environ | {"COPYDESK_MARK": mark}
    with subprocess.Popen(
        [sys.executable, "endless.py"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert len(marked(mark)) >= 3
        process.kill()
    late = time.monotonic() + 10
    while marked(mark) and time.monotonic() < late:
        time.sleep(0.05)
    assert not marked(mark)


def marked(mark: str) -> list[str]:
    """The processes that have this in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def test_a_script_without_its_guard_is_told(tmp_path: Path):
    (tmp_path / "bare.py").write_text(
        "import copydesk\nprint(list(copydesk.clean_many(['A line.'])))\n"
    )
    done = subprocess.run(
        [sys.executable, "bare.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "if __name__ == '__main__'" in done.stderr
