"""A record of a container."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw


class Record(NamedTuple):
    """A record of a container: a line, a page, or the reason there is none.

    `number` counts from 1. `offset` is where the record begins: a byte of the decompressed rows, a
    byte of a WARC file on disk, or a row of Parquet. `read` counts the bytes of the file on disk
    that are read up to the end of the record.
    """

    number: int
    offset: int
    content: bytes | Raw | Failure
    read: int = 0
