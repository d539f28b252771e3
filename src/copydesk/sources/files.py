"""Reads one page from a file or a stream."""

from __future__ import annotations

from typing import IO, Any

from copydesk.model.limits import MAX_PAGE_BYTES
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.sources.compression import decompressed
from copydesk.sources.errors import MissingLibrary, failure_of
from copydesk.sources.storage import Openable


def page_of(path: Openable, most: int = MAX_PAGE_BYTES) -> Raw | Failure:
    """Read the page in a file.

    Reads at most one byte more than `most`, which shows that the page is longer.
    """
    try:
        with path.open("rb") as file:
            return page(file, str(path), most)
    except OSError as error:
        return failure_of(str(path), error)


def page(file: IO[Any], name: str, most: int = MAX_PAGE_BYTES) -> Raw | Failure:
    """Read the page on an open file, text or binary, called `name`.

    Reads at most one byte more than `most`, counted after decompression.
    """
    try:
        data = decompressed(file).read(most + 1)
    except (OSError, EOFError, MissingLibrary) as error:
        return failure_of(name, error)
    except MemoryError:
        return Failure(name, "needs more memory than there is")
    return Raw(data, name) if data.strip() else Failure(name, "is empty")
