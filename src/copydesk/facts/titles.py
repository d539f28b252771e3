"""The titles that a page's metadata states of its story, without the site's name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.lexicon import phrases
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

CLAIMS = {
    "json-ld:headline": 2.2,
    "meta:og:title": 2.0,
    "itemprop:headline": 1.5,
    "title": 1.5,
    "meta:twitter:title": 0.7,
    "meta:title": 0.7,
}
"""How much each statement of the title counts for a line that agrees with it."""


class Claim(NamedTuple):
    """A title that the page's metadata states: who says so, the text without the site's name, and
    the text's letters to compare.
    """

    who: str
    text: str
    key: str
    site: str | None


def names_no_story(text: str) -> bool:
    """Whether a title is only what pages without a story are headed by, before its site's name:
    "Page not found", "Search results for ferry".
    """
    words = " ".join(tokens(metadata.SEPARATOR.split(text, maxsplit=1)[0])) + " "
    whole, begins = _no_headlines()
    return words in whole or words.startswith(begins)


@cache
def _no_headlines() -> tuple[frozenset[str], tuple[str, ...]]:
    """What such titles are, and what they begin with, each with a space behind it."""
    lines = [line for lines in phrases("no-headline").values() for line in lines]
    return frozenset(f"{line} " for line in lines), tuple(
        line.removesuffix("...") for line in lines if line.endswith(" ...")
    )


@lru_cache(maxsize=2)
def claims(page: Page) -> tuple[Claim, ...]:
    """The titles that the page's metadata states, the weightiest first."""
    node, evidence = metadata.story(page), page.evidence
    stated = [
        ("json-ld:headline", text)
        for text in metadata.texts(node.get("headline") or node.get("name"))
    ][:1]
    stated += [("meta:og:title", text) for text in evidence.meta("og:title")][:1]
    stated += [
        ("itemprop:headline", prop.value)
        for prop in evidence.props
        if prop.name == "itemprop:headline"
    ][:1]
    stated += [("title", evidence.title)] if evidence.title else []
    stated += [("meta:twitter:title", text) for text in evidence.meta("twitter:title")][:1]
    stated += [
        ("meta:title", text)
        for text in evidence.meta(
            "title", "dc.title", "parsely-title", "sailthru.title", "dcterms.title"
        )
    ][:1]
    found = []
    for who, raw in stated:
        text, site = metadata.without_site_name(page, metadata.plain(raw))
        key = metadata.key(text)
        if key and not names_no_story(text):
            found.append(Claim(who, text, key, site))
    return tuple(found)


def without_tail(
    page: Page, text: str, lines: frozenset[str] = frozenset()
) -> tuple[str, str | None]:
    """A visible headline without what stands behind a stroke, where its own statements or one of
    its `lines` end there: "Ferry sails again | Harbor News".
    """
    value, site = metadata.without_site_name(page, text)
    if site is None and (match := metadata.STROKE.search(value)):
        head = value[: match.start()].strip()
        if len(head.split()) > 2 and metadata.key(head) in lines:
            return head, value[match.end() :].strip()
        if len(head.split()) > 2 and sum(
            claim.key == metadata.key(head) for claim in claims(page)
        ) > sum(claim.key == metadata.key(value) for claim in claims(page)):
            return head, value[match.end() :].strip()
    return value, site
