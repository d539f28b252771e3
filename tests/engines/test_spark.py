"""A DataFrame of a Spark that the test starts: two Python workers, one of them killed at work, and
the rows are those of `clean_batches`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import html, story
from tests.engines.conftest import Killer

pytest.importorskip("pyspark", reason="Spark is not installed: `make test-engines` runs this")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
COUNT = 600


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2,4]")  # two workers; a task may fail three times
    for name, value in {
        "ui.enabled": "false",
        "driver.host": "127.0.0.1",
        "sql.execution.arrow.maxRecordsPerBatch": "50",
    }.items():
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def table() -> Any:
    pages = [html(number) if number % 2 else story(number) for number in range(COUNT)]
    pages[7] = ""
    return pa.table(
        {
            "id": list(range(COUNT)),
            "url": [f"https://example.org/{number}" for number in range(COUNT)],
            "text": pages,
        }
    )


def test_a_worker_is_killed_and_the_rows_are_those_of_one_machine(tmp_path: Path, spark: Any):
    import copydesk.batch.arrow
    import copydesk.engines.spark

    pq.write_table(table(), tmp_path / "pages.parquet")
    frame = spark.read.parquet(str(tmp_path / "pages.parquet")).repartition(4, "id")
    killer = Killer(os.getpid(), ("pyspark.daemon", "pyspark.daemon"), 1.0)
    killer.start()
    found = copydesk.engines.spark.cleaned(frame, carry=["id", "url"]).toArrow().sort_by("id")
    assert killer.victim, "no worker was found at work"
    batch = table().to_batches()[0]
    (whole,) = copydesk.batch.arrow.clean_batches([batch], carry=["id", "url"])
    assert found.column_names == whole.schema.names
    assert found.to_pylist() == whole.to_pylist()
    assert found.column("status")[7].as_py() == "failed"


def test_the_step_is_what_map_in_arrow_takes(spark: Any):
    import copydesk.batch.arrow
    import copydesk.engines.spark

    frame = spark.createDataFrame([(story(1),)], "text string")
    (row,) = frame.mapInArrow(
        copydesk.batch.arrow.clean_batches, copydesk.engines.spark.schema()
    ).collect()
    (whole,) = copydesk.batch.arrow.clean_batches([pa.record_batch({"text": [story(1)]})])
    assert row.asDict(recursive=True) == whole.to_pylist()[0]
