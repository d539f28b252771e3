"""Options for cleaning a page: frozen, and picklable so that they travel to workers as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, Self

from copydesk.model.limits import MAX_PAGE_BYTES, MAX_PAGE_SECONDS
from copydesk.model.page import Page
from copydesk.model.raw import Kind, Raw


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
    """The most of one page: its size in bytes and its time in seconds.

    A larger page is truncated. The time limit holds in the commands and in worker processes, which
    can end a page; `copydesk.clean` has none.
    """

    max_bytes: int = MAX_PAGE_BYTES
    seconds: float = MAX_PAGE_SECONDS


@dataclass(frozen=True)
class Options:
    """How a page is cleaned.

    `filters` are the names of the filters to run (None: all); `kind`, `url`, `crawled` (YYYY-MM-DD)
    and `encoding` describe the page and override what its source states; `rules` are site rules.
    """

    filters: tuple[str, ...] | None = None
    kind: Kind = "auto"
    url: str | None = None
    crawled: str | None = None
    encoding: str | None = None
    limits: Limits = Limits()
    rules: SiteRules | None = None

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


DEFAULTS = Options()
