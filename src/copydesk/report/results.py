"""A report on results without a journal.

Each article is beside its dump where its record has its ledger or its input still exists.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from copydesk.batch.cleaning import FAILED, cleaned
from copydesk.batch.plan import Refused
from copydesk.batch.pool import Lost, Part, in_order
from copydesk.batch.tally import STEPS, Tally, step_of
from copydesk.batch.worker import Item, OnDisk, OutputFormat, Task, read_items
from copydesk.model.article import ARTICLE_FIELDS, Article, assemble
from copydesk.model.block import Block
from copydesk.model.ledger import Ledger
from copydesk.model.limits import MAX_PAGE_SECONDS
from copydesk.model.options import DEFAULTS
from copydesk.model.outcome import Cuts, Failure, cuts_on
from copydesk.model.page import Page
from copydesk.report.chunk import Chunk, PageRow, chunk_of, row_of, site_of
from copydesk.report.page_view import PageView, page_view, view_without_dump
from copydesk.report.run import CHUNK_PAGES, ReportLimits
from copydesk.sources.container import container_of
from copydesk.sources.jsonl import DEFAULT_NAMES
from copydesk.sources.results import Result, results
from copydesk.text.display import visible
from copydesk.views.filter_cuts import FilterCuts, PageCuts, Unexamined
from copydesk.views.word_diff import words_in

D = TypeVar("D")
# The fields read of a record; `clean --explain` writes the last two.
FIELDS = (*ARTICLE_FIELDS, "error", "blocks", "ledger")
# Reasons for an article without a dump; each ends a sentence about the page.
DUMP_NOT_FOUND = "has no dump here: the results do not hold it, and its input was not found"
DUMP_DIFFERS = "has no dump here: its input, cleaned again, gives a different article"
SOURCE = (
    "These results have no journal of a run. A dump is shown where the record holds its ledger "
    "(clean --explain), or where its input, cleaned again, gives the same article; cuts are "
    "counted on those pages."
)


class UnjournalledRun:
    """The records of a file or folder of results."""

    inputs: Sequence[str] = ()
    source = SOURCE

    def __init__(self, out: str) -> None:
        self._out = out
        self._cuts: dict[str, tuple[int, int, int]] = {}
        statuses, confidences = Counter[str](), [0] * STEPS
        for record in self._records(("status", "is_article", "confidence", "error")):
            statuses[_status(record)] += 1
            if record["is_article"]:
                confidences[step_of(_number(record["confidence"]))] += 1
        self._tally = Tally(dict(statuses), confidences=tuple(confidences))

    @property
    def tally(self) -> Tally:
        """The totals; filters are counted on the pages shown only."""
        return replace(self._tally, cuts=self._cuts)

    def notices(self) -> list[str]:
        """Return no notices."""
        return []

    def chunks(self, limits: ReportLimits) -> Iterator[Chunk]:
        """Yield the pages in chunks, all or evenly spaced ones."""
        for part in self._parts(chunk_of_records, limits):
            found = (
                chunk_of(
                    _lost(record, part.done.why, limits.characters) for record in part.task.records
                )
                if isinstance(part.done, Lost)
                else part.done
            )
            for row in found.rows:
                for who, (lines, words) in row.cuts.items():
                    before = self._cuts.get(who, (0, 0, 0))
                    self._cuts[who] = (before[0] + lines, before[1] + words, before[2] + 1)
            yield found

    def cuts(self, names: Collection[str], limits: ReportLimits) -> Iterator[PageCuts | Unexamined]:
        """Yield the cuts of these filters on each page."""
        for part in self._parts(partial(cuts_in_records, names), limits):
            if isinstance(part.done, Lost):
                for record in part.task.records:
                    yield Unexamined(record["input"], part.done.why)
            else:
                yield from part.done

    def _parts(
        self, work: Callable[[RecordsTask], D], limits: ReportLimits
    ) -> Iterator[Part[RecordsTask, D]]:
        """Yield the outcome of each task, which workers do."""
        for _, parts in in_order(work, self._grouped(limits), limits.jobs, MAX_PAGE_SECONDS):
            yield from parts

    def _grouped(self, limits: ReportLimits) -> Iterator[RecordsTask]:
        held: list[dict[str, Any]] = []
        for number, record in enumerate(self._records(FIELDS)):
            if limits.takes(number, self._tally.pages):
                held.append(record)
            if len(held) == CHUNK_PAGES:
                yield RecordsTask(tuple(held), limits.characters)
                held = []
        if held:
            yield RecordsTask(tuple(held), limits.characters)

    def _records(self, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield the records, each with its place where it has no input.

        Raises Refused for what is not an article record.
        """
        for found in results(self._out, (*fields, "input")):
            if not isinstance(found, Result):
                raise Refused(found.sentence())
            yield found.record | {"input": found.record["input"] or found.place}


@dataclass(frozen=True)
class RecordsTask:
    """Records to show, and the characters shown of each page."""

    records: tuple[dict[str, Any], ...]
    most: int

    def __len__(self) -> int:
        return len(self.records)

    def split(self) -> list[RecordsTask]:
        """Return a task for each record."""
        return [RecordsTask((record,), self.most) for record in self.records]


def chunk_of_records(records: RecordsTask) -> Chunk:
    """Return the chunk of some records; runs in a worker."""
    return chunk_of(_row_and_view(record, records.most) for record in records.records)


def cuts_in_records(
    names: Collection[str], records: RecordsTask
) -> tuple[PageCuts | Unexamined, ...]:
    """Return the cuts of these filters on some records; runs in a worker."""
    found = ((record["input"], _page_and_article(record)) for record in records.records)
    return tuple(
        Unexamined(name, page)
        if isinstance(page, str)
        else PageCuts(name, FilterCuts.of(page[0], page[1].ledger, names))
        for name, page in found
    )


def _page_and_article(record: dict[str, Any]) -> tuple[Page, Article] | str:
    """Return a record's page and article, or the reason why there is none."""
    if record["error"]:
        return str(record["error"])
    return _replayed(record) or _cleaned_again(record)


def _row_and_view(record: dict[str, Any], most: int) -> tuple[PageRow, PageView | None]:
    if record["error"]:
        return _row(record, {}, False), None
    found = _page_and_article(record)
    if isinstance(found, str):
        shown = view_without_dump(record, most, f"The page {found}.")
        return _row(record, {}, shown.short), shown
    page, article = found
    shown = page_view(page, article, most)
    cuts = cuts_on(page, article.ledger)
    return row_of(article, record["input"], "", cuts, shown.short), shown


def _lost(record: dict[str, Any], why: str, most: int) -> tuple[PageRow, PageView | None]:
    """Return the row of a record whose input crashed its worker."""
    shown = view_without_dump(
        record, most, f"The dump is not shown: cleaned again, it {visible(why)}."
    )
    return _row(record, {}, shown.short), shown


def _replayed(record: dict[str, Any]) -> tuple[Page, Article] | None:
    """Return the page and article of a record with blocks and ledger."""
    if not isinstance(record["blocks"], list) or not isinstance(record["ledger"], list):
        return None
    try:
        ledger = Ledger.loads("".join(json.dumps(entry) + "\n" for entry in record["ledger"]))
        page = Page(
            "text",
            "",
            tuple(Block(number, str(text)) for number, text in enumerate(record["blocks"])),
            url=record["url"],
        )
        return page, assemble(page, ledger, record["input"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _cleaned_again(record: dict[str, Any]) -> tuple[Page, Article] | str:
    """Clean a record's input again.

    Returns its page and article, or the reason why there is none.
    """
    path = record["input"]
    if not isinstance(path, str) or not os.path.isfile(path):
        return DUMP_NOT_FOUND
    task = Task(
        (Item(path, path, 0, 0, OnDisk(path, container_of(Path(path)))),),
        DEFAULT_NAMES,
        OutputFormat(),
        DEFAULTS,
        b"",
        (0, 0, 0),
        0,
    )
    for item, raw, _ in read_items(task):
        done = (
            raw
            if isinstance(raw, Failure)
            else cleaned(raw._replace(input=item.name, url=record["url"] or raw.url), DEFAULTS)
        )
        if not isinstance(done, Failure):
            return (
                (done.page, done.article) if done.article.body == record["body"] else DUMP_DIFFERS
            )
    return DUMP_NOT_FOUND


def _status(record: dict[str, Any]) -> str:
    return FAILED if record["error"] else visible(str(record["status"]))


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else 0.0


def _row(record: dict[str, Any], cuts: Cuts, short: bool) -> PageRow:
    """Return the row of a record as it was written."""

    def text(name: str) -> str:
        return visible(str(record[name] or ""))

    return PageRow(
        text("input"),
        site_of(text("url")),
        text("url"),
        text("headline"),
        text("byline"),
        _status(record),
        bool(record["is_article"]),
        _number(record["confidence"]),
        words_in(str(record["body"] or "")),
        cuts,
        short,
        text("error"),
    )
