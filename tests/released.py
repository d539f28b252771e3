"""Tries an installed copydesk that has no extras, as `make release` installs it: that the wheel
holds what it needs, and that it works outside a checkout.

Run by that environment's Python, which has no pytest.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

HELD = (
    "copydesk/catalog.json",
    "copydesk/judge/weights.npz",
    "copydesk/py.typed",
    "copydesk/writers/article.schema.json",
    "copydesk/report/page/report.html",
    "copydesk/report/page/report.css",
    "copydesk/filters/run/now_playing.txt",
    "copydesk/filters/run/now_playing.md",
    "licenses/LICENSE",
    "share/man/man1/copydesk.1",
)
"""What is no module and has to be in the wheel; what it all is called there begins otherwise."""
COMMAND = str(Path(sys.executable).with_name("copydesk"))
DUMP = Path(__file__).parents[1] / "fixtures/radio-seed-shape/dump.txt"


def main() -> None:
    """Raises AssertionError where something is missing or does not work."""
    names = [str(file) for file in metadata.files("copydesk") or ()]
    missing = [name for name in HELD if not any(one.endswith(name) for one in names)]
    assert not missing, f"the wheel lacks {missing}"
    version = metadata.version("copydesk")
    said = metadata.metadata("copydesk").get_payload()
    assert "copydesk turns raw page dumps" in said
    assert not (links := re.findall(r"\]\((?!https:).*?\)", said)), (
        f"a package's page has no files beside it: {links}"
    )
    with TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        (pages / "story.txt").write_bytes(DUMP.read_bytes())
        (pages / "crawl.warc").write_bytes(b"")
        assert _run(folder, "--version") == f"copydesk {version}\n"
        assert (
            _run(folder, "--version", command=(sys.executable, "-m", "copydesk"))
            == f"copydesk {version}\n"
        )
        assert json.loads(_run(folder, "clean", "pages/story.txt"))["date"] == "2023-05-11"
        assert "now-playing" in _run(folder, "diff", "pages/story.txt", "--stat")
        assert "pip install 'copydesk[warc]'" in _run(
            folder, "batch", "pages", "--out", "articles/", status=2
        )
        (pages / "crawl.warc").unlink()
        _run(folder, "batch", "pages", "--out", "articles/", "--jobs", "1", "-q")
        _run(folder, "report", "articles/")
        assert "pip install 'copydesk[dedupe]'" in _run(folder, "dedupe", "articles/", status=2)
        assert Path(folder, "articles/report.html").stat().st_size > 10_000
    print(f"copydesk {version} works in an environment of its own")


def _run(folder: str, *words: str, status: int = 0, command: Sequence[str] = (COMMAND,)) -> str:
    """What the command says, on both streams."""
    done = subprocess.run(
        [*command, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert done.returncode == status, (
        f"copydesk {' '.join(words)} left with {done.returncode}: {done.stdout.decode()}"
    )
    return done.stdout.decode()


if __name__ == "__main__":
    main()
