"""copydesk as a step of a datatrove pipeline."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from datatrove.pipeline.base import PipelineStep

from copydesk.batch.many import clean_many
from copydesk.batch.worker import FAILED
from copydesk.model.article import Article
from copydesk.model.options import DEFAULTS, Options
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw

if TYPE_CHECKING:
    from datatrove.data import Document


class Articles(PipelineStep):  # type: ignore[misc] # datatrove brings no types
    """Makes each document's page, its `text`, into the article on it.

    `text` becomes the article's body; what else the article holds goes to the metadata under the
    names of the JSON record, and `copydesk_NAME` where a name is taken. Every document goes on: one
    without an article has the `status` that says what it is, one that failed `failed` and its
    `error`. `metadata["url"]` is the page's address, and `crawled` the name of the entry that holds
    the day of the fetch (datatrove's WARC reader calls it `date`). Each of datatrove's workers
    cleans in a process of its own, so that a page that crashes it or exceeds the time limit of
    `options` does not affect other pages.
    """

    name = "copydesk"
    type = "🛢 - EXTRAC"

    def __init__(
        self,
        crawled: str | None = None,
        options: Options = DEFAULTS,
    ) -> None:
        super().__init__()
        self.crawled = crawled
        self.options = options

    def run(
        self, data: Iterable[Document], rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """The documents, in their order."""
        ahead: deque[Document] = deque()

        def pages() -> Iterator[Raw]:
            for document in data:
                ahead.append(document)
                yield self._page(document)

        for found in clean_many(pages(), jobs=1, options=self.options):
            document = ahead.popleft()
            record = _record(found)
            self.stat_update("total", record["status"])
            document.text = record.pop("body")
            self.update_doc_stats(document)
            document.metadata |= {
                _free(name, document.metadata): value
                for name, value in record.items()
                if name not in ("url", "input")
            }
            yield document

    def _page(self, document: Document) -> Raw:
        day = str(document.metadata.get(self.crawled or "") or "")[:10]
        return Raw(document.text, None, "auto", document.metadata.get("url"), day or None)


def _record(found: Article | Failure) -> dict[str, Any]:
    if isinstance(found, Failure):
        return Article(status=FAILED).to_dict() | {"error": found.why}
    return found.to_dict() | {"error": None}


def _free(name: str, taken: dict[str, Any]) -> str:
    return f"copydesk_{name}" if name in taken else name
