"""Reads one page from each row of Parquet, a few rows at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from copydesk.model.limits import MAX_COMPRESSION_RATIO, MAX_GROUP_BYTES, MAX_MEAN_VALUES
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources.errors import MissingLibrary, failure_of
from copydesk.sources.jsonl import ColumnNames, page_in
from copydesk.sources.storage import Openable

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

# Rows of one read: at most 16 MB for pages of a megabyte each.
ROWS = 16
# Parquet types whose values can be long.
TEXTS = ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")


class Rows(NamedTuple):
    """Some rows of a file, or the reason they could not be read.

    `number` is that of the first row, from 1; `share` is the part of the file that is read with
    them.
    """

    number: int
    batch: pa.RecordBatch | Failure
    share: float = 1.0


def schema_of(path: Openable) -> pa.Schema:
    """Return the columns of a file. Raises OSError, MissingLibrary."""
    with _file(path) as file:
        return file.schema_arrow


def batches(
    path: Openable, name: str, done: int, columns: Collection[str] | None = None
) -> Iterator[Rows]:
    """Yield record batches of a file, without its first `done` rows.

    Reads only the columns among `columns`, if given.
    """
    number = 0
    try:
        with _file(path) as file:
            groups, number = _groups_after(file, done)
            wanted = [
                name for name in file.schema_arrow.names if columns is None or name in columns
            ]
            for batch in file.iter_batches(
                _at_once(file, wanted), row_groups=groups, columns=wanted
            ):
                skipped = min(max(done - number, 0), batch.num_rows)
                if skipped < batch.num_rows:
                    yield Rows(
                        number + skipped + 1,
                        batch.slice(skipped),
                        (number + batch.num_rows) / file.metadata.num_rows,
                    )
                number += batch.num_rows
    except (OSError, MissingLibrary, ValueError) as error:
        yield Rows(number + 1, failure_of(f"{name}#{number + 1}" if number else name, error))


def pages(rows: Rows, name: str, names: ColumnNames) -> Iterator[Raw | Failure]:
    """Yield the pages in a batch of rows."""
    if isinstance(rows.batch, Failure):
        yield rows.batch
        return
    columns = {
        column: rows.batch.column(column)
        for column in dict.fromkeys(names)
        if column and column in rows.batch.schema.names
    }
    for row in range(rows.batch.num_rows):
        yield page_in(
            {column: values[row].as_py() for column, values in columns.items()},
            f"{name}#{rows.number + row}",
            names,
        )


def library() -> ModuleType:
    """Return the module that reads Parquet files. Raises MissingLibrary."""
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingLibrary("parquet", "Parquet files") from None
    module: ModuleType = pq
    return module


def _file(path: Openable) -> pq.ParquetFile:
    parquet = library()
    import pyarrow as pa

    if not path.exists():
        raise FileNotFoundError(path)
    try:
        file: pq.ParquetFile = parquet.ParquetFile(
            path if isinstance(path, Path) else path.open("rb"),
            buffer_size=1 << 20,
            pre_buffer=False,
        )
        return file
    except pa.ArrowInvalid as error:
        raise OSError(f"it is not a complete Parquet file ({error})") from error


def _at_once(file: pq.ParquetFile, columns: Collection[str]) -> int:
    """Return how many rows to read at once. Raises OSError for a bomb.

    A row group can decompress to any multiple of its size, and one value in a column's dictionary
    can be the value of every row. A column that is compressed more than any text counts as one such
    value. Sizes come from the file's metadata.
    """
    least = ROWS
    for number in range(file.num_row_groups):
        group = file.metadata.row_group(number)
        for chunk in map(group.column, range(group.num_columns)):
            if chunk.path_in_schema.split(".")[0] not in columns:
                continue
            if chunk.num_values > MAX_MEAN_VALUES * group.num_rows:
                raise OSError(
                    f"its column {chunk.path_in_schema} has {chunk.num_values:,} "
                    f"values for {group.num_rows:,} rows"
                )
            size = chunk.total_uncompressed_size
            if size > MAX_COMPRESSION_RATIO * chunk.total_compressed_size:
                if size > MAX_GROUP_BYTES:
                    raise OSError(
                        f"{chunk.total_compressed_size:,} bytes of its column "
                        f"{chunk.path_in_schema} decompress to {size:,}"
                    )
                least = (
                    min(least, max(1, MAX_GROUP_BYTES // size))
                    if chunk.physical_type in TEXTS
                    else least
                )
    return least


def _groups_after(file: pq.ParquetFile, done: int) -> tuple[list[int], int]:
    """Return the row groups after `done` rows, and the rows before them."""
    first = before = 0
    while first < file.num_row_groups and before + file.metadata.row_group(first).num_rows <= done:
        before += file.metadata.row_group(first).num_rows
        first += 1
    return list(range(first, file.num_row_groups)), before
