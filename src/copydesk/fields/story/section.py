"""Finds the section the story stands in and its tags, where the page's metadata or its markup says so."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.fields import metadata
from copydesk.ledger import Find, Ledger
from copydesk.page import Page

MOST = 40
"""Tags or keywords beyond this are there for search engines."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The section, best first, then the tags in order."""
    node = metadata.story(page)
    stated = [("meta:article:section", text) for text in page.evidence.meta("article:section", "parsely-section", "sailthru.section")]
    stated += [("json-ld:articleSection", text) for text in metadata.texts(node.get("articleSection"))]
    for who, text in stated:
        if len(text) < 60:
            yield Find("section", metadata.plain(text), None, None, who, "the page's metadata says so", 0.9)
    tags = [("meta:article:tag", text) for text in page.evidence.meta("article:tag")]
    tags += [("json-ld:keywords", text) for text in metadata.texts(node.get("keywords"))]
    seen: set[str] = set()
    for who, text in tags[:MOST]:
        for tag in metadata.plain(text).split(","):
            if tag.strip() and metadata.key(tag) not in seen:
                seen.add(metadata.key(tag))
                yield Find("tags", tag.strip(), None, None, who, "the page's metadata says so", 0.9)
