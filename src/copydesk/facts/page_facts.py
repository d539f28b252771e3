"""Facts of a page, each computed on first use: `page.facts`.

`Page.facts` imports this module when it is first read, because these modules import `Page`: at the
top of a module, imports lead from facts to model only. A fact that depends on the ledger as well is
kept by the ledger (`Ledger.computed_once`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from weakref import proxy

from copydesk.facts import addresses, legal_lines, metadata, story_extent, titles
from copydesk.model.block import Box
from copydesk.model.page import Page


class Facts:
    """Facts of one page that several steps need.

    It refers to its page weakly: with a cycle between the two, only the garbage collector could
    free a page.
    """

    def __init__(self, page: Page) -> None:
        self._page: Page = proxy(page)

    @cached_property
    def story(self) -> Mapping[str, Any]:
        """The JSON-LD node of the story, else of the page, else `{}`."""
        return metadata.story_node(self._page)

    @cached_property
    def nodes_by_type(self) -> Mapping[str, list[Mapping[str, Any]]]:
        """JSON-LD type -> its nodes, in page order."""
        return metadata.nodes_by_type(self._page)

    @cached_property
    def titles(self) -> tuple[titles.StatedTitle, ...]:
        """The titles in the metadata, by descending weight."""
        return titles.stated_titles(self._page)

    @cached_property
    def url(self) -> str | None:
        """The page's URL, given or stated by the page, or None."""
        return addresses.page_url(self._page)

    @cached_property
    def base_url(self) -> str | None:
        """The URL for resolving the page's relative addresses, or None."""
        return addresses.base_url(self._page)

    @cached_property
    def host(self) -> str:
        """The page's host without `www.`, or an empty string."""
        return metadata.host(self._page)

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """The site's names as the page states them, the surest first."""
        return metadata.site_names(self._page)

    @cached_property
    def site_keys(self) -> frozenset[str]:
        """The keys of the site's names, its host and the host's labels."""
        return metadata.site_keys(self._page)

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The keys of the names of the page's organisations."""
        return metadata.organisations(self._page)

    @cached_property
    def site_boxes(self) -> tuple[Box, ...]:
        """The boxes that are site furniture by their tag or role."""
        return story_extent.site_boxes(self._page)

    @cached_property
    def site_blocks(self) -> Mapping[int, str]:
        """Block inside site furniture -> the element's name."""
        return story_extent.site_blocks(self._page)

    @cached_property
    def legal_lines(self) -> tuple[int, ...]:
        """The blocks that are copyright lines, in page order."""
        return legal_lines.legal_lines(self._page)
