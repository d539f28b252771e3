"""Reads folders of rule files, each when a page of its site comes."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.model.site import RulesError, Site, line_key, rule_key
from copydesk.readers import read_page
from copydesk.rules.parse import RuleFile, least_of, parse, parse_head
from copydesk.text.url import host_of


class Written(NamedTuple):
    """The path and the text of a rule file."""

    path: str
    text: str


class Head(NamedTuple):
    """The hosts and the fingerprint of a rule file."""

    hosts: tuple[str, ...]
    fingerprint: tuple[str, ...]
    least: int


class Rulebook:
    """Rule files in order of precedence, and the folders they come from.

    >>> rules = copydesk.read_rules()
    >>> rules.folders, rules.files
    ((), ())

    Pickled, a rulebook is its folders and its digest: the process that receives it reads the files
    itself, when the first page needs them, and once.
    """

    def __init__(
        self,
        folders: tuple[str, ...],
        files: tuple[Written, ...] | None = None,
        digest: str | None = None,
    ) -> None:
        self.folders = folders
        self._files = files
        self._digest = digest

    def __reduce__(self) -> tuple[object, ...]:
        folders = tuple(str(Path(folder).absolute()) for folder in self.folders)
        return _received, (folders, self.digest)

    @cached_property
    def files(self) -> tuple[Written, ...]:
        """The rule files. Raises RulesError if their digest has changed."""
        if self._files is not None:
            return self._files
        files = tuple(file for folder in self.folders for file in _files(Path(folder)))
        if _digest(files) != self._digest:
            raise RulesError(
                f"The rules in {', '.join(self.folders)} have changed while they were in use."
            )
        return files

    @cached_property
    def digest(self) -> str:
        """A digest of the files' names and contents."""
        return self._digest or _digest(self.files)

    def read(self, raw: Raw) -> Page:
        """Return a page, read with the rules of its site if there are any.

        Raises what `read_page` raises, and RulesError for an invalid file.
        """
        site = self.for_host(host_of(raw.url))
        page = read_page(raw, site)
        if site is None:
            site = self.for_page(page)
            if site is not None:
                return (
                    read_page(raw, site)
                    if site.selectors and page.form == "html"
                    else replace(page, site=site)
                )
        return page

    def for_host(self, host: str) -> Site | None:
        """Return the rules for a host (without `www.`), or None."""
        number = self._number_for(host)
        return None if number is None else self.opened(number).site

    def path_for(self, host: str) -> str | None:
        """Return the path of the rule file for a host, or None."""
        number = self._number_for(host)
        return None if number is None else self.files[number].path

    def _number_for(self, host: str) -> int | None:
        if not host:
            return None
        parts = host.split(".")
        wider = (f"*.{'.'.join(parts[first:])}" for first in range(1, len(parts)))
        return next((self._hosts[name] for name in (host, *wider) if name in self._hosts), None)

    def for_page(self, page: Page) -> Site | None:
        """Return the rules for a page without a known URL, or None.

        The site is found by the host in the page's metadata, or by the lines on it.
        """
        known = page.facts.host
        found = self.for_host(known)
        if found is not None or not self._lines:
            return found
        counts = Counter[int]()
        for key in {line_key(block.text) for block in page.blocks}:
            counts.update(
                number
                for number in self._lines.get(key, ())
                if not known or not self._heads[number].hosts
            )
        best = min(
            (
                (-seen / len(self._heads[n].fingerprint), n)
                for n, seen in counts.items()
                if seen >= self._heads[n].least
            ),
            default=None,
        )
        return self.opened(best[1]).site if best else None

    def all(self) -> Iterator[RuleFile]:
        """Yield every file, parsed. Raises RulesError for the first invalid one."""
        yield from (self.opened(number) for number in range(len(self.files)))

    def opened(self, number: int) -> RuleFile:
        """Return a file, parsed on first use. Raises RulesError."""
        if number not in self._opened:
            self._opened[number] = parse(self.files[number].text, self.files[number].path)
        return self._opened[number]

    @cached_property
    def _opened(self) -> dict[int, RuleFile]:
        return {}

    @cached_property
    def _heads(self) -> tuple[Head, ...]:
        return tuple(_head(file) for file in self.files)

    @cached_property
    def _hosts(self) -> dict[str, int]:
        """Host -> the number of the first file that has it."""
        return {
            host: number
            for number in reversed(range(len(self.files)))
            for host in self._heads[number].hosts
        }

    @cached_property
    def _lines(self) -> dict[str, list[int]]:
        """Line of a fingerprint -> the numbers of the files that have it."""
        found: dict[str, list[int]] = {}
        for number, head in enumerate(self._heads):
            for line in head.fingerprint:
                found.setdefault(line, []).append(number)
        return found


def _head(file: Written) -> Head:
    found = parse_head(file.text, file.path)
    fingerprint = tuple(dict.fromkeys(rule_key(line) for line in found.get("fingerprint", [])))
    return Head(
        tuple(host.lower().removeprefix("www.") for host in found.get("hosts", [])),
        fingerprint,
        least_of(fingerprint, found.get("least")),
    )


def read_rules(*places: str | Path) -> Rulebook:
    """Read the rules of folders (each `.toml` file in them) and files.

    Those of an earlier place take precedence. A file is parsed when a page of its site comes;
    `Rulebook.all` parses it at once.

    Raises RulesError for a place that is not found and a file that is not UTF-8.

    >>> rules = copydesk.read_rules("copydesk.d")
    Traceback (most recent call last):
    copydesk.model.site.RulesError: copydesk.d was not found: name a folder of .toml files.
    """
    return Rulebook(
        tuple(map(str, places)), tuple(file for place in places for file in _files(Path(place)))
    )


def _files(place: Path) -> Iterable[Written]:
    if not os.path.exists(place):  # noqa: PTH110 - Path.exists fails below what may not be searched
        raise RulesError(f"{place} was not found: name a folder of .toml files.")
    try:
        paths = (
            sorted(path for path in place.iterdir() if path.suffix == ".toml")
            if place.is_dir()
            else [place]
        )
    except OSError as error:
        raise RulesError(
            f"{place} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from None
    for path in paths:
        try:
            yield Written(str(path), path.read_bytes().decode("utf-8").replace("\r\n", "\n"))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            column = error.start - error.object.rfind(b"\n", 0, error.start)
            raise RulesError(f"{path}, line {line}, column {column}: invalid UTF-8.") from None
        except OSError as error:
            raise RulesError(
                f"{path} cannot be read: {(error.strerror or str(error)).lower()}."
            ) from None


def _digest(files: Iterable[Written]) -> str:
    mark = hashlib.sha256()
    for file in files:
        for part in (Path(file.path).name, file.text):
            mark.update(f"{len(part)} {part}".encode("utf-8", "surrogatepass"))
    return mark.hexdigest()[:16]


@lru_cache(maxsize=4)
def _received(folders: tuple[str, ...], digest: str) -> Rulebook:
    """Return the rulebook that another process sent: one object for all pages."""
    return Rulebook(folders, None, digest)
