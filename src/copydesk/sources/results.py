"""Reads the article records that an earlier run wrote.

Formats: JSON Lines, Parquet, or a folder with a JSON file for each page. A row may hold columns of
its input beside the article's. Where both have a name, the article's column is renamed
(`copydesk_date`); it is read back under its own name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from copydesk.model.article import ARTICLE_FIELDS
from copydesk.model.outcome import Failure
from copydesk.sources import jsonl
from copydesk.sources.compression import decompressed, open_decompressed, uncompressed_name
from copydesk.sources.container import container_of
from copydesk.sources.errors import MissingLibrary, reason
from copydesk.sources.folders import files_of

# A page of 20 MB gives a shorter record, though its body is in it twice and escaped.
MAX_RECORD_BYTES = 1 << 28
# Prefix of an article's column where the input has a column of that name.
RENAMED_PREFIX = "copydesk_"
# Suffixes of files beside a run's results that hold no article records.
OTHER_FILES = ("failures.jsonl", "groups.jsonl")
ROW_BY_ROW = re.compile(rb"\s*\{[^\n]*\}\s*\n\s*\{")
SPACE = re.compile(r"\s*")


class Result(NamedTuple):
    """An article's record and its place, a file or a row of one.

    A row's place is `articles.jsonl#12`. The record of a failed page has `error` and no `body`.
    """

    place: str
    record: dict[str, Any]


def results(given: str, fields: Sequence[str] = ARTICLE_FIELDS) -> Iterator[Result | Failure]:
    """Yield the records in a file, a folder or the files of a pattern.

    Each has `fields`, null where it lacks one, in an order that is the same on every run. Of a
    folder only files named as JSON, JSON Lines or Parquet are read.
    """
    if not Path(given).is_dir():
        for found in files_of(given):
            yield from _in_file(Path(found.path), fields)
        return
    seen = False
    for found in files_of(given):
        if _suffix(found.path) in (
            ".json",
            ".jsonl",
            ".ndjson",
            ".parquet",
        ) and not found.path.endswith(OTHER_FILES):
            seen = True
            yield from _in_file(Path(found.path), fields)
    if not seen:
        yield Failure(
            given,
            "holds no results: no file in it ends in .json, .jsonl or .parquet",
        )


def results_on(
    file: IO[bytes], name: str, fields: Sequence[str] = ARTICLE_FIELDS
) -> Iterator[Result | Failure]:
    """Yield the records on an open JSON Lines file, compressed or not."""
    number = 0
    try:
        for number, line in enumerate(decompressed(file), 1):
            if line.strip():
                yield _result(line, f"{name}#{number}", fields)
    except (OSError, EOFError, MissingLibrary) as error:
        yield Failure(f"{name}#{number + 1}", reason(error))


def _suffix(path: str) -> str:
    return Path(uncompressed_name(path).lower()).suffix


def _in_file(path: Path, fields: Sequence[str]) -> Iterator[Result | Failure]:
    name, suffix = str(path), _suffix(str(path))
    form = "page" if suffix == ".json" else container_of(path)
    if form == "parquet":
        yield from _of_parquet(path, fields)
    elif form == "rows":
        yield from _of_rows(path, fields)
    else:
        try:
            with open_decompressed(path) as file:
                content = file.read(MAX_RECORD_BYTES)
        except (OSError, EOFError, MissingLibrary) as error:
            yield Failure(name, reason(error))
            return
        # One record may span many lines. A file of many records is sometimes called .json too, and
        # may be longer than the part that was read.
        yield from (
            _of_rows(path, fields)
            if ROW_BY_ROW.match(content)
            else _of_values(content, name, fields)
        )


def _of_values(content: bytes, name: str, fields: Sequence[str]) -> Iterator[Result | Failure]:
    """Yield the records of JSON values, one after the other or in a list.

    A value may span lines, as jq writes them.
    """
    text = content.decode("utf-8", "replace").strip()
    decoder, at, values = json.JSONDecoder(), 0, []
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield jsonl.invalid_json(name, error)
            return
        values += value if isinstance(value, list) and value else [value]
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]
    for number, value in enumerate(values, 1):
        yield _checked(value, name if len(values) == 1 else f"{name}#{number}", fields)


def _of_rows(path: Path, fields: Sequence[str]) -> Iterator[Result | Failure]:
    for record in jsonl.records(path, str(path), (1, 0), MAX_RECORD_BYTES):
        content = record.content
        if isinstance(content, bytes):
            yield _result(content, f"{path}#{record.number}", fields)
        elif isinstance(content, Failure):
            yield content


def _of_parquet(path: Path, fields: Sequence[str]) -> Iterator[Result | Failure]:
    from copydesk.sources import parquet

    wanted = ("body", "error", *fields)
    for rows in parquet.batches(
        path, str(path), 0, (*wanted, *(RENAMED_PREFIX + name for name in wanted))
    ):
        if isinstance(rows.batch, Failure):
            yield rows.batch
            continue
        for number, row in enumerate(rows.batch.to_pylist(), rows.number):
            yield _checked(row, f"{path}#{number}", fields)


def _result(line: bytes, name: str, fields: Sequence[str]) -> Result | Failure:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return jsonl.invalid_json(name, error)
    return _checked(row, name, fields)


def _checked(row: object, name: str, fields: Sequence[str]) -> Result | Failure:
    if (
        not isinstance(row, dict)
        or not ({"body", "error"} | {RENAMED_PREFIX + "body", RENAMED_PREFIX + "error"})
        & row.keys()
    ):
        return Failure(name, "is not an article record: it has neither `body` nor `error`")
    return Result(
        name,
        {
            field: row[RENAMED_PREFIX + field] if RENAMED_PREFIX + field in row else row.get(field)
            for field in fields
        },
    )
