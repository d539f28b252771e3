"""Reads who wrote a story from metadata: JSON-LD and meta elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.facts import metadata
from copydesk.facts.author_label import author_label
from copydesk.facts.authorship import Claim, read_statement
from copydesk.model.page import Page
from copydesk.parse.person_name import surname_last

METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "og:author",
    "citation_author",
    "citation_authors",
    "shareaholic:article_author_name",
    "article:author_name",
    "article_author",
    "cxenseparse:author",
)
MAX_STATED = 200
"""Characters of a meta element below which it is a list of names."""


def statements(page: Page) -> Iterator[Claim]:
    """Yield the names that the page's metadata states."""
    yield from _in_jsonld(page)
    present = {name for name, _ in page.evidence.metas}
    for meta in METAS:
        if meta in present:
            stated = [
                metadata.plain(text)
                for text in page.evidence.meta(meta)
                if not text.startswith("http") and len(text) < MAX_STATED
            ]
            yield from _together(page, stated, f"meta:{meta}", f"meta:{meta}")
    for number in ("1", "2"):
        label = next(page.evidence.meta(f"twitter:label{number}"), "")
        if label and author_label(label).match(label + " "):
            stated = [metadata.plain(next(page.evidence.meta(f"twitter:data{number}"), ""))]
            yield from _together(page, stated, "meta:twitter:data", "meta:twitter:data")


def _in_jsonld(page: Page) -> Iterator[Claim]:
    node, who = page.facts.story, "json-ld:author"
    named = list(metadata.names(page, node.get("author") or node.get("creator")))
    people = [one.name for one in named if one.type.lower() in ("", "person")]
    others = [one.name for one in named if one.type.lower() not in ("", "person")]
    yield from _together(page, people, who, who)
    yield from _together(page, others, who, "json-ld:author of another type")


def _together(page: Page, stated: Sequence[str], who: str, feature: str) -> Iterator[Claim]:
    """Yield the people in one source's statements together, else the group."""
    read = [read_statement(page, surname_last(text)) for text in stated if text]
    why = (
        "JSON-LD names the author" if who.startswith("json") else "a meta element names the author"
    )
    for group in (False, True):
        people = tuple(
            dict.fromkeys(name for names, is_group in read if is_group is group for name in names)
        )
        if people:
            features = {feature: 1.0, "named in metadata": 1.0}
            yield Claim(people, features, who, why, group=group)
            return
