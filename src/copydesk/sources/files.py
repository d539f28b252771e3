"""One page a file, or on a stream."""

from __future__ import annotations

from typing import IO, Any

from copydesk.model.limits import MOST_BYTES
from copydesk.model.raw import Raw
from copydesk.sources.compression import decompressed
from copydesk.sources.storage import Openable
from copydesk.sources.unread import Missing, Unread, reason


def page_of(path: Openable, most: int = MOST_BYTES) -> Raw | Unread:
    """The page in a file. Of one that is longer than `most` bytes, a byte more than that."""
    try:
        with path.open("rb") as file:
            return page(file, str(path), most)
    except OSError as error:
        return Unread(str(path), reason(error))


def page(file: IO[Any], name: str, most: int = MOST_BYTES) -> Raw | Unread:
    """The page on an open file, text or binary, called `name`. Of one that is longer than `most`
    bytes, a byte more than that, however packed.
    """
    try:
        data = decompressed(file).read(most + 1)
    except (OSError, EOFError, Missing) as error:
        return Unread(name, reason(error))
    except MemoryError:
        return Unread(name, "needs more memory than there is")
    return Raw(data, name) if data.strip() else Unread(name, "is empty")
