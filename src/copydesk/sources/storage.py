"""Opens files on the local disk and at remote addresses.

pyarrow or fsspec reaches the remote ones (`s3://bucket/crawl.warc.gz`).
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from copydesk.sources.errors import MissingLibrary

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

# Bytes of one remote read: a request costs some tens of milliseconds, whatever its size.
REMOTE_BUFFER_BYTES = 4 << 20


class FileStat(Protocol):
    """The size and modification time of a file."""

    @property
    def st_size(self) -> int:
        """The size in bytes."""

    @property
    def st_mtime_ns(self) -> int:
        """The modification time in nanoseconds."""


class Openable(Protocol):
    """The part of Path that a source needs."""

    @property
    def name(self) -> str:
        """The last part of the path."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Open the file. Raises OSError."""

    def exists(self) -> bool:
        """Return whether the file exists."""

    def stat(self) -> FileStat:
        """Return the size and modification time. Raises OSError."""


class RemoteStat(NamedTuple):
    """The size and modification time of a remote file."""

    st_size: int
    st_mtime_ns: int


def is_address(path: str) -> bool:
    """Return whether a path is a remote address."""
    return "://" in path


def file_at(path: str) -> Openable:
    """Return the file at a path or a remote address."""
    return _RemoteFile(path) if is_address(path) else Path(path)


def system_of(address: str) -> tuple[FileSystem, str]:
    """Return the file system of an address or path, and the path in it.

    Raises OSError where no file system matches, MissingLibrary without pyarrow.
    """
    try:
        import pyarrow as pa
        from pyarrow import fs
    except ImportError:
        raise MissingLibrary("parquet", "addresses such as s3://") from None
    if not is_address(address):
        return fs.LocalFileSystem(), str(Path(address).absolute())
    try:
        found: tuple[FileSystem, str] = fs.FileSystem.from_uri(address)
    except pa.ArrowInvalid:
        return _by_fsspec(address)
    return found


def _by_fsspec(address: str) -> tuple[FileSystem, str]:
    """Return fsspec's file system for a scheme pyarrow lacks (https, hf)."""
    from pyarrow import fs

    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise OSError(f"no installed library can read this address ({error})") from None
    return fs.PyFileSystem(fs.FSSpecHandler(system)), path


def files_at(address: str) -> Iterator[tuple[str, FileStat]]:
    """Yield the names and stats of the files at an address, sorted.

    A single file has the name "". Names that begin with a dot are skipped; an address with no file
    yields nothing. Raises OSError, MissingLibrary.
    """
    from pyarrow import fs

    system, path = system_of(address)
    info = system.get_file_info(path)
    if info.type == fs.FileType.File:
        yield "", _seen(info)
    if info.type != fs.FileType.Directory:
        return
    found = {
        os.path.relpath(one.path, path): one
        for one in system.get_file_info(fs.FileSelector(path, recursive=True))
        if one.type == fs.FileType.File
    }
    for name in sorted(found, key=lambda name: [part.encode() for part in name.split("/")]):
        if not any(part.startswith(".") for part in name.split("/")):
            yield name, _seen(found[name])


def _seen(info: Any) -> FileStat:  # noqa: ANN401 - pyarrow brings no types
    return RemoteStat(info.size or 0, info.mtime_ns or 0)


class _RemoteFile:
    """A file at a remote address."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __str__(self) -> str:
        return self._address

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self._address.rpartition("/")[2]

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Open the file. Raises OSError."""
        system, path = system_of(self._address)
        file: Any = system.open_input_file(path)
        return io.BufferedReader(file, REMOTE_BUFFER_BYTES)

    def exists(self) -> bool:
        """Return whether a file is at the address."""
        return any(True for _ in files_at(self._address))

    def stat(self) -> FileStat:
        """Return the size and modification time. Raises OSError."""
        for name, seen in files_at(self._address):
            if not name:
                return seen
        raise FileNotFoundError(self._address)
