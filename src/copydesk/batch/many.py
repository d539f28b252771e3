"""`clean_many`: cleans an iterable of pages in worker processes, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from copydesk.gc_pause import uninterrupted
from copydesk.model.options import DEFAULTS, Options
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw

if TYPE_CHECKING:
    from copydesk.model.article import Article
# Pages and characters of a task at most. Few, because a page is yielded only when its task is done.
PAGES, CHARACTERS = 8, 1 << 20


@dataclass(frozen=True)
class Pages:
    """A task of some pages; `first` is the number of the first."""

    first: int
    pages: tuple[Raw | Failure, ...]
    options: Options

    def __len__(self) -> int:
        return len(self.pages)

    def split(self) -> list[Pages]:
        """Return a task for each page."""
        return [
            replace(self, first=self.first + number, pages=(page,))
            for number, page in enumerate(self.pages)
        ]


def clean_many(
    pages: Iterable[Any],
    *,
    jobs: int | None = None,
    options: Options = DEFAULTS,
) -> Iterator[Article | Failure]:
    """Yield the articles of many pages in order, a Failure where one fails.

    >>> pages = ["The ferry sails again on Thursday.", b"\\x7fELF\\0"]
    >>> for one in copydesk.clean_many(pages, jobs=1):
    ...     print(one.sentence() if isinstance(one, copydesk.Failure) else one.body)
    The ferry sails again on Thursday.
    The page is binary data, not text.

    A page is str, bytes, a BeautifulSoup or a `Raw`. `jobs` worker processes (None: one for each
    processor) clean them; pages are taken only a few ahead of what is yielded. A page that exceeds
    the time limit of `options`, or crashes its worker, is tried once more alone and then a Failure.

    Raises ValueError for an unknown filter, and NoWorkers, a RuntimeError, where no worker stays
    alive. A script calls it under `if __name__ == "__main__":`, as whatever starts processes.
    """
    from copydesk.batch.pool import Lost, in_order, processors
    from copydesk.desk import LOGGER, chosen_steps

    chosen_steps(options.filters, options.preset)
    tasks = _tasks(pages, options)
    for _, parts in in_order(work, tasks, jobs or processors(), options.limits.seconds):
        for task, done in parts:
            found = (
                [Failure(task.pages[0].input, done.why, task.first)]
                if isinstance(done, Lost)
                else done
            )
            for one in found:
                if isinstance(one, Failure):
                    LOGGER.warning("%s", ascii(one.sentence()))
                yield one


def _tasks(pages: Iterable[Any], options: Options) -> Iterator[Pages]:
    first, held, size = 0, list[Raw | Failure](), 0
    for page in pages:
        raw = _portable(page if isinstance(page, Raw) else Raw(page))
        held.append(raw)
        size += len(raw.data) if isinstance(raw, Raw) else 0
        if len(held) >= PAGES or size >= CHARACTERS:
            yield Pages(first, tuple(held), options)
            first, held, size = first + len(held), [], 0
    if held:
        yield Pages(first, tuple(held), options)


def _portable(raw: Raw) -> Raw | Failure:
    """Return a page that can be pickled: of a soup only its markup."""
    data = raw.data
    if isinstance(data, (str, bytes)):
        return raw
    if isinstance(data, (bytearray, memoryview)):
        return raw._replace(data=bytes(data))
    if hasattr(data, "find_all"):
        return raw._replace(data=data.decode(formatter="minimal"), kind="html")
    return Failure(
        raw.input,
        f"cannot be read: a source is str, bytes or a BeautifulSoup, not {type(data).__name__}",
    )


def work(task: Pages) -> list[Article | Failure]:
    """Return the articles of a task's pages; runs in a worker."""
    found: list[Article | Failure] = []
    for number, raw in enumerate(task.pages, task.first):
        done = raw if isinstance(raw, Failure) else _article(raw, task.options)
        found.append(done._replace(number=number) if isinstance(done, Failure) else done)
    return found


@uninterrupted
def _article(raw: Raw, options: Options) -> Article | Failure:
    from copydesk.batch.cleaning import cleaned

    done = cleaned(raw, options)
    return done if isinstance(done, Failure) else done.article
