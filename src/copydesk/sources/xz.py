"""Unpacks xz within a bound of memory, which Python's own reader of such files does not take."""

from __future__ import annotations

import lzma
from typing import IO

from copydesk.model.limits import MOST_WINDOW

MAGIC = b"\xfd7zXZ\0"
STATE = 1 << 20
"""Bytes that lzma needs beside its window."""
PIECE = 1 << 16


class XzReader:
    """The content of an open xz file: its streams one after the other. What follows the last, and
    is none, is passed over.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._given = b""
        self._stream = _stream()

    def read1(self, size: int) -> bytes:
        """Some of the content, at most so many bytes; nothing at its end.

        Raises LZMAError for broken data, EOFError where it ends too early, OSError where it looks
        back further than MOST_WINDOW.
        """
        while not self._stream.eof or self._goes_on():
            if self._stream.needs_input and not self._given:
                self._given = self._file.read(PIECE)
                if not self._given:
                    raise EOFError
            data = self._unpacked(size)
            if data:
                return data
        return b""

    def _unpacked(self, size: int) -> bytes:
        given, self._given = self._given, b""
        try:
            return self._stream.decompress(given, size)
        except lzma.LZMAError as error:
            if "Memory usage limit" in str(error):
                raise OSError(
                    f"its xz data looks back further than {MOST_WINDOW:,} bytes"
                ) from error
            raise

    def _goes_on(self) -> bool:
        """Whether another stream follows the one that is done, after nulls."""
        rest = self._stream.unused_data
        while len(rest := rest.lstrip(b"\0")) < len(MAGIC) and (more := self._file.read(PIECE)):
            rest += more
        if rest.startswith(MAGIC):
            self._stream, self._given = _stream(), rest
            return True
        return False


def _stream() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_WINDOW + STATE)
