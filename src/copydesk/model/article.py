"""The article of a page, assembled from the page and its ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from copydesk.model.body import Paragraph, paragraphs
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.pictures import with_pictures
from copydesk.model.sentences import in_paragraphs
from copydesk.text.url import absolute

STORIES = ("ok", "short", "paywall")
"""The statuses of articles."""


class Image(NamedTuple):
    """A picture of the story; each member is None where the page has none.

    >>> Image("The ferry in port.", "Ann Roe", None).credit
    'Ann Roe'
    """

    caption: str | None
    credit: str | None
    url: str | None


@dataclass(frozen=True)
class Article:
    """The article of a page; docs/fields.md describes each field.

    A field that the page does not have is None or an empty tuple.

    >>> article = copydesk.clean("By Ann Roe\\n\\nThe ferry sails again on Thursday, she writes.")
    >>> article.status, article.is_article, article.authors
    ('short', True, ('Ann Roe',))
    >>> print(article.to_json(indent=2))
    {
      "headline": null,
      "byline": "Ann Roe",
    ...
    """

    headline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    photo_credit: str | None = None
    body: str = ""
    input: str | None = None
    url: str | None = None
    status: str = "empty"
    is_article: bool = False
    confidence: float = 0.0
    date_modified: str | None = None
    date_source: str | None = None
    images: tuple[Image, ...] = ()
    standfirst: str | None = None
    dateline: str | None = None
    contributors: tuple[str, ...] = ()
    source: str | None = None
    copyright: str | None = None
    site_name: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    notes: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    ledger: Ledger = field(default_factory=Ledger, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values in the documented order, without the ledger."""
        found: dict[str, Any] = {name: getattr(self, name) for name in ARTICLE_FIELDS}
        found["images"] = [image._asdict() for image in self.images]
        found["paragraphs"] = [paragraph.record() for paragraph in self.paragraphs]
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in found.items()
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """Return a JSON record without final line break.

        It is on one line unless indented.
        """
        # Imported on first use: the modules of writers/ import this one.
        from copydesk.writers.json import dumps

        return dumps(self.to_dict(), indent)

    def to_markdown(self) -> str:
        """The article as Markdown with YAML front matter."""
        from copydesk.writers import written

        return written(self, "markdown")


ARTICLE_FIELDS = tuple(name for name in Article.__dataclass_fields__ if name != "ledger")
"""The keys of an article's record, in their order in JSON."""


def assemble(page: Page, ledger: Ledger, input: str | None = None) -> Article:
    """Return the article of a page: its chosen finds and uncut text.

    `input` is where the page was read from.
    """
    base = page.facts.base_url
    body = tuple(
        paragraph.with_base(base)
        for paragraph in with_pictures(page, ledger, in_paragraphs(page, paragraphs(page, ledger)))
    )
    values: dict[str, Any] = {
        find.field: find.value for find in ledger.finds if find.chosen and find.field in _SINGLE
    }
    status = values.pop("status", "ok" if body else "empty")
    dated = ledger.chosen("date")
    return Article(
        **values,
        body="\n\n".join(paragraph.text for paragraph in body),
        paragraphs=body,
        input=input,
        url=page.facts.url,
        status=status,
        is_article=status in STORIES,
        confidence=_confidence(ledger),
        date_source=dated.who if dated else None,
        images=tuple(
            Image(caption or None, credit or None, absolute(url, base) if url else None)
            for caption, credit, url in (tuple(find.value) for find in ledger.all_chosen("image"))
        ),
        contributors=_all_values(ledger, "contributors"),
        tags=_all_values(ledger, "tags"),
        notes=tuple(dict.fromkeys((*page.notes, *_all_values(ledger, "note")))),
        ledger=ledger,
    )


_SINGLE = frozenset(ARTICLE_FIELDS) - frozenset(
    (
        "body",
        "paragraphs",
        "input",
        "url",
        "is_article",
        "confidence",
        "date_source",
        "images",
        "contributors",
        "tags",
        "notes",
    )
)
"""Fields whose value is that of their one chosen find."""


def _confidence(ledger: Ledger) -> float:
    find = ledger.chosen("confidence")
    return float(str(find.value)) if find else 0.0


def _all_values(ledger: Ledger, name: str) -> tuple[str, ...]:
    """The chosen values of a field that may have several, each once, in order."""
    return tuple(dict.fromkeys(str(find.value) for find in ledger.all_chosen(name)))
