"""A page's own address, and the base of its relative addresses."""

from __future__ import annotations

from copydesk.model.page import Page
from copydesk.text.url import absolute, is_web_address


def page_url(page: Page) -> str | None:
    """Return the page's URL: as given, else its canonical link, else `og:url`.

    One that states no http or https URL does not count.
    """
    stated = (prop.value for prop in page.evidence.props if prop.name == "rel:canonical")
    return page.url or next(
        (url for url in (*stated, *page.evidence.meta("og:url")) if is_web_address(url)), None
    )


def base_url(page: Page) -> str | None:
    """Return the URL that the page's relative addresses are resolved against."""
    stated = next((prop.value for prop in page.evidence.props if prop.name == "base"), "")
    base = absolute(stated, page.facts.url) if stated else page.facts.url
    return base if base and is_web_address(base) else page.facts.url
