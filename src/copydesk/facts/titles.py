"""Titles in a page's metadata, without the site's name."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.lexicon import phrases
from copydesk.model.page import Page
from copydesk.text.tokens import tokens


class StatedTitle(NamedTuple):
    """A title in the metadata: its source (`who`), text, key and site name.

    `text` is without the site's name; `key` has its letters and digits for comparison.
    """

    who: str
    text: str
    key: str
    site: str | None


def names_no_story(text: str) -> bool:
    """Whether a title is that of a page without a story.

    "Page not found", "Search results for ferry"; the site's name may follow.
    """
    words = " ".join(tokens(metadata.SEPARATOR.split(text, maxsplit=1)[0])) + " "
    whole, begins = _no_headlines()
    return words in whole or words.startswith(begins)


@cache
def _no_headlines() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole titles and their beginnings, with a space behind each."""
    lines = [line for lines in phrases("no-headline").values() for line in lines]
    return frozenset(f"{line} " for line in lines), tuple(
        line.removesuffix("...") for line in lines if line.endswith(" ...")
    )


def stated_titles(page: Page) -> tuple[StatedTitle, ...]:
    """Return the titles in the page's metadata, by descending weight."""
    node, evidence = page.facts.story, page.evidence
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
            found.append(StatedTitle(who, text, key, site))
    return tuple(found)


def without_tail(
    page: Page, text: str, lines: frozenset[str] = frozenset()
) -> tuple[str, str | None]:
    """Return a visible headline without what follows a stroke, and that part.

    "Ferry sails again | Harbor News" ends at the stroke if the part before it is one of `lines`
    (keys) or more of the stated titles end there.
    """
    value, site = metadata.without_site_name(page, text)
    if site is None and (match := metadata.STROKE.search(value)):
        head = value[: match.start()].strip()
        if len(head.split()) > 2 and metadata.key(head) in lines:
            return head, value[match.end() :].strip()
        if len(head.split()) > 2 and _agreeing(page, head) > _agreeing(page, value):
            return head, value[match.end() :].strip()
    return value, site


def _agreeing(page: Page, text: str) -> int:
    """Count the stated titles that equal a text."""
    return sum(title.key == metadata.key(text) for title in page.facts.titles)
