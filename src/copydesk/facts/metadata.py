"""What a page's metadata says of its story, read so that no shape of it can fail: JSON-LD, meta
elements, microdata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.url import path_of

STORY_TYPE = lazy_pattern(
    r"Article$|BlogPosting$|^Report$|^Recipe$|^HowTo$|^LiveBlogPosting$|^Review$|"
    r"^Chapter$|^DiscussionForumPosting$",
    re.IGNORECASE,
)
PAGE_TYPE = lazy_pattern(r"WebPage$|^ItemPage$|^AboutPage$|^MedicalWebPage$")
SITE_TYPE = lazy_pattern(r"Organization$|^WebSite$|^Corporation$|^LocalBusiness$|^Blog$")
ORGANISATION = lazy_pattern(r"Organization$|^Corporation$|^LocalBusiness$")
PERSON = "Person"
TAG = lazy_pattern(r"<[^<>]{1,300}>")
SPACES = lazy_pattern(r"\s+")
UNSPOKEN = lazy_pattern(r"[\W_]+")
SEPARATOR = lazy_pattern(r"\s(?:[-|–—·•»«:/~]|>>){1,3}\s|[|»«]|:\s")
"""What stands between a headline and a site's name in a title."""

STROKE = lazy_pattern(r"\s[|»•]\s")
"""The separators that no headline has of its own."""


class Named(NamedTuple):
    """A name that JSON-LD gives, and the type of thing it says has it (empty where it does not)."""

    name: str
    type: str


def plain(text: str) -> str:
    """A metadata text as a reader would see it: entities, tags and odd spaces put right (some are
    escaped twice).
    """
    if "&" in text:
        from html import unescape

        text = unescape(unescape(text))
    if "<" in text:
        text = TAG.sub(" ", text)
    return SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Only the letters and digits of a text in lower case, to compare it by."""
    return UNSPOKEN.sub("", text.lower())


def types(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The types of a JSON-LD node without their vocabulary's address."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return tuple(one.rsplit("/", 1)[-1].strip() for one in values if isinstance(one, str))


def texts(value: object, depth: int = 0) -> Iterator[str]:
    """The texts in a JSON-LD value, whether it is one, a list of them, or a node with a value."""
    if isinstance(value, str):
        text = plain(value)
        if text:
            yield text
    elif isinstance(value, list) and depth < 4:
        for one in value:
            yield from texts(one, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        yield from texts(value.get("@value") or value.get("name"), depth + 1)


@lru_cache(maxsize=2)
def story(page: Page) -> Mapping[str, Any]:
    """The JSON-LD node of the page's story, else of the page, else an empty one. Of several the one
    that says most counts.
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


@lru_cache(maxsize=2)
def _typed(page: Page) -> Mapping[str, list[Mapping[str, Any]]]:
    """Each type that stands on the page -> its JSON-LD nodes, in order."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for node in page.evidence.jsonld:
        for one in types(node):
            found.setdefault(one, []).append(node)
    return found


def _of_type(page: Page, wanted: re.Pattern[str]) -> list[Mapping[str, Any]]:
    """The JSON-LD nodes of which a type is one of these, in order."""
    chosen = {
        id(node) for one, nodes in _typed(page).items() if wanted.search(one) for node in nodes
    }
    return [node for node in page.evidence.jsonld if id(node) in chosen] if chosen else []


def _of_this_page(page: Page, node: Mapping[str, Any]) -> bool:
    """Whether a node's address, where it has one, is not another page's (a list of related
    articles).
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
    """The names in a JSON-LD value that stands for people or organisations; a reference is looked
    up on the page.
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
    """The JSON-LD node with this `@id` and a name, or an empty one."""
    if not isinstance(wanted, str):
        return {}
    return next(
        (node for node in page.evidence.jsonld if node.get("@id") == wanted and node.get("name")),
        {},
    )


@lru_cache(maxsize=2)
def site_names(page: Page) -> tuple[str, ...]:
    """The names by which the page calls its site, the surest first."""
    found = [page.site.name] if page.site is not None and page.site.name else []
    found += [
        *page.evidence.meta(
            "og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher"
        )
    ]
    found += [one.name for one in names(page, story(page).get("publisher"))]
    found += [name for node in _of_type(page, SITE_TYPE) for name in texts(node.get("name"))]
    return tuple(dict.fromkeys(text for one in found if (text := plain(one)) and len(text) < 80))


@lru_cache(maxsize=2)
def organisations(page: Page) -> frozenset[str]:
    """The names of the page's organisations, as `key` compares them."""
    nodes = [node for node in _of_type(page, ORGANISATION) if PERSON not in types(node)]
    return frozenset(key(name) for node in nodes for name in texts(node.get("name")))


@lru_cache(maxsize=2)
def host(page: Page) -> str:
    """The page's host without `www.`, or an empty text."""
    address = (
        page.url
        or next(page.evidence.meta("og:url"), None)
        or next((prop.value for prop in page.evidence.props if prop.name == "rel:canonical"), "")
    )
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=2)
def site_keys(page: Page) -> frozenset[str]:
    """The site's names and the labels of its host, as `key` compares them."""
    keys = {key(name) for name in site_names(page)}
    keys |= {key(label) for label in host(page).split(".")[:-1] if len(label) > 3} | {
        key(host(page))
    }
    return frozenset(keys - {""})


def is_site_name(page: Page, text: str) -> bool:
    """Whether a text is the site's name: one of those it gives itself, or its host read without
    spaces and dots.
    """
    squeezed, known = key(text[:LONGEST_NAME]), site_keys(page)
    if not squeezed or len(text) > LONGEST_NAME:
        return False
    return (
        squeezed in known
        or squeezed.removeprefix("the") in known
        or (len(squeezed) > 3 and squeezed in _host_key(page))
        or _is_of_host(page, text)
    )


def _is_of_host(page: Page, text: str) -> bool:
    """Whether a text is labels of the host in another order: "Bridgewater Tires" at
    tires.bridgewater.com.
    """
    labels = host(page).split(".")[:-1]
    words = text.lower().split() if len(labels) > 1 else []
    return len(words) > 1 and set(words) <= set(labels)


@lru_cache(maxsize=2)
def _host_key(page: Page) -> str:
    return key(host(page))


LONGEST_NAME = 100
LONGEST_TITLE = 400
"""Characters of a title in which a site's name is looked for."""


def without_site_name(page: Page, title: str) -> tuple[str, str | None]:
    """A title without a site's name before or after it, and that name; None where neither end is
    known to be one.
    """
    for match in SEPARATOR.finditer(title) if len(title) < LONGEST_TITLE else ():
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if tail and head and is_site_name(page, tail):
            return head, tail
        if tail and head and is_site_name(page, head):
            return without_site_name(page, tail)[0], head
    return title, None
