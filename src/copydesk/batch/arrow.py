"""Cleans Arrow record batches, for any engine, and defines the schema.

`clean_batches` takes an iterator of record batches and yields record batches; with `schema()` it is
what Spark's `mapInArrow`, Ray Data's `map_batches` and any other engine of Arrow take. The columns
are those of the JSON record, with the same names, and `error`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from copydesk.batch.cleaning import FAILED, cleaned
from copydesk.model.article import ARTICLE_FIELDS, Article
from copydesk.model.options import DEFAULTS, Options
from copydesk.model.outcome import Failure
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.jsonl import ColumnNames, page_in

if TYPE_CHECKING:
    import pyarrow as pa

# Columns in which the page of a row is looked for, in this order, unless one is named.
PAGE_NAMES = ("html", "content", "raw_content", "text", "body")
# The article's columns, before one is renamed because the input has it.
COLUMNS = (*ARTICLE_FIELDS, "error")


def names_among(columns: Iterable[str], given: ColumnNames | None = None) -> ColumnNames | None:
    """Return the columns of rows' page and URL, or None without a page.

    `given` overrides the usual names.
    """
    url = given.url if given and given.url else "url"
    if given and (given.text or given.html):
        return given._replace(url=url) if {given.text, given.html} & set(columns) else None
    page = next((name for name in PAGE_NAMES if name in set(columns)), None)
    if page is None:
        return None
    return ColumnNames(None, page, url) if page == "html" else ColumnNames(page, None, url)


def schema(carried: Iterable[pa.Field] = ()) -> pa.Schema:
    """Return the columns of cleaned batches.

    They are the carried ones, then the article's and `error`; documented in docs/batch.md, and
    stable.
    """
    own = list(carried)
    return import_arrow().schema([*own, *article_fields(frozenset(field.name for field in own))])


def clean_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    names: ColumnNames | None = None,
    carry: Sequence[str] = (),
    options: Options = DEFAULTS,
) -> Iterator[pa.RecordBatch]:
    """Clean the page in each row of the batches, one row out for each in.

    A row without an article has the status `failed` and its `error`. The page is the first of
    `html`, `content`, `raw_content`, `text` and `body`, unless `names` names it; `carry` names the
    columns that come along, unchanged and first. Raises ValueError where no column holds a page.
    """
    for batch in batches:
        found = names_among(batch.schema.names, names)
        if found is None:
            raise ValueError(
                f"No column holds a page; there are "
                f"{', '.join(batch.schema.names) or 'none'}. Name one: "
                f"names=Names(text='...')."
            )
        own = [batch.schema.field(name) for name in carry]
        records = [_record(row, found, options) for row in _pages(batch, found)]
        yield import_arrow().RecordBatch.from_arrays(
            [*(batch.column(name) for name in carry), *article_arrays(records)], schema=schema(own)
        )


def import_arrow() -> Any:  # noqa: ANN401 - pyarrow brings no types
    """Return the module pyarrow. Raises MissingLibrary."""
    try:
        import pyarrow
    except ImportError:
        raise MissingLibrary("parquet", "Arrow and Parquet") from None
    return pyarrow


def _pages(batch: pa.RecordBatch, names: ColumnNames) -> Iterator[dict[str, Any]]:
    """Yield the page and address of each row.

    Rows are read one at a time, so that a batch of long pages is not copied as a whole.
    """
    columns = {
        name: batch.column(name)
        for name in dict.fromkeys(names)
        if name and name in batch.schema.names
    }
    for row in range(batch.num_rows):
        yield {name: values[row].as_py() for name, values in columns.items()}


def _record(row: Mapping[str, Any], names: ColumnNames, options: Options) -> dict[str, Any]:
    raw = page_in(row, "", names)
    done = raw if isinstance(raw, Failure) else cleaned(raw._replace(input=None), options)
    if isinstance(done, Failure):
        return Article(status=FAILED, url=row.get(names.url or "")).to_dict() | {"error": done.why}
    return done.article.to_dict() | {"error": None}


def article_fields(taken: frozenset[str] = frozenset()) -> list[pa.Field]:
    """Return the article's columns.

    One whose name is taken is called `copydesk_NAME`.
    """
    pa = import_arrow()
    text, texts = pa.string(), pa.list_(pa.string())
    style = pa.struct(
        [("start", pa.int32()), ("end", pa.int32()), ("kind", text), ("url", text), ("text", text)]
    )
    link = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("url", text)])
    other = {
        "authors": texts,
        "contributors": texts,
        "tags": texts,
        "notes": texts,
        "is_article": pa.bool_(),
        "confidence": pa.float64(),
        "images": pa.list_(pa.struct([("caption", text), ("credit", text), ("url", text)])),
        "paragraphs": pa.list_(
            pa.struct(
                [
                    ("kind", text),
                    ("level", pa.int32()),
                    ("text", text),
                    ("links", pa.list_(link)),
                    ("styles", pa.list_(style)),
                    ("ordered", pa.bool_()),
                    ("language", text),
                    ("continues", pa.bool_()),
                ]
            )
        ),
    }
    return [
        pa.field(f"copydesk_{name}" if name in taken else name, other.get(name, text))
        for name in COLUMNS
    ]


def article_arrays(records: list[dict[str, Any]]) -> list[pa.Array]:
    """Return the columns of articles' records, in the order of the schema."""
    pa = import_arrow()
    return [
        pa.array([encodable(record[name]) for record in records], field.type)
        for name, field in zip(COLUMNS, article_fields(), strict=True)
    ]


def encodable(value: Any) -> Any:  # noqa: ANN401 - any value of a record
    """Return a value without lone surrogates, which Arrow cannot store."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [encodable(part) for part in value]
    return (
        {name: encodable(part) for name, part in value.items()}
        if isinstance(value, dict)
        else value
    )
