"""Finds the site's name: in metadata, or beside the headline in the title."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.fields.lead.headline import unlabelled
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

LONGEST = 60
"""Characters of a site's name; a longer text behind a title is its slogan."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The site's name, best first."""
    if page.site is not None and page.site.name:
        yield Find(
            "site_name",
            page.site.name,
            None,
            None,
            "site-rule",
            "the rules of the site say so",
            1.0,
        )
    for name in page.evidence.meta("og:site_name"):
        yield Find(
            "site_name",
            metadata.plain(name),
            None,
            None,
            "meta:og:site_name",
            "the page says so",
            0.95,
        )
    for named in metadata.names(page, page.facts.story.get("publisher")):
        yield Find(
            "site_name",
            named.name,
            None,
            None,
            "json-ld:publisher",
            "JSON-LD names the publisher",
            0.8,
        )
    for name in page.facts.site_names:
        yield Find("site_name", name, None, None, "metadata", "the page says so", 0.7)
    headline = ledger.chosen("headline")
    if headline:
        yield from _beside(page, str(headline.value))


def _beside(page: Page, headline: str) -> Iterator[Find]:
    """Yield the texts beside the headline in a title or a repeated line."""
    titles = [(None, page.evidence.title)] if page.evidence.title else []
    first = page.tokens[0][:1] if page.blocks else []
    words = headline.split()
    near = page.having(words[0].lower().strip("‘“'\"")) if words and page.form == "text" else []
    for number, title in (
        *titles,
        *((number, unlabelled(page.blocks[number].text)) for number in near if first),
    ):
        if (
            not title
            or len(title) > metadata.MAX_TITLE_CHARACTERS
            or headline not in title
            or len(title) == len(headline)
        ):
            continue
        rest = title.replace(headline, "", 1)
        match = metadata.SEPARATOR.match(rest) or metadata.SEPARATOR.search(rest)
        name = rest.strip(" -|–—·•»«:/~")
        if match and 1 < len(name) < LONGEST and not metadata.SEPARATOR.search(name):
            yield Find(
                "site_name",
                name,
                number,
                None,
                "title" if number is None else "line",
                "beside the headline",
                0.6,
            )
