"""A text dump to a Page: lines are read, what one sentence was broken into is joined, and each block keeps the map to its source.

Every shape of dump goes the same way: blocks between blank lines, a block a line, a text node a line, lines broken at a column, the page on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.page import Block, Link, Page, Segment
from copydesk.readers.text_join import joined, seam
from copydesk.readers.text_lines import Line, read_lines

if TYPE_CHECKING:
    from copydesk.site import Site


def read_text(source: str, *, url: str | None = None, crawled: str | None = None, notes: tuple[str, ...] = (), site: Site | None = None) -> Page:
    """The page of a decoded text dump. What holds no letter or digit (rules, bullets, lone punctuation) is in no block."""
    blocks: list[Block] = []
    for group in joined(read_lines(source)):
        if any(map(_has_word, group)):
            blocks.append(_block(len(blocks), group))
    return Page("text", source, tuple(blocks), url=url, crawled=crawled, notes=notes, site=site)


def _has_word(line: Line) -> bool:
    return any(map(str.isalnum, line.text))


def _block(number: int, group: Sequence[Line]) -> Block:
    first = group[0]
    if len(group) == 1:
        return Block(number, first.text, first.kind, first.level, first.links, _linked(first.links) if first.links else 0, origin=first.origin)
    text, origin, links = first.text, list(first.origin), list(first.links)
    pieces = [text]
    size = len(text)
    for before, line in pairwise(group):
        between = seam(before.text, line.text)
        origin.append(Segment(size, size + len(between), origin[-1].source_end, line.origin[0].source_start))
        pieces += (between, line.text)
        size += len(between)
        origin += (segment._replace(start=segment.start + size, end=segment.end + size) for segment in line.origin)
        links += (Link(link.start + size, link.end + size, link.url) for link in line.links)
        size += len(line.text)
    return Block(number, "".join(pieces), first.kind, first.level, tuple(links), _linked(links), origin=tuple(origin))


def _linked(links: Sequence[Link]) -> int:
    return sum(link.end - link.start for link in links)
