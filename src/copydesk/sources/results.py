"""What an earlier run wrote: the records of articles in JSON Lines, Parquet, or a folder with a
file of JSON for each page.

A row may hold columns of its input beside the article's; an article's column that gave way to one
of those (`copydesk_date`) is read under its own name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from copydesk.model.article import ARTICLE_FIELDS
from copydesk.sources import jsonl
from copydesk.sources.compression import decompressed, open_decompressed, uncompressed_name
from copydesk.sources.container import CONTAINER_BY_SUFFIX, container_of
from copydesk.sources.folders import files_of
from copydesk.sources.unread import Missing, Unread, reason

MAX_RECORD_BYTES = 1 << 28
"""The longest record that is read: a page of 20 MB, its body written twice and escaped, is
shorter.
"""
RENAMED_PREFIX = "copydesk_"
"""What stands before an article's column whose name the input has."""
OTHER_FILES = ("failures.jsonl", "groups.jsonl")
"""How files end that stand among a run's results and hold none."""


ROW_BY_ROW = re.compile(rb"\s*\{[^\n]*\}\s*\n\s*\{")
SPACE = re.compile(r"\s*")


class Result(NamedTuple):
    """An article's record, and where it stands: a file, or the row of one (`articles.jsonl#12`). A
    page that failed has `error` and no `body`.
    """

    place: str
    record: dict[str, Any]


def results(given: str, fields: Sequence[str] = ARTICLE_FIELDS) -> Iterator[Result | Unread]:
    """The records in a file, in a folder or in what a pattern matches, with these fields (null
    where there is none), in an order that is always the same.

    In a folder, files whose names are not those of JSON, JSON Lines or Parquet are passed over.
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
        yield Unread(
            given,
            "holds no results: a folder of them has files that end in .json, .jsonl or .parquet",
        )


def results_on(
    file: IO[bytes], name: str, fields: Sequence[str] = ARTICLE_FIELDS
) -> Iterator[Result | Unread]:
    """The records on an open file of JSON Lines, packed or not."""
    number = 0
    try:
        for number, line in enumerate(decompressed(file), 1):
            if line.strip():
                yield _result(line, f"{name}#{number}", fields)
    except (OSError, EOFError, Missing) as error:
        yield Unread(f"{name}#{number + 1}", reason(error))


def _suffix(path: str) -> str:
    return Path(uncompressed_name(path).lower()).suffix


def _in_file(path: Path, fields: Sequence[str]) -> Iterator[Result | Unread]:
    name, suffix = str(path), _suffix(str(path))
    form = CONTAINER_BY_SUFFIX.get(suffix) or ("page" if suffix == ".json" else container_of(path))
    if form == "parquet":
        yield from _of_parquet(path, fields)
    elif form == "rows":
        yield from _of_rows(path, fields)
    else:
        try:
            with open_decompressed(path) as file:
                content = file.read(MAX_RECORD_BYTES)
        except (OSError, EOFError, Missing) as error:
            yield Unread(name, reason(error))
            return
        # JSON of one record may stand on many lines; a file of many records is sometimes called
        # .json as well, and may be longer than what was read of it.
        yield from (
            _of_rows(path, fields)
            if ROW_BY_ROW.match(content)
            else _of_values(content, name, fields)
        )


def _of_values(content: bytes, name: str, fields: Sequence[str]) -> Iterator[Result | Unread]:
    """The records of a list, or of values that stand one after the other, each over as many lines
    as it likes (as jq writes them).
    """
    text = content.decode("utf-8", "replace").strip()
    decoder, at, values = json.JSONDecoder(), 0, []
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Unread(name, f"is no JSON: {str(error).removesuffix(' (char 0)')}")
            return
        values += value if isinstance(value, list) and value else [value]
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]
    for number, value in enumerate(values, 1):
        yield _checked(value, name if len(values) == 1 else f"{name}#{number}", fields)


def _of_rows(path: Path, fields: Sequence[str]) -> Iterator[Result | Unread]:
    for record in jsonl.records(path, str(path), (1, 0), MAX_RECORD_BYTES):
        content = record.content
        if isinstance(content, bytes):
            yield _result(content, f"{path}#{record.number}", fields)
        elif isinstance(content, Unread):
            yield content


def _of_parquet(path: Path, fields: Sequence[str]) -> Iterator[Result | Unread]:
    from copydesk.sources import parquet

    wanted = ("body", "error", *fields)
    for rows in parquet.batches(
        path, str(path), 0, (*wanted, *(RENAMED_PREFIX + name for name in wanted))
    ):
        if isinstance(rows.batch, Unread):
            yield rows.batch
            continue
        for number, row in enumerate(rows.batch.to_pylist(), rows.number):
            yield _checked(row, f"{path}#{number}", fields)


def _result(line: bytes, name: str, fields: Sequence[str]) -> Result | Unread:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unread(name, f"is no JSON: {str(error).removesuffix(' (char 0)')}")
    return _checked(row, name, fields)


def _checked(row: object, name: str, fields: Sequence[str]) -> Result | Unread:
    if (
        not isinstance(row, dict)
        or not ({"body", "error"} | {RENAMED_PREFIX + "body", RENAMED_PREFIX + "error"})
        & row.keys()
    ):
        return Unread(name, "is no record of an article: it has neither `body` nor `error`")
    return Result(
        name,
        {
            field: row[RENAMED_PREFIX + field] if RENAMED_PREFIX + field in row else row.get(field)
            for field in fields
        },
    )
