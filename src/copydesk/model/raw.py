"""A dump as a source hands it on: bytes or text that nobody has read yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from copydesk.model.limits import MAX_PAGE_BYTES

Kind = Literal["auto", "text", "html"]


class Raw(NamedTuple):
    """One page of a source. `data` is bytes, text, or a BeautifulSoup; `input` the path,
    `path#record` or `-` it came from.

    `encoding` is what the container or the user declared; `crawled` the day of the fetch
    (`YYYY-MM-DD`); `most` how many bytes are taken of it: what is longer is cut there; `notes` what
    the source has to say of the page, for the article's own (`truncated:crawl`); `columns` the row
    that the page was read from, None where it is not from rows.
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
