"""An output folder with a file for each page."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from copydesk.batch.cleaning import FAILED
from copydesk.batch.plan import CONTAINERS, Entry, Refused
from copydesk.batch.worker import Done, Outcome
from copydesk.text.display import shown_name
from copydesk.text.url import parts_of
from copydesk.writers import SUFFIXES

MAX_NAME_BYTES = 255  # the limit of common file systems


class ArticleFolder:
    """A folder in which a page's file has its input's path below INPUT.

    The pages of a container are in a folder with the container's name.
    """

    def __init__(self, folder: Path, form: str, journal: Path, articles_only: bool = False) -> None:
        self._folder = str(folder)
        self._suffix = SUFFIXES[form]
        self._part = str(journal / "page.new")
        self._articles_only = articles_only
        self._made = ""
        self._replaced: Collection[str] = ()

    def check(self, entries: Iterable[Entry]) -> None:
        """Raise Refused where another program's file has an output's name."""
        for entry in entries:
            path = (
                self._path(entry.name)
                if entry.form not in CONTAINERS
                else os.path.join(self._folder, entry.name)
            )
            if os.path.lexists(path):
                raise _foreign(path)

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove the outputs of these inputs, and folders that become empty."""
        self._made = ""
        for entry in entries:
            for path in self._outputs(entry):
                path.unlink(missing_ok=True)
                self._remove_empty(path.parent)

    def replace(self, names: Collection[str]) -> None:
        """Replace the outputs that an earlier run wrote for these inputs."""
        self._replaced = names

    def _outputs(self, entry: Entry) -> Iterator[Path]:
        if entry.form not in CONTAINERS:
            yield Path(self._path(entry.name))
            return
        ours = re.compile(rf"\d{{9}}[^/]*{re.escape(self._suffix)}")
        for shelf in Path(self._folder, entry.name).glob("[0-9]*"):
            yield from [page for page in shelf.iterdir() if ours.fullmatch(page.name)]

    def _remove_empty(self, folder: Path) -> None:
        """Remove empty folders, from `folder` up to the output."""
        while folder != Path(self._folder) and folder.is_relative_to(self._folder):
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def begin(self, length: int) -> None:
        """Does nothing: each file is written at once."""

    def put(self, done: Done) -> int:
        """Write the pages of a task."""
        for outcome in done.outcomes:
            path = self._path(outcome.target, outcome)
            if self._is_written(outcome):
                self._write(path, outcome)
            elif not outcome.number and outcome.target in self._replaced:
                Path(path).unlink(missing_ok=True)
        return 0

    def _is_written(self, outcome: Outcome) -> bool:
        """Return whether a page gets a file.

        With `articles_only` only articles do, else every page.
        """
        return outcome.is_article or (outcome.status != FAILED and not self._articles_only)

    def finish(self) -> None:
        """Does nothing: each file is complete."""

    def _path(self, target: str, outcome: Outcome | None = None) -> str:
        path = os.path.join(self._folder, target)
        if outcome is None or not outcome.number:
            return _fitting(path + self._suffix, self._suffix)
        return os.path.join(
            path,
            f"{outcome.number // 1000:06d}",
            f"{outcome.number:09d}{_slug(outcome.url)}{self._suffix}",
        )

    def _write(self, path: str, outcome: Outcome) -> None:
        """Write a file atomically.

        A resumed run finds what it wrote before it was interrupted, with the same contents.
        """
        data = outcome.text.encode("utf-8", "replace")
        if outcome.target not in self._replaced and os.path.lexists(path):
            if not _holds(path, data):
                raise _foreign(path)
            return
        self._save(path, data)

    def _save(self, path: str, data: bytes) -> None:
        folder = os.path.dirname(path)
        if folder != self._made:
            os.makedirs(folder, exist_ok=True)
            self._made = folder
        with open(self._part, "wb") as file:
            file.write(data)
        os.replace(self._part, path)


def _foreign(path: str) -> Refused:
    return Refused(
        f"{shown_name(path)} exists and is not from this run: move it, or choose another --out"
    )


def _holds(path: str, data: bytes) -> bool:
    with open(path, "rb") as file:
        return file.read(len(data) + 1) == data


def _fitting(path: str, suffix: str) -> str:
    """Return a path whose last name fits into MAX_NAME_BYTES.

    A longer name is truncated and gets a digest of the whole.
    """
    folder, name = os.path.split(path)
    if len(os.fsencode(name)) <= MAX_NAME_BYTES:
        return path
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
    length = MAX_NAME_BYTES - len(digest) - len(suffix) - 1
    start = os.fsencode(name)[:length].decode("utf-8", "ignore")
    return os.path.join(folder, f"{start}-{digest}{suffix}")


def _slug(url: str | None) -> str:
    """Return a URL as part of a file name: only letters, digits and hyphens."""
    parts = parts_of(url)
    plain = (
        re.sub(r"[^a-z0-9]+", "-", f"{parts.netloc} {parts.path}".lower()[:200])
        .strip("-")[:60]
        .strip("-")
    )
    return f"-{plain}" if plain else ""
