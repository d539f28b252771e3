"""Reads a page's metadata: JSON-LD, meta elements and microdata.

`page.facts` keeps what the functions that take only a page return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.url import host_of, path_of

STORY_TYPE = lazy_pattern(
    r"Article$|BlogPosting$|^Report$|^Recipe$|^HowTo$|^LiveBlogPosting$|^Review$|"
    r"^Chapter$|^DiscussionForumPosting$",
    re.IGNORECASE,
)
PAGE_TYPE = lazy_pattern(r"WebPage$|^ItemPage$|^AboutPage$|^MedicalWebPage$")
SITE_TYPE = lazy_pattern(r"Organization$|^WebSite$|^Corporation$|^LocalBusiness$|^Blog$")
ORGANISATION = lazy_pattern(r"Organization$|^Corporation$|^LocalBusiness$")
PERSON = "Person"
MAX_SITE_NAME_CHARACTERS = 100
MAX_TITLE_CHARACTERS = 400
"""A longer title is not searched for the site's name."""
TAG = lazy_pattern(r"<[^<>]{1,300}>")
SPACES = lazy_pattern(r"\s+")
NOT_LETTERS = lazy_pattern(r"[\W_]+")
SEPARATOR = lazy_pattern(r"\s(?:[-|–—·•»«:/~]|>>){1,3}\s|[|»«]|:\s")
"""Separators between a headline and a site's name in a title."""

STROKE = lazy_pattern(r"\s[|»•]\s")
"""Separators that do not occur inside a headline."""


class Named(NamedTuple):
    """A name in JSON-LD and its node's type, empty if untyped."""

    name: str
    type: str


def plain(text: str) -> str:
    """Return a metadata text without entities, tags and repeated spaces.

    Some pages escape entities twice.
    """
    if "&" in text:
        from html import unescape

        text = unescape(unescape(text))
    if "<" in text:
        text = TAG.sub(" ", text)
    return SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Return the letters and digits of a text in lower case, for comparison."""
    return NOT_LETTERS.sub("", text.lower())


def types(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types of a JSON-LD node, without the vocabulary's URL."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return tuple(one.rsplit("/", 1)[-1].strip() for one in values if isinstance(one, str))


def texts(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the texts of a JSON-LD value: a string, a list or a node."""
    if isinstance(value, str):
        text = plain(value)
        if text:
            yield text
    elif isinstance(value, list) and depth < 4:
        for one in value:
            yield from texts(one, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        yield from texts(value.get("@value") or value.get("name"), depth + 1)


def story_node(page: Page) -> Mapping[str, Any]:
    """Return the JSON-LD node of the story, else of the page, else `{}`.

    Of several nodes, the one with the most of a story's properties counts.
    """
    for wanted in (STORY_TYPE, PAGE_TYPE):
        found = [node for node in _of_type(page, wanted) if _of_this_page(page, node)]
        if found:
            return max(
                found,
                key=lambda node: sum(
                    bool(node.get(name))
                    for name in (
                        "headline",
                        "author",
                        "datePublished",
                        "publisher",
                        "mainEntityOfPage",
                    )
                ),
            )
    return {}


def nodes_by_type(page: Page) -> Mapping[str, list[Mapping[str, Any]]]:
    """Index the page's JSON-LD nodes by type, in page order."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for node in page.evidence.jsonld:
        for one in types(node):
            found.setdefault(one, []).append(node)
    return found


def _of_type(page: Page, wanted: re.Pattern[str]) -> list[Mapping[str, Any]]:
    """Return the JSON-LD nodes with a matching type, in page order."""
    types_found = page.facts.nodes_by_type
    chosen = {
        id(node) for one, nodes in types_found.items() if wanted.search(one) for node in nodes
    }
    return [node for node in page.evidence.jsonld if id(node) in chosen] if chosen else []


def _of_this_page(page: Page, node: Mapping[str, Any]) -> bool:
    """Whether a node's URL, if any, is the page's own.

    Lists of related articles have nodes of their own.
    """
    if (
        "datePublished" in node
        and "headline" not in node
        and "name" not in node
        and "author" not in node
    ):
        return True
    own = {_path(address) for address in (page.url, *page.evidence.meta("og:url")) if address}
    stated = {
        _path(one)
        for name in ("url", "mainEntityOfPage")
        if isinstance(one := node.get(name), str) and one.startswith("http")
    }
    return not own or not stated or bool(own & stated) or len(page.evidence.jsonld) < 6


def _path(address: str) -> str:
    return path_of(address).strip("/").lower()


def names(page: Page, value: object, depth: int = 0) -> Iterator[Named]:
    """Yield the names in a JSON-LD value for people or organisations.

    A reference (`@id`) is looked up on the page.
    """
    if isinstance(value, str):
        text = plain(value)
        if text and not text.startswith(("http:", "https:", "//", "#")):
            yield Named(text, "")
    elif isinstance(value, list) and depth < 4:
        for one in value[:40]:
            yield from names(page, one, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        named = next(texts(value.get("name") or value.get("alternateName")), None)
        node = value if named else by_id(page, value.get("@id"))
        named = named or next(texts(node.get("name")), None)
        if named:
            yield Named(
                named,
                PERSON
                if any(one.lower() == PERSON.lower() for one in types(node))
                else next(iter(types(node)), ""),
            )


def by_id(page: Page, wanted: object) -> Mapping[str, Any]:
    """Return the JSON-LD node with this `@id` and a name, or `{}`."""
    if not isinstance(wanted, str):
        return {}
    return next(
        (node for node in page.evidence.jsonld if node.get("@id") == wanted and node.get("name")),
        {},
    )


def site_names(page: Page) -> tuple[str, ...]:
    """Return the site's names as the page states them, the surest first."""
    found = [page.site.name] if page.site is not None and page.site.name else []
    found += [
        *page.evidence.meta(
            "og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher"
        )
    ]
    found += [one.name for one in names(page, page.facts.story.get("publisher"))]
    found += [name for node in _of_type(page, SITE_TYPE) for name in texts(node.get("name"))]
    return tuple(dict.fromkeys(text for one in found if (text := plain(one)) and len(text) < 80))


def organisations(page: Page) -> frozenset[str]:
    """Return the keys of the names of the page's organisations."""
    nodes = [node for node in _of_type(page, ORGANISATION) if PERSON not in types(node)]
    return frozenset(key(name) for node in nodes for name in texts(node.get("name")))


def host(page: Page) -> str:
    """Return the page's host without `www.`, or an empty string."""
    address = (
        page.url
        or next(page.evidence.meta("og:url"), None)
        or next((prop.value for prop in page.evidence.props if prop.name == "rel:canonical"), "")
    )
    return host_of(address)


def site_keys(page: Page) -> frozenset[str]:
    """Return the keys of the site's names, its host and the host's labels."""
    own_host = page.facts.host
    keys = {key(name) for name in page.facts.site_names} | {key(own_host)}
    keys |= {key(label) for label in own_host.split(".")[:-1] if len(label) > 3}
    return frozenset(keys - {""})


def is_site_name(page: Page, text: str) -> bool:
    """Whether a text is one of the site's names, or its host without dots."""
    if len(text) > MAX_SITE_NAME_CHARACTERS:
        return False
    squeezed, known = key(text), page.facts.site_keys
    return squeezed != "" and (
        squeezed in known
        or squeezed.removeprefix("the") in known
        or (len(squeezed) > 3 and squeezed in key(page.facts.host))
        or _is_of_host(page, text)
    )


def _is_of_host(page: Page, text: str) -> bool:
    """Whether a text is the host's labels in another order.

    "Bridgewater Tires" is the site's name at tires.bridgewater.com.
    """
    labels = page.facts.host.split(".")[:-1]
    words = text.lower().split() if len(labels) > 1 else []
    return len(words) > 1 and set(words) <= set(labels)


def without_site_name(page: Page, title: str) -> tuple[str, str | None]:
    """Return a title without the site's name at an end, and that name.

    The name is None if neither end is one of the site's names.
    """
    for match in SEPARATOR.finditer(title) if len(title) < MAX_TITLE_CHARACTERS else ():
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if tail and head and is_site_name(page, tail):
            return head, tail
        if tail and head and is_site_name(page, head):
            return without_site_name(page, tail)[0], head
    return title, None
