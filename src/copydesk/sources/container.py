"""Detects the container format of a file, by name or by content."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from copydesk.sources.compression import open_decompressed, uncompressed_name
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.storage import Openable
from copydesk.text.lazy_pattern import lazy_pattern

Container = Literal["page", "mhtml", "rows", "warc", "parquet"]

CONTAINER_BY_SUFFIX: dict[str, Container] = {
    ".txt": "page",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".jsonl": "rows",
    ".ndjson": "rows",
    ".json": "rows",
    ".warc": "warc",
    ".wet": "warc",
    ".parquet": "parquet",
}
MHTML_HEADER = lazy_pattern(
    rb"(?i)(?:from: <saved by|mime-version: ).*\n(?:.*\n){0,20}?content-type: multipart/related"
)
JSON_ROWS = lazy_pattern(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"[^"\n]{1,200}"\s*:')
# Enough for the magic numbers and for the headers of a saved web page.
SNIFF_BYTES = 4096


def container_of(path: Openable) -> Container:
    """Return the container format of a file.

    A file that cannot be opened counts as a page: reading it gives the error to report.
    """
    suffix = Path(uncompressed_name(path.name).lower()).suffix
    return CONTAINER_BY_SUFFIX.get(suffix) or _by_content(path)


def _by_content(path: Openable) -> Container:
    try:
        with open_decompressed(path) as file:
            start = file.read(SNIFF_BYTES)
    except (OSError, EOFError, MissingLibrary):
        return "page"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"WARC/1."):
        return "warc"
    if MHTML_HEADER.match(start):
        return "mhtml"
    return "rows" if holds_rows(start) else "page"


def holds_rows(start: bytes) -> bool:
    """Return whether a file begins as JSON rows do.

    With an object, or an array of them.
    """
    return JSON_ROWS.match(start) is not None
