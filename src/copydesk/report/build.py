"""Writes the report: one HTML file that needs nothing else.

No text of a page stands in the markup: the index and the sheets are JSON, packed with zlib and
written in base64, and the page's own script puts them in place as text. Its Content-Security-Policy
allows that script and that style sheet alone, by their hashes, and no address at all.
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

REPORT_MAGIC = b"<!doctype html><!-- copydesk report -->"
"""How a report begins, and nothing else does: a report may be written over."""
SCRIPTS = ("data.js", "make.js", "totals.js", "list.js", "sheet.js", "main.js")
"""In the order in which they need each other."""
CHARACTERS = 300_000_000
"""How many characters of pages a report may hold: packed they take about a third, so that the file
stays under about 100 MB whatever the run's size.
"""
LEAST, MOST = 2_000, 200_000
"""The fewest and the most characters of one page."""


class Run(Protocol):
    """What a report is of. `source` says where its dumps are from."""

    source: str

    @property
    def tally(self) -> Tally:
        """The totals."""

    def leaves(self, bounds: ReportLimits) -> Iterable[Chunk]:
        """Its pages."""

    def notices(self) -> list[str]:
        """What is to be known of it."""


Step = Callable[[int], None]
"""Is told how many pages are in the report so far."""


class Built(NamedTuple):
    """How many pages a report has, and how many its run."""

    shown: int
    pages: int


def build(run: Run, name: str, file: IO[bytes], pages: int, jobs: int, step: Step) -> Built:
    """Writes the report of a run that is called `name`, with so many pages at most. Raises Refused,
    NoWorkers, OSError.
    """
    total = run.tally.pages
    shown = min(total, pages)
    bounds = ReportLimits(pages, max(LEAST, min(CHARACTERS // max(shown, 1), MOST)), jobs)
    rows: list[PageRow] = []
    leaves: list[int] = []
    with TemporaryFile() as sheets:
        for number, leaf in enumerate(run.leaves(bounds)):
            sheets.write(_data(f"sheets-{number}", leaf.block))
            rows += leaf.rows
            leaves.append(len(leaf.rows))
            step(len(rows))
        about = {
            "name": visible(name),
            "version": version("copydesk"),
            "notices": run.notices(),
            "source": run.source,
            "most": bounds.characters,
        }
        index = json.dumps(
            {
                "about": about,
                "totals": _totals(run.tally),
                "pages": _columns(rows),
                "leaves": leaves,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        start, end = _template()
        file.write(
            start
            + _data("index", zlib.compress(index.encode("utf-8", "replace"), ZLIB_LEVEL))
            + _script()
        )
        sheets.seek(0)
        shutil.copyfileobj(sheets, file)
        file.write(end)
    return Built(len(rows), total)


def _data(name: str, packed: bytes) -> bytes:
    """Packed data in an element of its own, which the browser does not run and which holds no
    `<`.
    """
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
    """The list, a column for each member of its rows; names that come often are numbers of a list
    of them.
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
    """The page up to where its data stand, and what follows them."""
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
