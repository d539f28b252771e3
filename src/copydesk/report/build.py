"""Writes the report, one HTML file that loads nothing else.

No text of a page is in the markup. The index and the page views are JSON, compressed with zlib and
encoded in base64, and the report's own script inserts them as text. The Content-Security-Policy
allows that script and its style sheet, by their hashes, and no URL at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import zlib
from collections.abc import Callable, Iterable
from importlib.metadata import version
from importlib.resources import files
from string import Template
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple, Protocol

from copydesk.batch.tally import STEPS, Tally
from copydesk.report.chunk import ZLIB_LEVEL, Chunk, PageRow
from copydesk.report.run import ReportLimits
from copydesk.text.display import visible

# The first bytes of a report. A file that begins with them may be overwritten.
REPORT_MAGIC = b"<!doctype html><!-- copydesk report -->"
# In order of dependency.
SCRIPTS = ("data.js", "make.js", "totals.js", "list.js", "sheet.js", "cuts.js", "main.js")
# Characters of all pages. Compressed they take about a third, so the file stays under about 100
# MB whatever the size of the run.
MAX_CHARACTERS = 300_000_000
# Bounds of the characters shown of one page.
MIN_PAGE_CHARACTERS, MAX_PAGE_CHARACTERS = 2_000, 200_000


class Run(Protocol):
    """A source of report pages.

    `source` is a sentence on the origin of its dumps.
    """

    source: str

    @property
    def tally(self) -> Tally:
        """The totals."""

    def chunks(self, limits: ReportLimits) -> Iterable[Chunk]:
        """Yield its pages in chunks."""

    def notices(self) -> list[str]:
        """Return sentences that the reader of the report needs."""


# Called with the number of pages in the report so far.
Step = Callable[[int], None]


class Built(NamedTuple):
    """The pages in a report, and the pages in its run."""

    shown: int
    pages: int


def build(run: Run, name: str, file: IO[bytes], pages: int, jobs: int, step: Step) -> Built:
    """Write the report of a run called `name`, with at most `pages` pages.

    Raises Refused, NoWorkers, OSError.
    """
    total = run.tally.pages
    shown = min(total, pages)
    limits = ReportLimits(
        pages,
        max(MIN_PAGE_CHARACTERS, min(MAX_CHARACTERS // max(shown, 1), MAX_PAGE_CHARACTERS)),
        jobs,
    )
    rows: list[PageRow] = []
    sizes: list[int] = []
    with TemporaryFile() as sheets:
        for number, chunk in enumerate(run.chunks(limits)):
            sheets.write(_data(f"sheets-{number}", chunk.data))
            rows += chunk.rows
            sizes.append(len(chunk.rows))
            step(len(rows))
        index = _index(run, visible(name), rows, sizes, limits)
        start, end = _template()
        file.write(start + _data("index", zlib.compress(index, ZLIB_LEVEL)) + _script())
        sheets.seek(0)
        shutil.copyfileobj(sheets, file)
        file.write(end)
    return Built(len(rows), total)


def _index(
    run: Run, name: str, rows: list[PageRow], sizes: list[int], limits: ReportLimits
) -> bytes:
    """Return the report's index as JSON; `sizes` are the pages of each chunk."""
    about = {
        "name": name,
        "version": version("copydesk"),
        "notices": run.notices(),
        "source": run.source,
        "most": limits.characters,
    }
    index = {
        "about": about,
        "totals": _totals(run.tally),
        "pages": _columns(rows),
        "leaves": sizes,
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _data(name: str, packed: bytes) -> bytes:
    """Return compressed data in a script element that browsers do not run."""
    return (
        f'<script type="text/plain" id="{name}">'.encode()
        + base64.b64encode(packed)
        + b"</script>\n"
    )


def _totals(tally: Tally) -> dict[str, Any]:
    return {
        "pages": tally.pages,
        "statuses": tally.statuses,
        "cuts": tally.cuts,
        "confidences": tally.confidences,
        "steps": STEPS,
    }


def _columns(rows: list[PageRow]) -> dict[str, list[Any]]:
    """Return the rows as columns.

    Sites, statuses and filters are indexes into lists of names.
    """
    columns: dict[str, list[Any]] = {
        name: [getattr(row, name) for row in rows] for name in PageRow._fields
    }
    columns["sites"], columns["site"] = _numbered(columns["site"])
    columns["statuses"], columns["status"] = _numbered(columns["status"])
    columns["filters"] = sorted({who for row in rows for who in row.cuts})
    numbers = {who: number for number, who in enumerate(columns["filters"])}
    columns["cuts"] = [
        [[numbers[who], lines, words] for who, (lines, words) in row.cuts.items()] for row in rows
    ]
    columns["confidence"] = [round(confidence, 3) for confidence in columns["confidence"]]
    return columns


def _numbered(values: list[str]) -> tuple[list[str], list[int]]:
    names = list(dict.fromkeys(values))
    numbers = {name: number for number, name in enumerate(names)}
    return names, [numbers[value] for value in values]


def _template() -> tuple[bytes, bytes]:
    """Return the page before and after its data."""
    style = _part("report.css")
    text = Template(_part("report.html")).substitute(
        style=style, style_hash=_hash(style), script_hash=_hash(_code()), data="\0"
    )
    start, end = text.encode().split(b"\0")
    return start, end


def _script() -> bytes:
    return f"<script>{_code()}</script>\n".encode()


def _code() -> str:
    return '"use strict";\n' + "\n".join(map(_part, SCRIPTS))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return files("copydesk.report").joinpath("page", name).read_text("utf-8")
