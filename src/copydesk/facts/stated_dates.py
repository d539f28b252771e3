"""Dates in metadata, and the order of day and month on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.model.block import Span
from copydesk.model.page import Page
from copydesk.parse.dates import markup_date
from copydesk.parse.dates.clock import Dated
from copydesk.text.lazy_pattern import lazy_pattern

PUBLISHED_METAS = {
    name: tier
    for tier, names in (
        ("article:published_time", "article:published_time og:article:published_time"),
        (
            "publication",
            "datepublished parsely-pub-date pubdate publishdate publish-date publish_date "
            "publication_date article.published published-date og:published_time "
            "originalpublicationdate rnews:datepublished bt:pubdate article_date_original",
        ),
        (
            "publisher",
            "sailthru.date citation_publication_date cxenseparse:recs:publishtime "
            "cxenseparse:publishtime prism.publicationdate og:pubdate",
        ),
        (
            "issued",
            "dcterms.created dc.date.issued dcterms.issued dc.date.created displaydate "
            "citation_date bepress_citation_date citation_online_date date-pub",
        ),
        ("date", "date datecreated dc.created"),
        ("dc.date", "dc.date dcterms.date last-published release_date"),
    )
    for name in names.split()
}
"""Meta element -> the group it is weighed with. `dc.date` and `dcterms.date` name another day (the
import) on 11 of 24 pages.
"""
MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "revised",
    "og:modified_time",
    "og:article:modified_time",
    "article:modified",
    "bt:moddate",
    "last_updated_date",
    "updated",
)
ADDRESS = lazy_pattern(
    r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?:[/-]|\b)|/((?:19|"
    r"20)\d\d)(?:-([01]?\d)-([0-3]?\d)\b|/([01]?\d)/([0-3]?\d)(?:/|$))"
)
STATING = lazy_pattern(
    r"(?:publish|pubdate|pub_date|published|issued|uploaded|creationdate)", re.IGNORECASE
)
"""Names of further meta elements with a publication date."""


class DateClaim(NamedTuple):
    """A date from one piece of evidence, and the features of the evidence.

    `who` and `why` name the evidence; `block` and `span` are where the date was read.
    """

    dated: Dated
    features: Mapping[str, float]
    who: str
    why: str
    block: int | None = None
    span: Span | None = None


def day_first(page: Page) -> bool | None:
    """Whether numeric dates of the page have the day first; None: unknown.

    The site's rules, the page's language and its host decide: only American pages put the month
    first.
    """
    if page.site is not None and page.site.date_order:
        return page.site.date_order == "day-month"
    language = (
        (page.evidence.language or next(page.evidence.meta("og:locale"), ""))
        .lower()
        .replace("_", "-")
    )
    host = page.facts.host
    if language in ("en-us", "en-ph") or host.endswith((".gov", ".mil", ".us")):
        return False
    if (language and not language.startswith("en")) or language in (
        "en-gb",
        "en-au",
        "en-nz",
        "en-ie",
        "en-in",
        "en-za",
    ):
        return True
    tail = host.rsplit(".", 1)[-1]
    return (
        True
        if len(tail) == 2 and tail not in ("us", "io", "co", "ai", "tv", "me", "ca", "ph")
        else None
    )


def address_day(url: str | None) -> str | None:
    """Return the day in a page's URL, or None."""
    match = ADDRESS.search(url or "")
    parts = [part for part in match.groups() if part] if match else []
    return markup_date("-".join(part.zfill(2) for part in parts)) if parts else None


def stated(page: Page) -> Iterator[DateClaim]:
    """Yield the publication dates in metadata."""
    node = page.facts.story
    for name in ("datePublished", "dateCreated", "uploadDate"):
        for text in metadata.texts(node.get(name)):
            yield from _claim(text, f"json-ld:{name}", f"json-ld:{name}", "JSON-LD states it")
    if "datePublished" not in node:
        texts = [
            text
            for other in page.evidence.jsonld
            if other is not node
            for text in metadata.texts(other.get("datePublished"))
        ]
        if len(set(texts)) == 1:
            yield from _claim(
                texts[0],
                "json-ld:datePublished of another node",
                "json-ld:datePublished",
                "JSON-LD states it",
            )
    for key, content in page.evidence.metas:
        if key in PUBLISHED_METAS and content:
            yield from _claim(
                content,
                f"meta {PUBLISHED_METAS[key]}",
                f"meta:{key}",
                "a meta element states it",
            )
        elif content and len(content) < 50 and STATING.search(key) and "modif" not in key:
            yield from _claim(
                content, "meta of another name", f"meta:{key}", "a meta element states it"
            )


def stated_modified(page: Page) -> Iterator[DateClaim]:
    """Yield the modification dates in metadata."""
    for text in metadata.texts(page.facts.story.get("dateModified")):
        yield from _claim(text, "json-ld:dateModified", "json-ld:dateModified", "JSON-LD states it")
    for text in page.evidence.meta(*MODIFIED_METAS):
        yield from _claim(text, "meta modified", "meta:modified", "a meta element states it")


def _claim(text: str, feature: str, who: str, why: str) -> Iterator[DateClaim]:
    value = markup_date(metadata.plain(text))
    if value:
        yield DateClaim(Dated(0, 0, value), {feature: 1.0}, who, why)
