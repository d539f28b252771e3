"""A tag of well-formed markup, and what it means to the builder of blocks.

A tag is read once for all that are the same: two thirds of a page's tags occur on it more than
once, and pages of a site share most others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.readers.elements import FOREIGN, INLINE, KINDS, SPECIAL, STYLES, VOID
from copydesk.readers.hiding import why_hidden
from copydesk.readers.markup import attributes, link_address
from copydesk.readers.stated_props import Stated, box_props, inline_props

(
    OPEN_BLOCK,
    OPEN_INLINE,
    OPEN_STYLE,
    OPEN_LINK,
    OPEN_FOREIGN,
    CLOSE_BLOCK,
    CLOSE_INLINE,
    CLOSE_STYLE,
    CLOSE_LINK,
    EMPTY,
    WHOLE,
    NOTHING,
) = range(12)
"""The steps of a tag: what it opens or closes, an element without content, one with its unparsed
content, and what is passed over.
"""
MOST_KEPT, LONGEST_KEPT = 4_096, 1_000
"""Tags in the cache, and the characters of the longest."""


LINK_ATTRIBUTES = re.compile(
    r' (?:aria-hidden|class|content|data-copydesk-\w+|datetime|hidden|itemprop|rel|style)="[^"]*"'
)
"""Attributes of a link that are read, besides its URL. Most links of a page have a title or data of
their own.
"""


class Tag(NamedTuple):
    """A tag as the builder uses it.

    `step` is the step to take; `written` the text between `<` and `>` (of a link the URL alone,
    None where it has no attributes; of WHOLE the content); `kind` the kind and level of the blocks
    directly in it, or None where other elements decide; `stated` the (name, machine value) of each
    Prop whose text is the element's.

    `leaf` is set for an element that, where it holds text alone, can be read in one step. A box
    keeps its class and id names, its role, the reason why it is hidden (empty where it is visible),
    and the id alone.
    """

    step: int
    name: str
    written: str | None = ""
    kind: tuple[str, int] | None = None
    stated: tuple[Stated, ...] = ()
    leaf: bool = False
    names: tuple[str, ...] = ()
    role: str = ""
    hidden: str = ""
    id: str = ""


class Tags(dict[str, Tag]):
    """Cache of tags by the text between `<` and `>`.

    Links are cached without their URLs; tags that hardly ever occur twice are not cached.
    """

    def __missing__(self, written: str) -> Tag:
        if written.startswith("a ") and ' href="' in written:
            return self._link(written)
        name = written.partition(" ")[0]
        if name in VOID:
            return Tag(EMPTY, name, written)
        tag = _read(name, written)
        if len(self) >= MOST_KEPT:
            self.clear()
        if len(written) <= LONGEST_KEPT:
            self[written] = tag
        return tag

    def _link(self, written: str) -> Tag:
        """Return the tag of a link with a URL.

        Only the attributes that are read distinguish two links.
        """
        before, _, rest = written.partition(' href="')
        url, _, after = rest.partition('"')
        found = self["".join(("a", *LINK_ATTRIBUTES.findall(before + after)))]
        return Tag(OPEN_LINK, "a", link_address(url), None, found.stated, found.leaf)


TAGS = Tags()


def _unparsed(written: str) -> Tag:
    """A comment, a declaration, or an element with its content."""
    if written[:1] in ("!", "?", ""):
        return Tag(NOTHING, "")
    opened, _, content = written.partition(">")
    return Tag(WHOLE, opened.partition(" ")[0], content.rpartition("</")[0])


def _read(name: str, written: str) -> Tag:
    if ">" in written or written[:1] in ("!", "?", ""):
        return _unparsed(written)
    if name[0] == "/":
        return _closing(name[1:])
    found = attributes(written) if name != written else {}
    return _inline(name, written, found) if name in INLINE else _box(name, written, found)


def _closing(name: str) -> Tag:
    if name == "a":
        return Tag(CLOSE_LINK, name)
    if name in STYLES:
        return Tag(CLOSE_STYLE, name)
    return Tag(CLOSE_INLINE if name in INLINE else CLOSE_BLOCK, name)


def _box(name: str, written: str, found: dict[str, str]) -> Tag:
    """An element that is a box."""
    stated = box_props(name, found)
    identity = found.get("id", "")
    names = tuple(
        found["class"].split() + identity.split() if "class" in found else identity.split()
    )
    return Tag(
        OPEN_BLOCK,
        name,
        written,
        KINDS.get(name),
        stated,
        not stated and name not in SPECIAL,
        names,
        found.get("role", ""),
        why_hidden(name, found),
        identity,
    )


def _inline(name: str, written: str, found: dict[str, str]) -> Tag:
    """The tag of an inline element, with the Props of its attributes."""
    stated = inline_props(name, found, why_hidden(name, found))
    if name == "a":
        return Tag(OPEN_LINK, name, "" if found else None, None, stated, not stated)
    if name in FOREIGN:
        return Tag(OPEN_FOREIGN, name, written, None, stated)
    step = OPEN_STYLE if name in STYLES else OPEN_INLINE
    return Tag(step, name, written, None, stated, not stated)
