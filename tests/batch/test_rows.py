"""One-file outputs and the kernel over record batches."""

from __future__ import annotations

import datetime
import decimal
import gzip
import json
from pathlib import Path

import pytest

import copydesk
from copydesk.model.article import ARTICLE_FIELDS
from copydesk.sources.compression import zstd
from tests.batch.conftest import html, records, story, write_rows
from tests.cli.conftest import Run

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def test_rows_keep_their_columns_and_their_order(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 20)
    done = run("batch", "rows.jsonl", "--out", "out.jsonl")
    assert done.returncode == 1
    assert done.stderr.count(b"the article's is written with the prefix copydesk_") == 1
    rows = records(tmp_path / "out.jsonl")
    assert list(rows[0])[:6] == ["id", "date", "url", "share", "headline", "byline"]
    assert "text" not in rows[0]
    assert [rows[3][name] for name in ("id", "date", "url", "input", "status", "error")] == [
        3,
        "day 3",
        "https://example.org/3",
        "rows.jsonl#4",
        "ok",
        None,
    ]
    assert [(row["input"], row["status"]) for row in (rows[5], rows[11])] == [
        ("rows.jsonl#6", "failed"),
        ("rows.jsonl#12", "failed"),
    ]
    assert rows[8]["extra"] == [1, "a"]
    failed = records(tmp_path / "out.jsonl.failures.jsonl")
    lines = (tmp_path / "rows.jsonl").read_bytes().splitlines(keepends=True)
    assert [(row["record"], row["offset"]) for row in failed] == [
        (6, len(b"".join(lines[:5]))),
        (12, len(b"".join(lines[:11]))),
    ]


def test_rows_on_standard_input_are_those_of_a_file(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 20)
    given = (tmp_path / "rows.jsonl").read_bytes()
    plain = run("batch", "rows.jsonl", "--out", "-").stdout.replace(b'"rows.jsonl#', b'"-#')
    for data in (given, gzip.compress(given)):
        done = run("batch", "-", "--out", "-", stdin=data)
        assert (done.returncode, done.stdout) == (1, plain)
    rows = [json.loads(line) for line in given.splitlines() if line != b"{half"]
    document = run("batch", "-", "--out", "-", stdin=json.dumps(rows).encode())
    assert len(document.stdout.splitlines()) == len(rows)
    assert run("batch", "-", "--out", "out", stdin=given).returncode == 1
    assert (tmp_path / "out/stdin/000000/000000002-example-org-1.json").exists()
    again = run("batch", "-", "--out", "out", stdin=given)
    assert (again.returncode, b"cannot be read again" in again.stderr) == (2, True)
    assert run("batch", "-", "--out", "out", "--fresh", stdin=given).returncode == 1
    renamed = b'{"page": "%s"}\n' % story(1).replace("\n", "\\n").encode()
    done = run("batch", "-", "--out", "-", stdin=renamed)
    assert (done.returncode, b"--text-field or --html-field" in done.stderr) == (2, True)
    named = run("batch", "-", "--out", "-", "--text-field", "page", stdin=renamed)
    assert (named.returncode, json.loads(named.stdout)["status"]) == (0, "ok")
    page = run("batch", "-", "--out", "-", stdin=story(1).encode())
    assert (page.returncode, b"holds no rows of JSON" in page.stderr) == (2, True)
    for words in (["-", "rows.jsonl"], ["-", "--learn", "rules"], ["-", "--report", "r.html"]):
        assert run("batch", *words, "--out", "other", stdin=given).returncode == 2


def test_an_equal_url_is_not_repeated(tmp_path: Path, run: Run):
    rows = [{"id": n, "url": f"https://example.org/{n}", "text": story(n)} for n in range(2)]
    done = run("batch", "-", "--out", "-", stdin="\n".join(map(json.dumps, rows)).encode())
    for line, row in zip(done.stdout.splitlines(), rows, strict=True):
        record = json.loads(line)
        assert (record["url"], "copydesk_url" in record) == (row["url"], False)


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        pytest.param("https://example.org/1", ["url"], id="equal"),
        pytest.param(None, ["url", "copydesk_url"], id="one only from the page"),
    ],
)
def test_parquet_has_no_second_url_where_all_are_equal(
    tmp_path: Path, run: Run, given: str | None, columns: list[str]
):
    pq = pytest.importorskip("pyarrow.parquet")
    page = f'<link rel="canonical" href="https://example.org/1">{html(1)}'
    rows = [
        {"url": "https://example.org/0", "html": html(0)},
        {"url": given, "html": page},
    ]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    run("batch", "rows.jsonl", "--out", "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert [name for name in table.schema.names if name.endswith("url")] == columns
    assert table[columns[-1]].to_pylist() == ["https://example.org/0", "https://example.org/1"]


def test_every_packing_holds_the_same_rows(tmp_path: Path, run: Run):
    write_rows(tmp_path / "rows.jsonl", 100)
    for out in ("out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet"):
        run("batch", "rows.jsonl", "--out", out)
    plain = (tmp_path / "out.jsonl").read_bytes()
    assert gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()) == plain
    assert zstd().decompress((tmp_path / "out.jsonl.zst").read_bytes()) == plain
    assert run("batch", "rows.jsonl", "--out", "-").stdout == plain
    table = pq.read_table(tmp_path / "out.parquet")
    kinds = {
        name: str(table.schema.field(name).type) for name in ("id", "share", "extra", "confidence")
    }
    assert kinds == {"id": "int64", "share": "string", "extra": "string", "confidence": "double"}
    for row, line in zip(table.to_pylist(), plain.splitlines(), strict=True):
        record = json.loads(line)
        assert {
            name: row[name]
            for name in ("headline", "body", "authors", "paragraphs", "error", "copydesk_date")
        } == {
            name: record[name] for name in ("headline", "body", "authors", "paragraphs", "error")
        } | {"copydesk_date": record.get("copydesk_date")}
        assert row["extra"] == (json.dumps(record["extra"]) if "extra" in record else None)


def test_parquet_in_keeps_its_types(tmp_path: Path, run: Run):
    size = 70
    table = pa.table(
        {
            "id": pa.array(range(size), pa.uint8()),
            "seen": pa.array(
                [datetime.datetime(2024, 1, 2, 3, 4, 5, 6)] * size, pa.timestamp("ns")
            ),
            "cost": pa.array([decimal.Decimal("1.50")] * size, pa.decimal128(5, 2)),
            "status": pa.array([["a", None]] * size),
            "content": pa.array(
                [story(number) if number != 40 else None for number in range(size)]
            ),
        }
    )
    pq.write_table(table, tmp_path / "rows.parquet", row_group_size=33)
    assert run("batch", "rows.parquet", "--out", "out.parquet").returncode == 1
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.select(["id", "seen", "cost", "status"]).equals(
        table.select(["id", "seen", "cost", "status"])
    )
    assert found.column("copydesk_status").to_pylist()[39:42] == ["ok", "failed", "ok"]
    assert run("batch", "rows.parquet", "--out", "out.jsonl").returncode == 1
    row = records(tmp_path / "out.jsonl")[0]
    assert (row["seen"], row["cost"], row["status"]) == (
        "2024-01-02 03:04:05.000006000",
        "1.50",
        ["a", None],
    )


def test_batches_are_cleaned_as_pages_are():
    from copydesk.batch.arrow import clean_batches, schema

    pages = [html(1), None, story(2), "lone \ud800 surrogate"[:4]]
    batch = pa.record_batch(
        {"id": [1, 2, 3, 4], "url": ["https://example.org/1", None, None, "x"], "text": pages}
    )
    (bare,) = clean_batches(iter([batch]))
    assert bare.schema == schema()
    assert bare.schema.names == [*ARTICLE_FIELDS, "error"]
    assert bare.column("error").to_pylist()[1] == "has no text in column 'text'"
    first = bare.to_pylist()[0]
    assert {name: first[name] for name in ARTICLE_FIELDS} == copydesk.clean(
        html(1), url="https://example.org/1"
    ).to_dict()
    (carried,) = clean_batches([batch], carry=["id", "url"])
    assert carried.schema == schema([batch.schema.field("id"), batch.schema.field("url")])
    assert carried.schema.names[:3] == ["id", "url", "headline"]
    assert "copydesk_url" in carried.schema.names
    with pytest.raises(ValueError, match="there are id"):
        list(clean_batches([batch.select(["id"])]))


def test_the_documented_columns_are_the_schema():
    from copydesk.batch.arrow import schema

    listed = (Path(__file__).resolve().parents[2] / "docs" / "batch.md").read_text("utf-8")
    for field in schema():
        assert f"| `{field.name}` | `{field.type}` |" in listed
