"""Finds the story's section in the page's metadata."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The section, best first."""
    node = page.facts.story
    stated = [
        ("meta:article:section", text)
        for text in page.evidence.meta("article:section", "parsely-section", "sailthru.section")
    ]
    stated += [
        ("json-ld:articleSection", text) for text in metadata.texts(node.get("articleSection"))
    ]
    for who, text in stated:
        if len(text) < 60:
            yield Find(
                "section", metadata.plain(text), None, None, who, "the page's metadata says so", 0.9
            )
