"""`clean_many`: pages in, articles out, in order, cleaned in worker processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.model.limits import MOST_BYTES, MOST_SECONDS
from copydesk.model.raw import Raw
from copydesk.sources.unread import Unread

if TYPE_CHECKING:
    from copydesk.model.article import Article
    from copydesk.rules import Rulebook
    from copydesk.rules.book import RulesAt

PAGES, CHARACTERS = 8, 1 << 20
"""The most that goes to a worker at once: few, for who asks for one page waits for those that
travel with it.
"""


class Failure(NamedTuple):
    """A page that gave no article: its number among the pages, from 0, where it came from, and why,
    as the end of a sentence.
    """

    number: int
    input: str | None
    why: str


@dataclass(frozen=True)
class Pages:
    """Some pages for a worker, the number of the first, and the filters and rules."""

    first: int
    pages: tuple[Raw | Unread, ...]
    filters: tuple[str, ...] | None
    max_bytes: int
    rules: RulesAt | None = None

    def __len__(self) -> int:
        return len(self.pages)

    def split(self) -> list[Pages]:
        """The pages, each by itself."""
        return [
            replace(self, first=self.first + number, pages=(page,))
            for number, page in enumerate(self.pages)
        ]


def clean_many(
    pages: Iterable[Any],
    *,
    jobs: int | None = None,
    timeout: float = MOST_SECONDS,
    max_bytes: int = MOST_BYTES,
    filters: Sequence[str] | None = None,
    rules: Rulebook | None = None,
) -> Iterator[Article | Failure]:
    """The articles of many pages, in their order; a Failure for each page that gives none.

    A page is str, bytes, a BeautifulSoup or a `Raw`. They are cleaned in `jobs` processes (one for
    each processor where it is None) and taken only a few ahead of what is yielded. A page that
    takes longer than `timeout` seconds, or kills its worker, is tried once more by itself and then
    a Failure; one longer than `max_bytes` is cut there, which its `notes` say. `rules` are those of
    sites, which `read_rules` gives. Raises ValueError for an unknown filter, NoWorkers, a
    RuntimeError, where no worker stays alive. A script calls it under `if __name__ == "__main__":`,
    as everything that starts processes.
    """
    from copydesk.batch.pool import Lost, in_order, processors
    from copydesk.desk import chosen_steps

    chosen_steps(filters)
    made = _tasks(
        pages, None if filters is None else tuple(filters), max_bytes, rules.at if rules else None
    )
    for _, parts in in_order(cleaned, made, jobs or processors(), timeout):
        for task, done in parts:
            yield from (
                [Failure(task.first, task.pages[0].input, done.why)]
                if isinstance(done, Lost)
                else done
            )


def _tasks(
    pages: Iterable[Any], filters: tuple[str, ...] | None, max_bytes: int, rules: RulesAt | None
) -> Iterator[Pages]:
    first, held, size = 0, list[Raw | Unread](), 0
    for page in pages:
        raw = _portable(page if isinstance(page, Raw) else Raw(page))
        held.append(raw)
        size += len(raw.data) if isinstance(raw, Raw) else 0
        if len(held) >= PAGES or size >= CHARACTERS:
            yield Pages(first, tuple(held), filters, max_bytes, rules)
            first, held, size = first + len(held), [], 0
    if held:
        yield Pages(first, tuple(held), filters, max_bytes, rules)


def _portable(raw: Raw) -> Raw | Unread:
    """A page as it can travel to a worker: a soup holds no more than its markup."""
    data = raw.data
    if isinstance(data, (str, bytes)):
        return raw
    if isinstance(data, (bytearray, memoryview)):
        return raw._replace(data=bytes(data))
    if hasattr(data, "find_all"):
        return raw._replace(data=data.decode(formatter="minimal"), kind="html")
    return Unread(
        raw.input or "the page",
        f"cannot be read: a source is str, bytes or a BeautifulSoup, not {type(data).__name__}",
    )


def cleaned(task: Pages) -> list[Article | Failure]:
    """What a worker does: the articles of the pages."""
    from copydesk.onepage import article_of

    found: list[Article | Failure] = []
    for number, raw in enumerate(task.pages, task.first):
        done = (
            raw
            if isinstance(raw, Unread)
            else article_of(raw, task.filters, task.max_bytes, task.rules)
        )
        found.append(
            Failure(number, raw.input, done.why) if isinstance(done, Unread) else done.article
        )
    return found
