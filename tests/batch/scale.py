"""Runs a batch over many small pages: `make scale` (FILES=20000 ROWS=200000).

A folder of files and a file of JSON Lines, both of the short dumps in `fixtures/`, each with a
number of its own. Prints pages a second and the peak memory of all processes, and counts the
outputs. Ends with status 1 where an output is missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.batch.measure import watched

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FILES_A_FOLDER = 1000
MAX_CHARACTERS = 2000
"""Characters of a short dump."""


def dumps(count: int) -> Iterator[str]:
    """So many dumps: the short ones of the fixtures, over and over, no two of them equal."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(FIXTURES.glob("*/dump.txt"))]
    short = [text for text in texts if len(text) <= MAX_CHARACTERS]
    for number, text in enumerate(islice(cycle(short), count)):
        yield f"{text.rstrip()}\n\nPage {number}\n"


def files(folder: Path, count: int) -> Path:
    """A folder with so many files, FILES_A_FOLDER to a subfolder."""
    for number, text in enumerate(dumps(count)):
        path = folder / "pages" / f"{number // FILES_A_FOLDER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "pages"


def rows(folder: Path, count: int) -> Path:
    """A JSON Lines file of so many rows."""
    path = folder / "rows.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(dumps(count)):
            file.write(json.dumps({"id": number, "text": text}) + "\n")
    return path


def run(name: str, given: Path, out: Path, count: int) -> int:
    """Cleans an input with two workers, prints what that took; returns the number of outputs."""
    seen = watched(given, out, 2)
    if out.is_dir():
        found = sum(1 for _ in out.rglob("*.txt.json"))
    else:
        with out.open(encoding="utf-8") as lines:
            found = sum(1 for _ in lines)
    print(
        f"{name}: {count} pages in {seen.seconds:.0f} s, {count / seen.seconds:.0f} a second, "
        f"at most {seen.memory:.0f} MB in all processes together, {found} outputs",
        flush=True,
    )
    return found


def main(of_files: int, of_rows: int) -> int:
    """Runs both; returns the exit status."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        found = run("files", files(folder, of_files), folder / "articles", of_files)
        more = run("rows", rows(folder, of_rows), folder / "articles.jsonl", of_rows)
    return 0 if (found, more) == (of_files, of_rows) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
