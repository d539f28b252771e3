"""Tags of well-formed markup, as the builder of blocks uses them.

Equal tags are read once: most inline tags occur more than once on a page, and pages of a site share
most others. The attributes of a box are read when it ends, if it holds a block.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from copydesk.readers.elements import FOREIGN, INLINE, STYLES, VOID
from copydesk.readers.hiding import why_hidden
from copydesk.readers.markup import attributes, link_address
from copydesk.readers.stated_props import Stated, inline_props

Value = TypeVar("Value")
MAX_CACHED_TAGS = 4_096
MAX_CACHED_CHARACTERS = 1_000
"""Characters of the longest tag that a cache keeps."""
LINK_ATTRIBUTES = re.compile(
    r' (?:aria-hidden|class|content|data-copydesk-\w+|datetime|hidden|itemprop|rel|style)="[^"]*"'
)
"""Attributes of a link that are read, besides its URL. Most links of a page have a title or data of
their own.
"""


class TagCache(dict[str, Value]):
    """Cache of a function's results, by the text between `<` and `>` of a tag."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, written: str) -> Value:
        found = self._read(written)
        if len(self) >= MAX_CACHED_TAGS:
            self.clear()
        if len(written) <= MAX_CACHED_CHARACTERS:
            self[written] = found
        return found


(
    OPEN_INLINE,
    OPEN_STYLE,
    OPEN_LINK,
    OPEN_FOREIGN,
    CLOSE_INLINE,
    CLOSE_STYLE,
    CLOSE_LINK,
    EMPTY,
    NOTHING,
) = range(9)
"""The steps of an inline tag: it opens or closes an element, is an element without content, or is
skipped.
"""


class Tag(NamedTuple):
    """An inline tag as the reader uses it.

    `step` is the step to take; `written` the text between `<` and `>` (of a link the URL alone,
    None where it has no attributes); `stated` the (name, machine value) of each Prop whose text is
    the element's. `leaf` is set for an element that can be read in one step if it holds text alone.
    """

    step: int
    name: str
    written: str | None = ""
    stated: tuple[Stated, ...] = ()
    leaf: bool = False


class Tags(TagCache[Tag]):
    """Cache of inline tags; links are cached without their URLs, void elements not at all."""

    def __missing__(self, written: str) -> Tag:
        if written.startswith("a ") and ' href="' in written:
            return self._link(written)
        name = written.partition(" ")[0]
        return Tag(EMPTY, name, written) if name in VOID else super().__missing__(written)

    def _link(self, written: str) -> Tag:
        """Return the tag of a link with a URL.

        Only the attributes that are read distinguish two links.
        """
        url = written.partition(' href="')[2].partition('"')[0]
        found = self["".join(("a", *LINK_ATTRIBUTES.findall(written)))]
        return Tag(OPEN_LINK, "a", link_address(url), found.stated, found.leaf)


def _inline(written: str) -> Tag:
    """Read an inline tag, with the Props of its attributes."""
    name = written.partition(" ")[0]
    if name.startswith("/"):
        return _closing(name[1:])
    if name not in INLINE:
        return Tag(NOTHING, "")
    found = attributes(written) if name != written else {}
    stated = inline_props(name, found, why_hidden(name, found))
    if name == "a":
        return Tag(OPEN_LINK, name, "" if found else None, stated, not stated)
    if name in FOREIGN:
        return Tag(OPEN_FOREIGN, name, written, stated)
    step = OPEN_STYLE if name in STYLES else OPEN_INLINE
    return Tag(step, name, written, stated, not stated)


def _closing(name: str) -> Tag:
    if name == "a":
        return Tag(CLOSE_LINK, name)
    return Tag(CLOSE_STYLE if name in STYLES else CLOSE_INLINE, name)


TAGS = Tags(_inline)


BoxAttributes = tuple[tuple[str, ...], str, str, str]
"""A box's class and id names, role, reason for being hidden, and id alone."""


def _box_attributes(written: str) -> BoxAttributes:
    name = written.partition(" ")[0]
    found = attributes(written) if name != written else {}
    identity = found.get("id", "")
    names = (*found.get("class", "").split(), *identity.split())
    return (names, found.get("role", ""), why_hidden(name, found), identity)


BOX_ATTRIBUTES = TagCache(_box_attributes)
