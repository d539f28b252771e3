"""Reads a text dump: lines, then sentences, then blocks.

The lines that one sentence was broken into are joined, and each block keeps the map to its source.
Every shape of dump is read the same way: blocks between blank lines, a block a line, a text node a
line, lines broken at a column, the page on one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.model.block import Block, Link, Segment, Style
from copydesk.model.evidence import Evidence
from copydesk.model.limits import MAX_BLOCK_CHARACTERS, MAX_BLOCKS
from copydesk.model.page import Page
from copydesk.readers.line_edge import seam
from copydesk.readers.text_join import joined
from copydesk.readers.text_lines import DumpLine, read_lines
from copydesk.text.url import is_web_address

if TYPE_CHECKING:
    from copydesk.model.site import Site

MAX_HEAD_LINES = 6
"""Lines at the top of a dump in which the tool that made it may state the page's address."""
MAX_LABEL_WORDS = 2
"""Words of the label of such a line: "URL Source"."""


def read_text(
    source: str,
    *,
    url: str | None = None,
    crawled: str | None = None,
    notes: tuple[str, ...] = (),
    site: Site | None = None,
) -> Page:
    """Return the page of a decoded text dump.

    Lines without a letter or digit (rules, bullets, lone punctuation) are in no block.
    """
    blocks: list[Block] = []
    pictures: list[tuple[int, str, str]] = []
    lines, last_pictures, end = read_lines(source)
    cuts = ["truncated:lines"] if end < len(source) else []
    for group in joined(lines):
        pictures += _pictures(len(blocks), [style for line in group for style in line.pictures])
        if any(map(_has_word, group)):
            if len(blocks) == MAX_BLOCKS:
                end = group[0].start
                cuts.append("truncated:blocks")
                break
            blocks.append(_block(len(blocks), group))
    else:
        pictures += _pictures(len(blocks), last_pictures)
    for number, block in enumerate(blocks):
        if len(block.text) > MAX_BLOCK_CHARACTERS:
            blocks[number] = _shortened(block)
            cuts += [] if "truncated:text" in cuts else ["truncated:text"]
    return Page(
        "text",
        source[:end],
        tuple(blocks),
        evidence=Evidence(pictures=tuple(pictures)),
        url=url or _stated_url(lines),
        crawled=crawled,
        notes=(*notes, *cuts),
        site=site,
    )


def _stated_url(lines: Sequence[DumpLine]) -> str | None:
    """Return the address at the top of a dump ("URL Source: https://..."), or None."""
    for line in lines[:MAX_HEAD_LINES]:
        label, _, address = line.text.partition(": ")
        words = label.upper().split()
        if (
            "URL" in words
            and len(words) <= MAX_LABEL_WORDS
            and " " not in address
            and is_web_address(address)
        ):
            return address
    return None


def _pictures(following: int, styles: Iterable[Style]) -> Iterator[tuple[int, str, str]]:
    """Yield evidence of pictures: the number of the block that follows, address, text."""
    return ((following, style.url, style.text) for style in styles)


def _shortened(block: Block) -> Block:
    """A block cut to the limit, never within a run that is one character."""
    end = next(
        (
            segment.start
            for segment in block.origin
            if segment.start < MAX_BLOCK_CHARACTERS < segment.end and not _by_character(segment)
        ),
        MAX_BLOCK_CHARACTERS,
    )
    origin = [segment for segment in block.origin if segment.start < end]
    if origin and origin[-1].end > end:
        first, _, source_first, _ = origin[-1]
        origin[-1] = Segment(first, end, source_first, source_first + end - first)
    links = tuple(link._replace(end=min(link.end, end)) for link in block.links if link.start < end)
    return block._replace(
        text=block.text[:end],
        links=links,
        linked=_linked(links),
        origin=tuple(origin),
        styles=tuple(
            style._replace(end=min(style.end, end)) for style in block.styles if style.start < end
        ),
    )


def _by_character(segment: Segment) -> bool:
    return segment.end - segment.start == segment.source_end - segment.source_start


def _has_word(line: DumpLine) -> bool:
    return line.text[0].isalnum() or any(map(str.isalnum, line.text))


def _block(number: int, group: Sequence[DumpLine]) -> Block:
    first = group[0]
    if len(group) == 1:
        return Block(
            number,
            first.text,
            first.kind,
            first.level,
            first.links,
            _linked(first.links) if first.links else 0,
            -1,
            "",
            first.origin,
            first.styles,
            first.ordered,
            first.language,
        )
    text, origin, links = first.text, list(first.origin), list(first.links)
    pieces, styles = [text], list(first.styles)
    size = len(text)
    for before, line in pairwise(group):
        between = seam(before.text, line.text)
        origin.append(
            Segment(size, size + len(between), origin[-1].source_end, line.origin[0].source_start)
        )
        pieces += (between, line.text)
        size += len(between)
        origin += (
            segment._replace(start=segment.start + size, end=segment.end + size)
            for segment in line.origin
        )
        links += (Link(link.start + size, link.end + size, link.url) for link in line.links)
        styles += (
            style._replace(start=style.start + size, end=style.end + size) for style in line.styles
        )
        size += len(line.text)
    return Block(
        number,
        "".join(pieces),
        first.kind,
        first.level,
        tuple(links),
        _linked(links),
        origin=tuple(origin),
        styles=tuple(styles),
        ordered=first.ordered,
    )


def _linked(links: Sequence[Link]) -> int:
    return sum(link.end - link.start for link in links)
