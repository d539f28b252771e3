"""Tasks sent to a worker, and the outcomes that it sends back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from copydesk.batch.cleaning import FAILED, cleaned
from copydesk.batch.rows import Row, pack
from copydesk.gc_pause import uninterrupted
from copydesk.model.article import Article
from copydesk.model.options import Options
from copydesk.model.outcome import Cuts, Failure
from copydesk.model.raw import Raw
from copydesk.sources import files, mhtml
from copydesk.sources.container import Container
from copydesk.sources.errors import fault
from copydesk.sources.jsonl import ColumnNames, row_page
from copydesk.sources.storage import file_at
from copydesk.writers import written
from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions
from copydesk.writers.name_template import name_values


class OutputFormat(NamedTuple):
    """The format of the articles of a run.

    `form` is the format of a file for each page, empty where the output has rows; `packing` the
    packing of a block of rows; `taken` the input's columns that have a name of the article's;
    `markdown` what Markdown holds; `articles_only` leaves out all other pages; `named` is true
    where fields of the article name its file.
    """

    form: str = ""
    packing: str = ""
    taken: frozenset[str] = frozenset()
    markdown: MarkdownOptions = EVERYTHING_BUT_HEADING
    articles_only: bool = False
    named: bool = False


class OnDisk(NamedTuple):
    """A page in a file of its own, which the worker opens."""

    path: str
    form: Container


class Item(NamedTuple):
    """A record of an input.

    `name` is shown to the user, `target` is the input's path below the output. `number` is 0 for a
    file that is itself the page.
    """

    name: str
    target: str
    number: int
    offset: int
    content: bytes | Raw | Failure | OnDisk


@dataclass(frozen=True)
class Task:
    """Records that a worker cleans together.

    `columns` are those of Parquet rows without the page, as an Arrow stream. `place` is the
    journal's position when all are done: the number of the input in the list, and number and offset
    of its last record. `read` is the number of bytes of the inputs that are read then.
    """

    items: tuple[Item, ...]
    names: ColumnNames
    output: OutputFormat
    options: Options
    columns: bytes
    place: tuple[int, int, int]
    read: int

    def __len__(self) -> int:
        return len(self.items)

    def split(self) -> list[Task]:
        """Return a task for each record; their rows come back unpacked."""
        output = self.output._replace(packing="none") if self.output.packing else self.output
        return [replace(self, items=(item,), output=output, columns=b"") for item in self.items]


class Outcome(NamedTuple):
    """The outcome of a record.

    `why` is the cause of a failure, `refused` whether the input could not be opened, `text` the
    content of the page's file, `values` the fields that name it.
    """

    name: str
    target: str
    number: int
    offset: int
    url: str | None
    status: str
    is_article: bool
    confidence: float
    why: str
    refused: bool
    text: str
    cuts: Cuts
    seconds: float
    values: Mapping[str, str] = {}


class Done(NamedTuple):
    """The outcomes of a task's records, and their rows.

    The rows are packed, or unpacked where the task was split.
    """

    outcomes: tuple[Outcome, ...]
    block: bytes
    rows: tuple[Row, ...]


def work(task: Task) -> Done:
    """Clean a task; runs in a worker."""
    outcomes, rows = [], []
    for item, raw, columns in read_items(task):
        outcome, row = _clean(item, raw, columns, task)
        outcomes.append(outcome)
        rows.append(row)
    if not task.output.packing:
        return Done(tuple(outcomes), b"", ())
    if task.output.packing == "none":
        return Done(tuple(outcomes), b"", tuple(rows))
    return Done(tuple(outcomes), packed(task, rows), ())


def packed(task: Task, rows: list[Row]) -> bytes:
    """Return the rows of a task as a block of the output.

    It depends on nothing but them.
    """
    output, kept = task.output, None
    if output.articles_only:
        kept = [number for number, row in enumerate(rows) if row.record.get("is_article")]
        rows = [rows[number] for number in kept]
        if not rows:
            return b""
    return pack(rows, output.packing, output.taken, task.columns, kept)


def surely_packed(task: Task, done: Done) -> Done:
    """Pack the rows of records that were retried alone.

    A row that cannot be packed becomes a failure.
    """
    outcomes, rows = list(done.outcomes), list(done.rows)
    for number, (item, row) in enumerate(zip(task.items, done.rows, strict=True)):
        try:
            packed(replace(task, columns=b""), [row])
        # A row with any fault must not keep the others from being written.
        except Exception as error:  # noqa: BLE001
            outcomes[number], rows[number] = _failed(item, {}, fault("written", error))
    return Done(tuple(outcomes), packed(task, rows), ())


def lost(task: Task, why: str) -> Done:
    """Return the outcome of a record whose worker crashed."""
    (item,) = task.items
    columns = (
        row_page(item.content, item.name, task.names)[1] if isinstance(item.content, bytes) else {}
    )
    outcome, row = _failed(item, columns, why)
    return Done((outcome,), b"", (row,))


def read_items(task: Task) -> Iterator[tuple[Item, Raw | Failure, dict[str, Any]]]:
    """Yield the records' pages, with the columns of their rows."""
    for item in task.items:
        content = item.content
        if isinstance(content, bytes):
            raw, columns = row_page(content, item.name, task.names)
            yield item, raw, task.names.others(columns)
        elif isinstance(content, OnDisk):
            path, most = file_at(content.path), task.options.limits.max_bytes
            yield (
                item,
                mhtml.page_of(path, most) if content.form == "mhtml" else files.page_of(path, most),
                {},
            )
        else:
            yield item, content, {}


@uninterrupted
def _clean(
    item: Item, raw: Raw | Failure, columns: dict[str, Any], task: Task
) -> tuple[Outcome, Row]:
    if isinstance(raw, Failure):
        return _failed(item, columns, raw.why, refused=raw.refused)
    done = cleaned(raw._replace(input=item.name), task.options)
    if isinstance(done, Failure):
        return _failed(item, columns, done.why, raw.url)
    article = done.article
    try:
        text = (
            written(
                article,
                "jsonl" if task.output.form == "json" else task.output.form,
                task.output.markdown,
            )
            if task.output.form
            else ""
        )
    # A page that a writer fails on is a failed page; the run goes on.
    except Exception as error:  # noqa: BLE001
        return _failed(item, columns, fault("written", error), raw.url)
    outcome = Outcome(
        item.name,
        item.target,
        item.number,
        item.offset,
        raw.url,
        article.status,
        article.is_article,
        article.confidence,
        "",
        False,
        text,
        done.cuts,
        done.seconds,
        name_values(article, item.name) if task.output.named else {},
    )
    return outcome, Row(
        columns, article.to_dict() | {"error": None} if not task.output.form else {}
    )


def _failed(
    item: Item,
    columns: dict[str, Any],
    why: str,
    url: str | None = None,
    refused: bool = False,
) -> tuple[Outcome, Row]:
    record = Article(status=FAILED, input=item.name, url=url).to_dict() | {"error": why}
    place = (item.name, item.target, item.number, item.offset)
    outcome = Outcome(*place, url, FAILED, False, 0.0, why, refused, "", {}, 0.0)
    return outcome, Row(columns, record)
