"""Decompresses xz within a memory limit, which Python's LZMAFile lacks."""

from __future__ import annotations

import lzma
from typing import IO

from copydesk.model.limits import MAX_WINDOW_BYTES

MAGIC = b"\xfd7zXZ\0"
# Bytes that lzma needs beside its window.
LZMA_STATE_BYTES = 1 << 20
# Bytes of one read.
READ_BYTES = 1 << 16


class XzReader:
    """The content of an open xz file: the content of its streams, joined.

    Bytes after the last stream are ignored.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._input = b""
        self._stream = _stream()

    def read1(self, size: int) -> bytes:
        """Return at most `size` bytes of content; b"" at its end.

        Raises LZMAError for corrupt data, EOFError where it ends too early, OSError where its
        window is larger than MAX_WINDOW_BYTES.
        """
        while not self._stream.eof or self._starts_next_stream():
            if self._stream.needs_input and not self._input:
                self._input = self._file.read(READ_BYTES)
                if not self._input:
                    raise EOFError
            data = self._decompressed(size)
            if data:
                return data
        return b""

    def _decompressed(self, size: int) -> bytes:
        data, self._input = self._input, b""
        try:
            return self._stream.decompress(data, size)
        except lzma.LZMAError as error:
            if "Memory usage limit" in str(error):
                raise OSError(f"its xz window is larger than {MAX_WINDOW_BYTES:,} bytes") from error
            raise

    def _starts_next_stream(self) -> bool:
        """Return whether another stream follows, after null padding."""
        rest = self._stream.unused_data
        while len(rest := rest.lstrip(b"\0")) < len(MAGIC) and (
            more := self._file.read(READ_BYTES)
        ):
            rest += more
        if rest.startswith(MAGIC):
            self._stream, self._input = _stream(), rest
            return True
        return False


def _stream() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_WINDOW_BYTES + LZMA_STATE_BYTES)
