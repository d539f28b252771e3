"""Lists the files of folders, glob patterns and file lists.

The order is the same on every run and machine.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator
from typing import IO, NamedTuple

from copydesk.sources.storage import FileStat, files_at, is_address


class InputFile(NamedTuple):
    """A file that an input names.

    `path` opens it, `name` is its path relative to the input, and `seen` its size and time where
    the listing gave them.
    """

    path: str
    name: str
    seen: FileStat | None = None


def files_of(given: str, spared: Collection[str] = ()) -> Iterator[InputFile]:
    """Yield the files of a file name, a folder or a glob pattern.

    A pattern counts as one only where no file has that name. Files whose name begins with a dot are
    skipped, as a shell does, and so are those in `spared`, a collection of real paths. Patterns at
    a remote address are not expanded.

    Raises OSError, and MissingLibrary where no library reaches the address.
    """
    if is_address(given):
        yield from _at_address(given)
    elif os.path.isdir(given):
        yield from _below(given, "", spared)
    elif glob.has_magic(given) and not os.path.lexists(given):
        root = _root_of(given)
        for path in sorted(glob.iglob(given, recursive=True)):
            if not os.path.isdir(path) and not _is_spared(path, spared):
                yield InputFile(path, os.path.relpath(path, root or "."))
    else:
        yield InputFile(given, os.path.basename(given))


def _at_address(given: str) -> Iterator[InputFile]:
    """Yield the files at a remote address.

    An address with no files is yielded itself: opening it gives the error to report.
    """
    last = given.rstrip("/").rpartition("/")[2]
    found = False
    for name, seen in files_at(given):
        found = True
        yield InputFile(f"{given.rstrip('/')}/{name}" if name else given, name or last, seen)
    if not found:
        yield InputFile(given, last)


def _below(folder: str, name: str, spared: Collection[str]) -> Iterator[InputFile]:
    """Yield the files below a folder.

    A folder that cannot be listed is yielded itself: opening it gives the error to report.
    """
    try:
        with os.scandir(folder) as listing:
            entries = sorted(
                (entry for entry in listing if not entry.name.startswith(".")),
                key=lambda entry: os.fsencode(entry.name),
            )
    except OSError:
        yield InputFile(folder, name or os.path.basename(os.path.abspath(folder)))
        return
    for entry in entries:
        below = os.path.join(name, entry.name)
        if _is_spared(entry.path, spared):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, below, spared)
        else:
            yield InputFile(entry.path, below)


def _is_spared(path: str, spared: Collection[str]) -> bool:
    name = os.path.basename(path)
    return (
        any(os.path.basename(other) == name for other in spared)
        and os.path.realpath(path) in spared
    )


def _root_of(pattern: str) -> str:
    """Return the part of a pattern before its first wildcard folder."""
    parts = pattern.split(os.sep)
    plain = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    return os.sep.join(parts[:plain]) or (os.sep if pattern.startswith(os.sep) else "")


def names_in(file: IO[bytes]) -> Iterator[str]:
    """Yield the file names in a list, ended by NUL or by line breaks."""
    listed = file.read()
    for name in listed.split(b"\0" if b"\0" in listed else b"\n"):
        if name.strip():
            yield os.fsdecode(name.removesuffix(b"\r"))
