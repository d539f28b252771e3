"""Where a file is: on this machine, or at an address (`s3://bucket/crawl.warc.gz`) that pyarrow or
fsspec reaches.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from copydesk.sources.unread import Missing

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

REMOTE_BUFFER_BYTES = 4 << 20
"""Bytes asked for at once from far away: a request costs some tens of milliseconds, however little
it brings.
"""


class FileStat(Protocol):
    """What is known of a file without opening it."""

    @property
    def st_size(self) -> int:
        """Its length in bytes."""

    @property
    def st_mtime_ns(self) -> int:
        """When it last changed."""


class Openable(Protocol):
    """As much of a Path as a source needs."""

    @property
    def name(self) -> str:
        """The last part of where it is."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Opens the file. Raises OSError."""

    def exists(self) -> bool:
        """Whether anything is there."""

    def stat(self) -> FileStat:
        """What is known of it. Raises OSError."""


class RemoteStat(NamedTuple):
    """The length and the time of the last change of a file that is at an address."""

    st_size: int
    st_mtime_ns: int


def is_address(path: str) -> bool:
    """Whether a path is the address of something on another machine."""
    return "://" in path


def file_at(path: str) -> Openable:
    """The file at a path or an address."""
    return _RemoteFile(path) if is_address(path) else Path(path)


def system_of(address: str) -> tuple[FileSystem, str]:
    """The file system that an address, or a path, is in, and what it is called there. Raises
    OSError where none is known, Missing.
    """
    try:
        import pyarrow as pa
        from pyarrow import fs
    except ImportError:
        raise Missing("parquet", "addresses such as s3://") from None
    if not is_address(address):
        return fs.LocalFileSystem(), str(Path(address).absolute())
    try:
        found: tuple[FileSystem, str] = fs.FileSystem.from_uri(address)
    except pa.ArrowInvalid:
        return _by_fsspec(address)
    return found


def _by_fsspec(address: str) -> tuple[FileSystem, str]:
    """What fsspec makes of an address that pyarrow does not know (https, abfs, hf)."""
    from pyarrow import fs

    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise OSError(f"no installed library reaches it ({error})") from None
    return fs.PyFileSystem(fs.FSSpecHandler(system)), path


def files_at(address: str) -> Iterator[tuple[str, FileStat]]:
    """The files at an address with what is known of them: itself under the name "", or what lies
    below it, in the order of the names.

    Names that begin with a dot are passed over. Where nothing is there, nothing is yielded. Raises
    OSError, Missing.
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
    """A file at an address."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __str__(self) -> str:
        return self._address

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self._address.rpartition("/")[2]

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Opens the file. Raises OSError."""
        system, path = system_of(self._address)
        file: Any = system.open_input_file(path)
        return io.BufferedReader(file, REMOTE_BUFFER_BYTES)

    def exists(self) -> bool:
        """Whether anything is there."""
        return any(True for _ in files_at(self._address))

    def stat(self) -> FileStat:
        """What is known of it. Raises OSError."""
        for name, seen in files_at(self._address):
            if not name:
                return seen
        raise FileNotFoundError(self._address)
