"""One page a file, or on a stream."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

from copydesk.raw import Raw
from copydesk.sources.unread import Unread, reason

GZIP = b"\x1f\x8b\x08"
"""The first bytes of gzip data; no text begins so, whatever its file is called."""


def page_of(path: Path) -> Raw | Unread:
    """The page in a file."""
    try:
        with path.open("rb") as file:
            return page(file, str(path))
    except OSError as error:
        return Unread(str(path), reason(error))


def page(file: IO[Any], name: str) -> Raw | Unread:
    """The page on an open file, text or binary; `name` is what its Raw is called."""
    try:
        data = file.read()
        if isinstance(data, bytes) and data.startswith(GZIP):
            data = unzipped(data)
    except (OSError, EOFError) as error:
        return Unread(name, reason(error))
    return Raw(data, name) if data.strip() else Unread(name, "is empty")


def unzipped(data: bytes) -> bytes:
    """What gzip data holds. Raises OSError for broken data, EOFError where it ends too early."""
    import gzip
    import zlib

    try:
        return gzip.decompress(data)
    except zlib.error as error:
        raise OSError(f"its gzip data is broken ({error})") from error
