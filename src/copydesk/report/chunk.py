"""What a worker does for the report: cleans some pages of a run once more, and gives a line of the
list and a sheet for each.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from copydesk.batch.worker import FAILED, Item, Task, cleaned, read_items
from copydesk.model.article import Article
from copydesk.onepage import Cuts
from copydesk.report.page_view import PageView, page_view
from copydesk.sources.unread import Unread
from copydesk.text.display import visible
from copydesk.views.word_diff import words_in

ZLIB_LEVEL = 9
"""How hard zlib tries: the pages were cleaned for a hundred times as long."""


@dataclass(frozen=True)
class ChunkTask:
    """Some records of a run to be looked at, how many characters of each are shown, and which of
    them failed in the run, and why.
    """

    task: Task
    most: int
    failures: dict[str, str]

    def __len__(self) -> int:
        return len(self.task)

    def split(self) -> list[ChunkTask]:
        """The records, each by itself."""
        return [replace(self, task=task) for task in self.task.split()]


class PageRow(NamedTuple):
    """A page as the report's list has it. `cuts` are the lines and words that each filter cut,
    `kept` the words that are left, `error` why it failed.
    """

    name: str
    site: str
    url: str
    headline: str
    byline: str
    status: str
    is_article: bool
    confidence: float
    kept: int
    cuts: Cuts
    short: bool
    error: str


class Chunk(NamedTuple):
    """Rows, and a line of JSON for the sheet of each, packed with zlib. A page that failed has an
    empty line.
    """

    rows: tuple[PageRow, ...]
    block: bytes


def make_chunk(looked: ChunkTask) -> Chunk:
    """What a worker does."""
    return chunk_of(_seen(item, content, looked) for item, content, _ in read_items(looked.task))


def chunk_of(pages: Iterable[tuple[PageRow, PageView | None]]) -> Chunk:
    """Pages and their sheets as the report holds them."""
    found = list(pages)
    lines = "\n".join(
        json.dumps(shown.values, ensure_ascii=False, separators=(",", ":")) if shown else ""
        for _, shown in found
    )
    return Chunk(
        tuple(row for row, _ in found), zlib.compress(lines.encode("utf-8", "replace"), ZLIB_LEVEL)
    )


def failed(item: Item, why: str) -> tuple[PageRow, None]:
    """A page that gave nothing."""
    return PageRow(
        visible(item.name),
        folder_of(item),
        "",
        "",
        "",
        FAILED,
        False,
        0.0,
        0,
        {},
        False,
        visible(why),
    ), None


def _seen(item: Item, content: Any, looked: ChunkTask) -> tuple[PageRow, PageView | None]:  # noqa: ANN401 - what read_items yields
    if item.name in looked.failures:
        return failed(item, looked.failures[item.name])
    done = content if isinstance(content, Unread) else cleaned(item, content, looked.task.how)
    if isinstance(done, Unread):
        return failed(item, done.why)
    shown = page_view(done.page, done.article, looked.most)
    return row_of(done.article, item.name, folder_of(item), done.cuts, shown.short), shown


def row_of(article: Article, name: str, folder: str, cuts: Cuts, short: bool) -> PageRow:
    """The line of an article; `folder` stands for its site where it has no address."""
    return PageRow(
        visible(name),
        site_of(article.url) or folder,
        visible(article.url or ""),
        visible(article.headline or ""),
        visible(article.byline or ""),
        article.status,
        article.is_article,
        article.confidence,
        words_in(article.body),
        cuts,
        short,
        "",
    )


def site_of(url: str | None) -> str:
    """The host of an address without `www.`; empty where it has none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return visible(host.removeprefix("www."))


def folder_of(item: Item) -> str:
    """The first folder of a page's place, with a slash, empty where it stands in none; for a page
    of a crawl or table the name of that.
    """
    first, slash, _ = item.target.partition("/")
    return visible(item.target if item.number else first + slash if slash else "")
