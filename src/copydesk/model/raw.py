"""A dump as a source yields it: bytes or text, not yet decoded or parsed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from copydesk.model.limits import MAX_PAGE_BYTES

Kind = Literal["auto", "text", "html"]


class Raw(NamedTuple):
    """One page of a source.

    `data` is bytes, text, or a BeautifulSoup; `input` the path, `path#record` or `-` that it was
    read from; `encoding` what the container or the user declared; `crawled` the day of the fetch
    (`YYYY-MM-DD`); `most` the number of bytes after which it is truncated; `notes` codes of the
    source for the article's `notes` (`truncated:crawl`); `columns` the row that the page was read
    from, None where it is not from rows.

    >>> pages = [copydesk.Raw("It sails again.", "row 1", url="https://example.org/a")]
    >>> [article.url for article in copydesk.clean_many(pages, jobs=1)]
    ['https://example.org/a']
    """

    data: Any
    input: str | None = None
    kind: Kind = "auto"
    url: str | None = None
    crawled: str | None = None
    encoding: str | None = None
    most: int = MAX_PAGE_BYTES
    notes: tuple[str, ...] = ()
    columns: Mapping[str, Any] | None = None
