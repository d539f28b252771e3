"""Rows of a one-file output: an input's columns, then the article's.

Rows are packed in blocks. Each is complete in itself (lines, a gzip member, a zstd frame, an Arrow
stream), so that blocks can be appended and truncated.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from copydesk.writers.json import dumps
from copydesk.writers.row import joined_row

# Compression level of gzip; a higher one takes a third of the time of cleaning and saves 2 %.
GZIP_LEVEL = 6


class Row(NamedTuple):
    """The columns of an input record except its page, and its article."""

    columns: dict[str, Any]
    record: dict[str, Any]


def pack(
    rows: list[Row],
    packing: str,
    taken: frozenset[str],
    columns: bytes,
    kept: list[int] | None = None,
) -> bytes:
    """Return the rows as a block: `jsonl`, `gz`, `zst` or `arrow`.

    `columns` are the rows' own columns where they came as Arrow, `kept` the numbers of the rows in
    them (None: all).
    """
    if columns and kept is not None:
        from copydesk.batch import table

        columns = table.stream(table.unstreamed(columns).take(kept))
    if packing == "arrow":
        from copydesk.batch import table

        return table.packed(
            [row.record for row in rows], [row.columns for row in rows], taken, columns
        )
    if columns:
        from copydesk.batch import table

        own = table.plain_rows(columns)
        rows = [Row(carried, row.record) for carried, row in zip(own, rows, strict=True)]
    lines = "".join(
        dumps(joined_row(row.columns, row.record, taken)) + "\n" for row in rows
    ).encode()
    if packing == "gz":
        import gzip

        return gzip.compress(lines, GZIP_LEVEL, mtime=0)
    if packing == "zst":
        from copydesk.sources.compression import zstd

        block: bytes = zstd().compress(lines)
        return block
    return lines
