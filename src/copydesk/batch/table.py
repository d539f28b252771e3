"""Rows as Arrow: blocks of a growing Parquet output, and the final file.

During a run the rows are in `NAME.partial` as Arrow streams, one after the other, each with its own
columns: a Parquet file has its index at its end and could not be truncated and continued. At the
end the columns of the streams are united and written as Parquet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from copydesk.batch.arrow import article_arrays, article_fields, encodable
from copydesk.sources.jsonl import ColumnNames

if TYPE_CHECKING:
    import pyarrow.parquet as pq

# Rows and bytes of a row group of the Parquet output at most.
GROUP_ROWS, GROUP_BYTES = 10_000, 64 << 20
# The article's URL, where the rows have a column `url`.
URL_COLUMN = "copydesk_url"
# Integers that an Arrow column of int64 holds.
INT64 = range(-(2**63), 2**63)


def carried(batch: pa.RecordBatch, names: ColumnNames) -> pa.RecordBatch:
    """Return an input's columns without its page."""
    return batch.select(
        [name for name in batch.schema.names if name not in (names.text, names.html)]
    )


def stream(batch: pa.RecordBatch) -> bytes:
    """Return a record batch as a complete Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(
        sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")
    ) as writer:
        writer.write_batch(batch)
    block: bytes = sink.getvalue().to_pybytes()
    return block


def unstreamed(block: bytes) -> pa.RecordBatch:
    """Return the record batch of a stream that holds one."""
    return pa.ipc.open_stream(block).read_next_batch()


def packed(
    records: list[dict[str, Any]], columns: list[dict[str, Any]], taken: frozenset[str], own: bytes
) -> bytes:
    """Return a block of rows: the input's columns, then the articles'.

    `own` are the input's columns where they came as Arrow.
    """
    batch = unstreamed(own) if own else None
    names, arrays = (batch.schema.names, batch.columns) if batch else _arrays(columns)
    fields = [
        *(pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)),
        *article_fields(taken | frozenset(names)),
    ]
    return stream(
        pa.RecordBatch.from_arrays([*arrays, *article_arrays(records)], schema=pa.schema(fields))
    )


def _arrays(rows: list[dict[str, Any]]) -> tuple[list[str], list[pa.Array]]:
    """Return the columns of rows of JSON.

    Numbers, booleans and strings keep their type; a column with anything else becomes JSON text.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    # Arrow has no form for a lone surrogate, in a name either; written out, two names stay two.
    plain = [name.encode("utf-8", "backslashreplace").decode() for name in names]
    return plain, [_array([row.get(name) for row in rows]) for name in names]


def _array(values: list[Any]) -> pa.Array:
    types = {type(value) for value in values if value is not None}
    if (
        types <= {int, float}
        and types
        and all(type(value) is not int or value in INT64 for value in values if value is not None)
    ):
        return pa.array(values, pa.float64() if float in types else pa.int64())
    if not types:
        return pa.nulls(len(values))
    if types == {bool}:
        return pa.array(values, pa.bool_())
    return pa.array([as_text(value) for value in values], pa.string())


def as_text(value: Any) -> str | None:  # noqa: ANN401 - any value of JSON
    """Return a value for a column of text: a string, or JSON of the rest."""
    if value is None:
        return None
    return str(
        encodable(
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        )
    )


def plain_rows(own: bytes) -> list[dict[str, Any]]:
    """Return columns that came as Arrow as rows for JSON.

    Types that JSON lacks (dates, decimals, bytes) become text.
    """
    batch = unstreamed(own)
    values = [_plain_values(column) for column in batch.columns]
    return (
        [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*values, strict=True)]
        if values
        else [{} for _ in range(batch.num_rows)]
    )


def _plain_values(column: pa.Array) -> list[Any]:
    kind = column.type
    if pa.types.is_temporal(kind) or pa.types.is_decimal(kind):
        column = column.cast(pa.string())
    elif (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
    ):
        return [
            None if value is None else value.decode("utf-8", "replace")
            for value in column.to_pylist()
        ]
    return [_plain(value) for value in column.to_pylist()]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of Arrow
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return json.loads(json.dumps(value, default=str))


def write_parquet(grown: Path, target: Path) -> None:
    """Write the streams of a partial output as Parquet. Raises OSError."""
    with pa.OSFile(str(grown)) as file:
        schema = united(batch.schema for batch in batches_in(file))
        file.seek(0)
        if URL_COLUMN in schema.names and all(map(_repeats_url, batches_in(file))):
            schema = schema.remove(schema.get_field_index(URL_COLUMN))
        file.seek(0)
        write_fitted(batches_in(file), schema, str(target))


def _repeats_url(batch: pa.RecordBatch) -> bool:
    """Return whether the articles of a block have the URLs of their rows."""
    if URL_COLUMN not in batch.schema.names:
        return True
    same: bool = batch.column(URL_COLUMN).to_pylist() == batch.column("url").to_pylist()
    return same


# pyarrow, which has no types, takes a name or a file of its own.
def write_fitted(batches: Iterable[pa.RecordBatch], schema: pa.Schema, target: Any) -> None:  # noqa: ANN401
    """Writes blocks as Parquet, each under the columns of all. Raises OSError."""
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        held: list[pa.RecordBatch] = []
        rows = size = 0
        for batch in batches:
            held.append(_fitted(batch, schema))
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if rows >= GROUP_ROWS or size >= GROUP_BYTES:
                _write_group(writer, held)
                held, rows, size = [], 0, 0
        _write_group(writer, held)


def _write_group(writer: pq.ParquetWriter, held: list[pa.RecordBatch]) -> None:
    if held:
        table = pa.Table.from_batches(held).combine_chunks()
        writer.write_table(table, row_group_size=table.num_rows)


def batches_in(file: pa.NativeFile) -> Iterator[pa.RecordBatch]:
    """Yield the record batches of consecutive streams."""
    size = file.size()
    while file.tell() < size:
        yield from pa.ipc.open_stream(file)


def united(schemas: Iterable[pa.Schema]) -> pa.Schema:
    """Return the columns of all blocks.

    The input's come in order of appearance, then the article's.
    """
    own: dict[str, pa.DataType] = {}
    last: dict[str, pa.DataType] = {}
    count = len(article_fields())
    for schema in schemas:
        fields = list(schema)
        for field in fields[:-count]:
            own[field.name] = (
                _common(own[field.name], field.type) if field.name in own else field.type
            )
        last |= {field.name: field.type for field in fields[-count:]}
    plain = {name: pa.string() if pa.types.is_null(kind) else kind for name, kind in own.items()}
    return pa.schema(
        list(
            (
                plain
                | {
                    name: kind
                    for name, kind in (last or _article_types()).items()
                    if name not in plain
                }
            ).items()
        )
    )


def _article_types() -> dict[str, pa.DataType]:
    return {field.name: field.type for field in article_fields()}


def _common(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    """Return a type that holds the values of both."""
    if one == other or pa.types.is_null(other):
        return one
    if pa.types.is_null(one):
        return other
    if {one, other} == {pa.int64(), pa.float64()}:
        return pa.float64()
    return pa.string()


def _fitted(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Return a block with the columns of all blocks.

    A missing column is null; a column of another type is converted or becomes text.
    """
    arrays = []
    for field in schema:
        if field.name not in batch.schema.names:
            arrays.append(pa.nulls(batch.num_rows, field.type))
            continue
        column = batch.column(field.name)
        if column.type == field.type:
            arrays.append(column)
        elif pa.types.is_string(field.type) and not pa.types.is_null(column.type):
            arrays.append(
                pa.array([as_text(value) for value in _plain_values(column)], pa.string())
            )
        else:
            arrays.append(column.cast(field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
