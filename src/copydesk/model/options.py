"""Options for cleaning a page: frozen, and picklable for workers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, Self, get_args
from urllib.parse import urlsplit

from copydesk.model.limits import MAX_PAGE_BYTES, MAX_PAGE_SECONDS
from copydesk.model.raw import Kind, Raw

if TYPE_CHECKING:
    from copydesk.model.page import Page

Preset = Literal["standard", "precision", "recall", "chrome-only"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
KINDS: tuple[Kind, ...] = get_args(Kind)


class InvalidOptionError(ValueError):
    """An option with a value that it cannot have; the message is a sentence."""


class SiteRules(Protocol):
    """Site rules, as `copydesk.read_rules` returns them."""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders and files that the rules are read from."""

    @property
    def digest(self) -> str:
        """A digest of the rule files' names and contents."""

    def read(self, raw: Raw) -> Page:
        """Reads a page with the rules of its site."""


@dataclass(frozen=True)
class Limits:
    """Limits of one page: its size in bytes and its time in seconds.

    A larger page is truncated. The time limit holds in the commands and in worker processes, which
    can end a page; `copydesk.clean` has none.

    >>> Limits(max_bytes=500_000)
    Limits(max_bytes=500000, seconds=60.0)
    """

    max_bytes: int = MAX_PAGE_BYTES
    seconds: float = MAX_PAGE_SECONDS


@dataclass(frozen=True)
class Options:
    """Options for cleaning a page.

    `filters` are the names of the filters to run (None: all those of the preset); `kind`, `url`,
    `crawled` (YYYY-MM-DD) and `encoding` describe the page and override what its source states;
    `rules` are site rules. The `preset` `precision` keeps only lines that are very likely body,
    `recall` uncertain ones too, and `chrome-only` runs only the filters that look at a line and its
    neighbours. An article whose confidence is below `min_confidence` (0 to 1) counts as none, with
    the status `doubtful`. Raises ValueError for an invalid value.

    >>> options = Options(preset="precision", min_confidence=0.5)
    >>> Options(crawled="2024-02-30")
    Traceback (most recent call last):
    copydesk.model.options.InvalidOptionError: Invalid crawled '2024-02-30': give the day of the \
fetch as YYYY-MM-DD.
    """

    filters: tuple[str, ...] | None = None
    kind: Kind = "auto"
    url: str | None = None
    crawled: str | None = None
    encoding: str | None = None
    limits: Limits = Limits()
    rules: SiteRules | None = None
    preset: Preset = "standard"
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidOptionError(f"Invalid kind {self.kind!r}: give {_any_of(KINDS)}.")
        if self.preset not in PRESETS:
            raise InvalidOptionError(f"Invalid preset {self.preset!r}: give {_any_of(PRESETS)}.")
        if not 0 <= self.min_confidence <= 1:
            raise InvalidOptionError(
                f"Invalid min_confidence {self.min_confidence!r}: give a number from 0 to 1."
            )
        if self.url and not _is_absolute(self.url):
            raise InvalidOptionError(
                f"Invalid url {self.url!r}: give the whole address, such as "
                f"https://example.org/story."
            )
        if self.crawled and not _is_day(self.crawled):
            raise InvalidOptionError(
                f"Invalid crawled {self.crawled!r}: give the day of the fetch as YYYY-MM-DD."
            )

    def described(self, raw: Raw) -> Raw:
        """The raw page with what these options state about it."""
        return raw._replace(
            kind=raw.kind if self.kind == "auto" else self.kind,
            url=self.url or raw.url,
            crawled=self.crawled or raw.crawled,
            encoding=self.encoding or raw.encoding,
            most=self.limits.max_bytes,
        )

    def with_rules(self, rules: SiteRules | None) -> Self:
        """The same options with other site rules."""
        return replace(self, rules=rules)


def _any_of(names: tuple[str, ...]) -> str:
    return " or ".join(map(repr, names))


NO_ADDRESS = ("", "http", "https", "javascript", "vbscript", "data", "blob")
"""Schemes that address no page without a host, or hold a script or the content itself."""


def _is_absolute(url: str) -> bool:
    """Whether an address has a host, or a scheme that needs none.

    Archives state addresses as `//example.org/story`, `urn:` and `file:` too.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) or parts.scheme not in NO_ADDRESS


def _is_day(crawled: str) -> bool:
    try:
        return date.fromisoformat(crawled).isoformat() == crawled
    except (ValueError, TypeError):
        return False


DEFAULTS = Options()
