"""A worker's part of the report: cleans pages of a run once more.

Each page gives a row of the list and a page view.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from copydesk.batch.cleaning import FAILED, cleaned
from copydesk.batch.worker import Item, Task, read_items
from copydesk.model.article import Article
from copydesk.model.outcome import Cleaned, Cuts, Failure
from copydesk.model.raw import Raw
from copydesk.report.page_view import PageView, page_view
from copydesk.text.display import visible
from copydesk.text.url import host_of
from copydesk.views.filter_cuts import FilterCuts, PageCuts, Unexamined
from copydesk.views.word_diff import words_in

# The highest; compression takes a hundredth of the time that cleaning takes.
ZLIB_LEVEL = 9


@dataclass(frozen=True)
class ChunkTask:
    """Records of a run to clean again for the report.

    `most` is the number of characters shown of each; `failures` maps the names of pages that failed
    in the run to the reason.
    """

    task: Task
    most: int
    failures: dict[str, str]

    def __len__(self) -> int:
        return len(self.task)

    def split(self) -> list[ChunkTask]:
        """Return a task for each record."""
        return [replace(self, task=task) for task in self.task.split()]


class PageRow(NamedTuple):
    """A page's row in the report's list.

    `cuts` has the lines and words that each filter cut, `kept` the words left, `error` the reason
    of a failure.
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
    """Rows, and the page views as zlib-compressed lines of JSON.

    The line of a page that failed is empty.
    """

    rows: tuple[PageRow, ...]
    data: bytes


def make_chunk(task: ChunkTask) -> Chunk:
    """Clean the records of a task and return their chunk."""
    return chunk_of(
        _row_and_view(item, content, task) for item, content, _ in read_items(task.task)
    )


def chunk_of(pages: Iterable[tuple[PageRow, PageView | None]]) -> Chunk:
    """Return the chunk of rows and their page views."""
    found = list(pages)
    lines = "\n".join(
        json.dumps(shown.values, ensure_ascii=False, separators=(",", ":")) if shown else ""
        for _, shown in found
    )
    return Chunk(
        tuple(row for row, _ in found), zlib.compress(lines.encode("utf-8", "replace"), ZLIB_LEVEL)
    )


def failed(item: Item, why: str) -> tuple[PageRow, None]:
    """Return the row of a page that failed."""
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


def cuts_in(names: Collection[str], task: ChunkTask) -> tuple[PageCuts | Unexamined, ...]:
    """Clean a task's records in a worker; return cuts of these filters."""
    return tuple(
        Unexamined(item.name, done.why)
        if isinstance(done := _done(item, content, task), Failure)
        else PageCuts(item.name, FilterCuts.of(done.page, done.ledger, names))
        for item, content, _ in read_items(task.task)
    )


def _done(item: Item, content: Raw | Failure, task: ChunkTask) -> Cleaned | Failure:
    """Clean a record again, unless it failed in the run."""
    if item.name in task.failures:
        return Failure(item.name, task.failures[item.name])
    if isinstance(content, Failure):
        return content
    return cleaned(content._replace(input=item.name), task.task.options)


def _row_and_view(
    item: Item, content: Raw | Failure, task: ChunkTask
) -> tuple[PageRow, PageView | None]:
    done = _done(item, content, task)
    if isinstance(done, Failure):
        return failed(item, done.why)
    shown = page_view(done.page, done.article, task.most)
    return row_of(done.article, item.name, folder_of(item), done.cuts, shown.short), shown


def row_of(article: Article, name: str, folder: str, cuts: Cuts, short: bool) -> PageRow:
    """Return the row of an article.

    `folder` replaces the site where the article has no URL.
    """
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
    """Return the host of a URL without `www.`, "" where it has none."""
    return visible(host_of(url))


def folder_of(item: Item) -> str:
    """Return the first folder of a page's path with a slash, else "".

    For a page of a container it is the container's name.
    """
    first, slash, _ = item.target.partition("/")
    return visible(item.target if item.number else first + slash if slash else "")
