"""Outputs of `clean`: stdout, a file written atomically, or a folder with a file per page."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from copydesk.cli.streams import encoded, put
from copydesk.text.display import shown_name

Put = Callable[[str | bytes, str], None]
"""Writes the output of one page, text as UTF-8; the second argument is the name of its input."""


def is_folder(output: str | None) -> bool:
    """Whether an output is a folder: it ends in a slash, or exists as one."""
    return output is not None and (output.endswith("/") or Path(output).is_dir())


@contextmanager
def place(output: str | None, suffix: str, inputs: Sequence[str]) -> Iterator[Put]:
    """Opens an output. `suffix` ends the name of a page's file; no input is overwritten.

    Raises UsageError, OSError.
    """
    if output is None or output == "-":
        yield lambda text, _: put(text)
    elif is_folder(output):
        yield FolderOutput(Path(output), suffix, inputs).put
    else:
        _spare(Path(output), inputs)
        with whole_file(Path(output)) as file:
            yield lambda text, _: _write(file, text)


def _write(file: IO[bytes], text: str | bytes) -> None:
    file.write(text if isinstance(text, bytes) else encoded(text))


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears at `path` when all of it is written; until then it has another name."""
    if path.exists() and not path.is_file():
        # a device or named pipe is written to, not replaced by a file
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()
    part = target.with_name(f".copydesk-{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, "folder not found", str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _spare(path: Path, inputs: Sequence[str]) -> None:
    """Raises UsageError for an output that is an input."""
    if not path.is_file():
        return
    for name in inputs or ("-",):
        same = (
            os.path.samestat(os.fstat(sys.stdin.fileno()), path.stat())
            if name == "-"
            else Path(name).exists() and path.samefile(name)
        )
        if same:
            raise click.UsageError(f"{shown_name(str(path))} is an input: it would be overwritten.")


class FolderOutput:
    """Writes each page to a file with its input's name and subfolders; rows are numbered."""

    def __init__(self, folder: Path, suffix: str, inputs: Sequence[str]) -> None:
        self._folder = folder
        self._suffix = suffix
        self._inputs = inputs
        self._written: set[Path] = set()
        for name in inputs:
            _spare(self._path(name), inputs)

    def put(self, text: str | bytes, input: str) -> None:
        """Writes one page."""
        path = self._path(input)
        _spare(path, self._inputs)
        self._written.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            _write(file, text)

    def _path(self, input: str) -> Path:
        """The file of a page: `news/a.html` gives `news/a.html.md`, its row 2 `news/a.html-2.md`.

        An absolute path loses its root. A repeated input gets a number.
        """
        name, mark, row = input.rpartition("#")
        if not mark or name not in self._inputs or input in self._inputs:
            name, row = input, ""
        path = Path("stdin") if name == "-" else Path(name)
        if path.is_absolute() and path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        parts = [part for part in path.parts if part not in (path.anchor, "..")] or ["page"]
        whole = self._folder.joinpath(*parts)
        stem = f"{whole.name}-{row}" if row else whole.name
        path, number = whole.with_name(stem + self._suffix), 1
        while path in self._written:
            number += 1
            path = whole.with_name(f"{stem}-{number}{self._suffix}")
        return path
