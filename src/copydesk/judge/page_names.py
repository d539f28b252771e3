"""Features of the names that a site gives a page: address and classes."""

from __future__ import annotations

import re

from copydesk.model.page import Page
from copydesk.text.tokens import name_parts
from copydesk.text.url import host_of, path_of

STORY_NAMES = frozenset(
    ["article", "blogpost", "news", "newsarticle", "post", "postid", "single", "singular", "story"]
)
LIST_NAMES = frozenset(
    (  # noqa: SIM905
        "archive cart catalog category collection forum forums list listing product products "
        "question questions search shop store tag taxonomy term thread threads topic"
    ).split()
)
"""Parts of the class and id names that site software gives the body of a story's page, and of a
page of many things.
"""
STORY_FOLDERS = frozenset(
    [
        "article",
        "articles",
        "blog",
        "blogs",
        "magazine",
        "news",
        "post",
        "posts",
        "press",
        "press-release",
        "stories",
        "story",
    ]
)
LIST_FOLDERS = frozenset(
    (  # noqa: SIM905
        "archive archives categories category collection collections directory forum forums "
        "item product products question questions search shop store tag tags thread threads "
        "topic topics"
    ).split()
)
"""Folders in the addresses of stories, and of lists, shops and forums; many are names of hosts too
(`blog.`, `shop.`).
"""
LIST_HOSTS = frozenset(("community", "forum", "forums", "shop", "store"))


def _address(page: Page) -> str:
    """The page's address: as given, or as the page states it."""
    stated = (prop.value for prop in page.evidence.props if prop.name == "rel:canonical")
    return page.url or next(stated, None) or next(page.evidence.meta("og:url"), "")


def of_address(page: Page) -> list[int]:
    """Return the features of the page's address."""
    address = _address(page)
    parts = [part for part in path_of(address).split("/") if part]
    last = parts[-1] if parts else ""
    slug = len(re.findall(r"[a-z]{2,}", last.lower()))
    return [
        min(20, slug),
        min(10, len(parts)),
        bool(re.search(r"\d{4}", last)) * 1,
        (bool(address) and not parts) * 1,
        bool(address) * 1,
    ]


def of_names(page: Page) -> list[int]:
    """Return the features of the names that the site's software gives.

    They are of the page's body element, and of the folders and host of its address.
    """
    names = {
        part
        for box in page.boxes
        if box.tag in ("html", "body")
        for name in box.names
        for part in name_parts(name)
    }
    address = _address(page).lower()
    folders, hosts = set(path_of(address).split("/")[:-1]), set(host_of(address).split("."))
    return [
        (not STORY_NAMES.isdisjoint(names)) * 1,
        (not LIST_NAMES.isdisjoint(names)) * 1,
        (not STORY_FOLDERS.isdisjoint(folders | hosts)) * 1,
        (not (LIST_FOLDERS.isdisjoint(folders) and LIST_HOSTS.isdisjoint(hosts))) * 1,
    ]
