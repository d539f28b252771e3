"""What a container holds, one after the other."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.model.raw import Raw
from copydesk.sources.unread import Unread


class Record(NamedTuple):
    """A page's place in a container and what stands there: a line not yet looked into, a page, or
    why there is none.

    `number` counts from 1; `offset` is where the record begins: a byte of the unpacked rows, a byte
    of a WARC file as it lies on disk, a row of Parquet. `read` is how much of the file on disk is
    read when this is.
    """

    number: int
    offset: int
    content: bytes | Raw | Unread
    read: int = 0
