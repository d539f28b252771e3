"""Cleans the pages of a Spark DataFrame: `clean_batches` in its workers.

Spark calls it in its own Python workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from copydesk.batch.arrow import clean_batches
from copydesk.batch.arrow import schema as arrow_schema
from copydesk.model.options import DEFAULTS, Options
from copydesk.sources.errors import MissingLibrary
from copydesk.sources.jsonl import ColumnNames

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def schema(frame: DataFrame | None = None, carry: Sequence[str] = ()) -> StructType:
    """Return the columns of cleaned batches as Spark types.

    Copied columns of the frame come first, then the article's. Raises MissingLibrary.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    except ImportError:
        raise MissingLibrary("spark", "data frames of Spark") from None
    carried = to_arrow_schema(frame.select(*carry).schema) if frame is not None and carry else ()
    return from_arrow_schema(arrow_schema(carried))


def cleaned(
    frame: DataFrame,
    *,
    carry: Sequence[str] = (),
    names: ColumnNames | None = None,
    options: Options = DEFAULTS,
) -> DataFrame:
    """Return a frame with a cleaned row for each row, failures included.

    The rest is as in `copydesk.batch.arrow.clean_batches`. Spark sends 10,000 rows to a Python
    worker at once, unless spark.sql.execution.arrow.maxRecordsPerBatch is smaller; 500 whole pages
    are enough.
    """
    step = partial(clean_batches, names=names, carry=tuple(carry), options=options)
    return frame.mapInArrow(step, schema(frame, carry))
