"""Opens files and undoes their compression, which is seen by the first bytes, whatever a file is
called.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from copydesk.sources.storage import Openable
from copydesk.sources.unread import Missing

MAGIC_NUMBERS = {
    b"\x1f\x8b\x08": "gz",
    b"\x28\xb5\x2f\xfd": "zst",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
}
"""What compressed data begins with, and the usual suffix of it."""
SUFFIXES = tuple(f".{name}" for name in MAGIC_NUMBERS.values())


def compression_of(start: bytes) -> str | None:
    """The compression that data which starts so is in, or None."""
    return next((name for magic, name in MAGIC_NUMBERS.items() if start.startswith(magic)), None)


def uncompressed_name(name: str) -> str:
    """A file's name without the suffix of its compression."""
    return next(
        (name.removesuffix(suffix) for suffix in SUFFIXES if name.lower().endswith(suffix)), name
    )


def skip(file: IO[bytes], length: int) -> None:
    """Goes so many bytes into an open file; what is packed has to be unpacked up to there."""
    if file.seekable():
        file.seek(length)
        return
    while length and (piece := file.read(min(length, 1 << 20))):
        length -= len(piece)


@contextmanager
def open_decompressed(path: Openable) -> Iterator[IO[bytes]]:
    """The content of a file, unpacked. Raises OSError; EOFError where packed data ends too early;
    Missing without the library it needs.
    """
    with path.open("rb") as file:
        yield decompressed(file)


def decompressed(file: IO[Any]) -> IO[bytes]:
    """An open binary file, or what its packed data holds."""
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
    """Python's zstd module, or its backport for the versions that have none. Raises Missing."""
    try:
        from importlib import import_module

        return import_module(
            "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
        )
    except ImportError:
        raise Missing("zst", "zstd data") from None


class _CheckedReader(io.RawIOBase):
    """Reads packed data; whatever its library raises for broken data is an OSError that says so."""

    def __init__(self, reader: Any, name: str) -> None:
        self._reader = reader
        self._name = name

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads some of what the data holds. Raises OSError for broken data, EOFError where it ends
        too early.
        """
        try:
            data = self._reader.read1(len(buffer))  # what there is before the break, not nothing
        except (OSError, EOFError):
            raise
        except (
            Exception
        ) as error:  # zlib.error, LZMAError, ZstdError: one each, none of them an OSError
            raise OSError(f"its {self._name} data is broken ({error})") from error
        buffer[: len(data)] = data
        return len(data)
