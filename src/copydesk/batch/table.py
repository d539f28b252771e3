"""Rows as Arrow: blocks for a Parquet output while it grows, and the Parquet file that they become.

While a run goes on its rows stand in `NAME.partial` as Arrow streams, one after the other, each
with the columns that it has: a Parquet file has its table of contents at its end and could not be
cut off and gone on with. At the end the streams' columns are brought together and written as
Parquet.
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

GROUP_ROWS, GROUP_BYTES = 10_000, 64 << 20
"""How large a row group of the Parquet output may become."""
LONG = range(-(2**63), 2**63)


def carried(batch: pa.RecordBatch, names: ColumnNames) -> pa.RecordBatch:
    """An input's columns without its page."""
    return batch.select(
        [name for name in batch.schema.names if name not in (names.text, names.html)]
    )


def stream(batch: pa.RecordBatch) -> bytes:
    """A record batch as a whole Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(
        sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")
    ) as writer:
        writer.write_batch(batch)
    block: bytes = sink.getvalue().to_pybytes()
    return block


def unstreamed(block: bytes) -> pa.RecordBatch:
    """The record batch of a stream that holds one."""
    return pa.ipc.open_stream(block).read_next_batch()


def packed(
    records: list[dict[str, Any]], columns: list[dict[str, Any]], taken: frozenset[str], own: bytes
) -> bytes:
    """A block of rows: the input's columns, `own` where they came as Arrow, then the articles'."""
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
    """The columns of some rows of JSON. Numbers, truth values and strings keep their type; whatever
    else stands in a column makes it JSON text.
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
        and all(type(value) is not int or value in LONG for value in values if value is not None)
    ):
        return pa.array(values, pa.float64() if float in types else pa.int64())
    if not types:
        return pa.nulls(len(values))
    if types == {bool}:
        return pa.array(values, pa.bool_())
    return pa.array([as_text(value) for value in values], pa.string())


def as_text(value: Any) -> str | None:  # noqa: ANN401 - any value of JSON
    """A value as a column of text holds it: a string as it is, anything else as JSON."""
    if value is None:
        return None
    return str(
        encodable(
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        )
    )


def plain_rows(own: bytes) -> list[dict[str, Any]]:
    """Columns that came as Arrow, as rows for JSON: what JSON has no form for (days, decimals,
    bytes) is text.
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
    """Writes the streams of a partial output as Parquet. Raises OSError."""
    with pa.OSFile(str(grown)) as file:
        schema = united(batch.schema for batch in batches_in(file))
        file.seek(0)
        write_fitted(batches_in(file), schema, str(target))


def write_fitted(batches: Iterable[pa.RecordBatch], schema: pa.Schema, target: Any) -> None:  # noqa: ANN401 - a name or one of pyarrow's files
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
    """The record batches of streams that stand one after the other."""
    size = file.size()
    while file.tell() < size:
        yield from pa.ipc.open_stream(file)


def united(schemas: Iterable[pa.Schema]) -> pa.Schema:
    """The columns of all blocks: the input's in the order in which they turned up, then the
    article's.
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
    """A type that holds the values of both."""
    if one == other or pa.types.is_null(other):
        return one
    if pa.types.is_null(one):
        return other
    if {one, other} == {pa.int64(), pa.float64()}:
        return pa.float64()
    return pa.string()


def _fitted(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """A block under the columns of all: what it lacks is null, and what has another type is
    converted or becomes text.
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
