"""Results that have no journal: articles as they were written, each beside its dump where its
ledger is with it or its input is still there.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from copydesk.batch.plan import Refused
from copydesk.batch.pool import Lost, in_order
from copydesk.batch.tally import STEPS, Tally, step_of
from copydesk.batch.worker import FAILED, How, Item, OnDisk, Task, cleaned, read_items
from copydesk.model.article import ARTICLE_FIELDS, Article, assemble
from copydesk.model.ledger import Ledger
from copydesk.model.limits import MOST_BYTES, MOST_SECONDS
from copydesk.model.page import Block, Page
from copydesk.onepage import Cuts, cuts_on
from copydesk.report.chunk import Chunk, PageRow, chunk_of, row_of, site_of
from copydesk.report.page_view import PageView, page_view, view_without_dump
from copydesk.report.run import CHUNK_PAGES, ReportLimits
from copydesk.sources.container import container_of
from copydesk.sources.jsonl import DEFAULT_NAMES
from copydesk.sources.results import Result, results
from copydesk.sources.unread import Unread
from copydesk.text.display import visible
from copydesk.views.word_diff import words_in

FIELDS = (*ARTICLE_FIELDS, "error", "blocks", "ledger")
"""What is read of a record; `clean --explain` writes the last two."""
DEFAULT_HOW = How("", "", frozenset(), None, MOST_BYTES)
"""How an input is cleaned of which nobody knows how it was."""
DUMP_NOT_FOUND = "The dump is not there: the results do not hold it, and their input is no file that can be found from here."
DUMP_DIFFERS = (
    "The dump is not shown: cleaned again, the input gives another article than the results have."
)
SOURCE = (
    "These results have no journal of a run. A dump is shown where the record holds its ledger (clean --explain), or where its input, "
    "cleaned again, gives the same article; what filters cut is counted on those pages."
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
        """The totals: of the filters only what was seen on the pages that were looked at."""
        return replace(self._tally, cuts=self._cuts)

    def notices(self) -> list[str]:
        """Nothing besides."""
        return []

    def leaves(self, bounds: ReportLimits) -> Iterator[Chunk]:
        """The pages in their order, all or evenly spaced ones."""
        for _, parts in in_order(
            chunk_of_records, self._grouped(bounds), bounds.jobs, MOST_SECONDS
        ):
            for part in parts:
                found = (
                    chunk_of(
                        _lost(record, part.done.why, bounds.characters)
                        for record in part.task.records
                    )
                    if isinstance(part.done, Lost)
                    else part.done
                )
                for row in found.rows:
                    for who, (lines, words) in row.cuts.items():
                        before = self._cuts.get(who, (0, 0, 0))
                        self._cuts[who] = (before[0] + lines, before[1] + words, before[2] + 1)
                yield found

    def _grouped(self, bounds: ReportLimits) -> Iterator[RecordsTask]:
        held: list[dict[str, Any]] = []
        for number, record in enumerate(self._records(FIELDS)):
            if bounds.takes(number, self._tally.pages):
                held.append(record)
            if len(held) == CHUNK_PAGES:
                yield RecordsTask(tuple(held), bounds.characters)
                held = []
        if held:
            yield RecordsTask(tuple(held), bounds.characters)

    def _records(self, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The records, named by their place where they do not say their input. Raises Refused for
        what is no record.
        """
        for found in results(self._out, (*fields, "input")):
            if not isinstance(found, Result):
                raise Refused(found.sentence())
            yield found.record | {"input": found.record["input"] or found.place}


@dataclass(frozen=True)
class RecordsTask:
    """Some records to be looked at, and how many characters of each page are shown."""

    records: tuple[dict[str, Any], ...]
    most: int

    def __len__(self) -> int:
        return len(self.records)

    def split(self) -> list[RecordsTask]:
        """The records, each by itself."""
        return [RecordsTask((record,), self.most) for record in self.records]


def chunk_of_records(records: RecordsTask) -> Chunk:
    """What a worker does."""
    return chunk_of(_seen(record, records.most) for record in records.records)


def _seen(record: dict[str, Any], most: int) -> tuple[PageRow, PageView | None]:
    if record["error"]:
        return _row(record, {}, False), None
    found = _replayed(record) or _cleaned_again(record)
    if isinstance(found, str):
        shown = view_without_dump(record, most, found)
        return _row(record, {}, shown.short), shown
    page, article = found
    shown = page_view(page, article, most)
    cuts = cuts_on(page, article.ledger)
    return row_of(article, record["input"], "", cuts, shown.short), shown


def _lost(record: dict[str, Any], why: str, most: int) -> tuple[PageRow, PageView | None]:
    """A record whose input did its worker in."""
    shown = view_without_dump(
        record, most, f"The dump is not shown: cleaned again, it {visible(why)}."
    )
    return _row(record, {}, shown.short), shown


def _replayed(record: dict[str, Any]) -> tuple[Page, Article] | None:
    """The page and article of a record that has its blocks and its ledger."""
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
    """The page and article of a record's input; a sentence that says why there is none."""
    path = record["input"]
    if not isinstance(path, str) or not os.path.isfile(path):
        return DUMP_NOT_FOUND
    task = Task(
        (Item(path, path, 0, 0, OnDisk(path, container_of(Path(path)))),),
        DEFAULT_NAMES,
        DEFAULT_HOW,
        b"",
        (0, 0, 0),
        0,
    )
    for item, raw, _ in read_items(task):
        done = (
            raw
            if isinstance(raw, Unread)
            else cleaned(item, raw._replace(url=record["url"] or raw.url), DEFAULT_HOW)
        )
        if not isinstance(done, Unread):
            return (
                (done.page, done.article) if done.article.body == record["body"] else DUMP_DIFFERS
            )
    return DUMP_NOT_FOUND


def _status(record: dict[str, Any]) -> str:
    return FAILED if record["error"] else visible(str(record["status"]))


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else 0.0


def _row(record: dict[str, Any], cuts: Cuts, short: bool) -> PageRow:
    """The line of a record as it was written."""

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
