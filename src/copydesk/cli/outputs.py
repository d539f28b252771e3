"""Outputs: stdout, a file, or a folder with a file per page.

Files are written atomically.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from copydesk.cli.page_outputs import NAME_NEEDS_FOLDER
from copydesk.cli.streams import encoded, put
from copydesk.text.display import shown_name

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.writers.name_template import NameTemplate

Put = Callable[["str | bytes", str, "Article"], None]
"""Writes the output of one page, text as UTF-8, given the name of its input and its article."""


def is_folder(output: str | None) -> bool:
    """Whether an output is a folder: it ends in a slash, or exists as one."""
    return output is not None and (output.endswith("/") or Path(output).is_dir())


def check_suffix(output: str | None, known: Sequence[str], advice: str = "") -> None:
    """Raise UsageError for a file with an unknown suffix.

    A file without a suffix is valid.
    """
    suffix = Path(output or "").suffix
    if output is None or not suffix or is_folder(output) or suffix in known:
        return
    raise click.UsageError(
        f"Unknown suffix {suffix!r} of the output {shown_name(output)}; known: "
        f"{', '.join(known) or 'none'}.{advice and ' '}{advice}"
    )


@contextmanager
def place(
    output: str | None,
    suffix: str,
    inputs: Sequence[str],
    template: NameTemplate | None = None,
    header: str = "",
) -> Iterator[Put]:
    """Open an output; never overwrite an input.

    A table's `header` begins each file. In a folder, `suffix` ends the name of each page's file,
    and `template` names it. Raises UsageError, OSError.
    """
    if template and not is_folder(output):
        raise click.UsageError(NAME_NEEDS_FOLDER)
    if output is None or output == "-":
        if header:
            put(header)
        yield lambda text, name, article: put(text)
    elif is_folder(output):
        yield FolderOutput(Path(output), suffix, inputs, template, header).put
    else:
        spare(Path(output), inputs)
        with whole_file(Path(output)) as file:
            _write(file, header)
            yield lambda text, name, article: _write(file, text)


def _write(file: IO[bytes], text: str | bytes) -> None:
    file.write(text if isinstance(text, bytes) else encoded(text))


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that appears at `path` when it is complete.

    Until then it has a temporary name.
    """
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


def spare(path: Path, inputs: Sequence[str]) -> None:
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
    """Writes each page to a file at its input's path below the folder.

    The number of a row is part of its file's name. With a template, the article names the file,
    which never replaces another.
    """

    def __init__(
        self,
        folder: Path,
        suffix: str,
        inputs: Sequence[str],
        template: NameTemplate | None = None,
        header: str = "",
    ) -> None:
        self._folder = folder
        self._suffix = suffix
        self._inputs = inputs
        self._template = template
        self._header = header
        self._pages = 0
        self._written: set[Path] = set()
        if template is None:
            for name in inputs:
                spare(self._path(name), inputs)

    def put(self, text: str | bytes, input: str, article: Article) -> None:
        """Writes one page."""
        self._pages += 1
        path = self._path(input) if self._template is None else self._named(input, article)
        spare(path, self._inputs)
        self._written.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            _write(file, self._header)
            _write(file, text)

    def _named(self, input: str, article: Article) -> Path:
        """Return the file of a page, named by the template.

        It has the input's suffix if the output has none.
        """
        from copydesk.writers.name_template import free_path, name_values

        assert self._template is not None
        suffix = self._suffix or Path(input).suffix
        name = self._template.path(name_values(article, input), self._pages)
        return free_path(
            self._folder / name, suffix, lambda path: path in self._written or path.exists()
        )

    def _path(self, input: str) -> Path:
        """Return the file of a page, at its input's path.

        `news/a.html` gives `news/a.html.md`, its row 2 `news/a.html-2.md`. The root of an absolute
        path is left out. A repeated input gets a number.
        """
        from copydesk.writers.name_template import free_path

        name, mark, row = input.rpartition("#")
        if not mark or name not in self._inputs or input in self._inputs:
            name, row = input, ""
        path = Path("stdin") if name == "-" else Path(name)
        if path.is_absolute() and path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        parts = [part for part in path.parts if part not in (path.anchor, "..")] or ["page"]
        whole = self._folder.joinpath(*parts)
        stem = whole.with_name(f"{whole.name}-{row}" if row else whole.name)
        return free_path(stem, self._suffix, self._written.__contains__)
