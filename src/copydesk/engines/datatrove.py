"""copydesk as a step of a datatrove pipeline."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from datatrove.pipeline.base import PipelineStep

from copydesk.batch.cleaning import FAILED
from copydesk.batch.many import clean_many
from copydesk.model.article import Article
from copydesk.model.options import DEFAULTS, Options
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw

if TYPE_CHECKING:
    from datatrove.data import Document


class Articles(PipelineStep):  # type: ignore[misc] # datatrove brings no types
    """Replaces each document's `text`, the page, by the body of its article.

    The other fields of the article go to the metadata under the names of the JSON record, or
    `copydesk_NAME` where a name is taken. Every document is passed on: one without an article with
    its `status`, one that failed with the status `failed` and its `error`. `metadata["url"]` is the
    page's URL, and `crawled` the name of the entry with the day of the fetch (datatrove's WARC
    reader calls it `date`). Each of datatrove's workers cleans in a process of its own, so that a
    page that crashes it or exceeds the time limit of `options` does not affect other pages.
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
        """Yield the documents, in order."""
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
