"""A block of a page: text, links, styles, and its place in the dump.

A box is an HTML element that holds blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from copydesk.text.lazy_pattern import lazy_pattern

Span = tuple[int, int]
"""Half-open offsets: in `Block.text` unless a name says they are in the source."""
CELL_BAR = lazy_pattern(r"\s?(?:^|(?<=\s))\|(?=\s|$)\s?")
"""The bar between two cells in the text of a table row; an empty cell is between two bars, or
before a bar that begins the text.
"""

KINDS = (
    "title",
    "heading",
    "paragraph",
    "item",
    "quote",
    "code",
    "caption",
    "table-row",
    "control",
)
"""Kinds of blocks. `title` is an HTML page's title element; `control` is a button, option or form
label.
"""
ITEM_TAGS = frozenset(("li", "dt", "dd"))
"""Elements that are a list's items."""


def cell_spans(text: str) -> Iterator[Span]:
    """Yield the span of each cell in the text of a table row."""
    start = 0
    for bar in CELL_BAR.finditer(text):
        yield start, bar.start()
        start = bar.end()
    yield start, len(text)


class Link(NamedTuple):
    """A link inside a block: offsets in its text, and the URL as written."""

    start: int
    end: int
    url: str


class Style(NamedTuple):
    """A style or picture inside a block: half-open offsets in its text.

    `kind` is `emphasis`, `strong`, `code` or `picture`; of a picture, whose span is empty,
    `url` is the URL as the page wrote it and `text` the alternative text.
    """

    start: int
    end: int
    kind: str
    url: str = ""
    text: str = ""

    def record(self) -> dict[str, Any]:
        """The style as plain JSON values; only a picture has URL and text."""
        found = {"start": self.start, "end": self.end, "kind": self.kind}
        return found | {"url": self.url, "text": self.text} if self.kind == "picture" else found


class Segment(NamedTuple):
    """A stretch of a block's text, and its source stretch in the decoded dump.

    Stretches of equal length correspond character by character; others only as a whole (an entity,
    a run of spaces, a soft hyphen).
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Block(NamedTuple):
    """One paragraph, heading, item, row or line of a page.

    `level` is a heading's 1 to 6 or an item's depth from 1. `linked` counts the characters of the
    text that are inside links. `box` is the index in `Page.boxes` of the innermost element around
    it (HTML; -1 in a text dump). `origin` maps the text to a text dump's source (empty for HTML).
    `tag` is the HTML element it came from. `ordered` is set for an item of a numbered list;
    `language` is the programming language that markup gives for code, or empty.

    >>> page, _ = copydesk.mark("<!doctype html><h2>The ferry</h2><p>It sails again.")
    >>> [(block.number, block.kind, block.level, block.text) for block in page.blocks]
    [(0, 'heading', 2, 'The ferry'), (1, 'paragraph', 0, 'It sails again.')]
    """

    number: int
    text: str
    kind: str = "paragraph"
    level: int = 0
    links: tuple[Link, ...] = ()
    linked: int = 0
    box: int = -1
    tag: str = ""
    origin: tuple[Segment, ...] = ()
    styles: tuple[Style, ...] = ()
    ordered: bool = False
    language: str = ""

    def source_spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The source spans of `text[start:end]`: half-open, disjoint, in order."""
        stop = len(self.text) if end is None else end
        found: list[Span] = []
        for segment in self.origin:
            if segment.end <= start or segment.start >= stop:
                continue
            first, last = segment.source_start, segment.source_end
            if segment.end - segment.start == last - first:
                first += max(0, start - segment.start)
                last -= max(0, segment.end - stop)
            if found and found[-1][1] == first:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return tuple(found)


class Box(NamedTuple):
    """An HTML element that holds blocks.

    `first` and `last` are the half-open range of their numbers. `names` are its class and id names
    as the page wrote them, `id` the id alone; `hidden` is the reason why a reader does not see it,
    or empty.
    """

    number: int
    parent: int
    tag: str
    names: tuple[str, ...]
    role: str
    hidden: str
    first: int
    last: int
    id: str = ""
