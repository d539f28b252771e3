"""Opens files and decompresses them by magic number.

The file name plays no part in it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from copydesk.sources.errors import MissingLibrary
from copydesk.sources.storage import Openable

# The first bytes of compressed data, and its usual suffix.
MAGIC_NUMBERS = {
    b"\x1f\x8b\x08": "gz",
    b"\x28\xb5\x2f\xfd": "zst",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
}
SUFFIXES = tuple(f".{name}" for name in MAGIC_NUMBERS.values())


def compression_of(start: bytes) -> str | None:
    """Return the compression of data by its first bytes, or None."""
    return next((name for magic, name in MAGIC_NUMBERS.items() if start.startswith(magic)), None)


def uncompressed_name(name: str) -> str:
    """Return a file name without the suffix of its compression."""
    return next(
        (name.removesuffix(suffix) for suffix in SUFFIXES if name.lower().endswith(suffix)), name
    )


def skip(file: IO[bytes], length: int) -> None:
    """Advance an open file by `length` bytes.

    Compressed data has to be decompressed up to there.
    """
    if file.seekable():
        file.seek(length)
        return
    while length and (piece := file.read(min(length, 1 << 20))):
        length -= len(piece)


@contextmanager
def open_decompressed(path: Openable) -> Iterator[IO[bytes]]:
    """Open a file for reading its decompressed content.

    Raises OSError; EOFError where compressed data ends too early; MissingLibrary where its
    library is not installed.
    """
    with path.open("rb") as file:
        yield decompressed(file)


def decompressed(file: IO[Any]) -> IO[bytes]:
    """Return a reader of the file's content, decompressed where needed."""
    packing = compression_of(cast(Any, file).peek(6)[:6]) if hasattr(file, "peek") else None
    if packing == "gz":
        import gzip

        return io.BufferedReader(_CheckedReader(gzip.GzipFile(fileobj=file), "gzip"), 1 << 16)
    if packing == "bz2":
        import bz2

        return io.BufferedReader(_CheckedReader(bz2.BZ2File(file), "bzip2"), 1 << 16)
    if packing == "xz":
        from copydesk.sources.xz import XzReader

        return io.BufferedReader(_CheckedReader(XzReader(file), "xz"), 1 << 16)
    if packing == "zst":
        return io.BufferedReader(_CheckedReader(zstd().ZstdFile(file), "zstd"), 1 << 16)
    return file


def zstd() -> Any:
    """Return Python's zstd module or its backport. Raises MissingLibrary."""
    try:
        from importlib import import_module

        return import_module(
            "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
        )
    except ImportError:
        raise MissingLibrary("zst", "zstd data") from None


class _CheckedReader(io.RawIOBase):
    """Reads compressed data; raises OSError where it is corrupt.

    Each library has exceptions of its own for corrupt data, and most of them are not OSErrors.
    """

    def __init__(self, reader: Any, name: str) -> None:
        self._reader = reader
        self._name = name

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some of the content.

        Raises OSError for corrupt data, EOFError where it ends too early.
        """
        try:
            # read1 returns the content before a corrupt place; read would raise first.
            data = self._reader.read1(len(buffer))
        except (OSError, EOFError):
            raise
        except (
            Exception
        ) as error:  # zlib.error, LZMAError, ZstdError: one each, none of them an OSError
            raise OSError(f"its {self._name} data is corrupt ({error})") from error
        buffer[: len(data)] = data
        return len(data)
