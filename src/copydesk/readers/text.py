"""A text dump to a Page: blocks with the spans of the dump they came from."""

from __future__ import annotations

import re

from copydesk.page import Block, Page, Segment

LINE = re.compile(r"[^\n]+")


def read_text(source: str, *, url: str | None = None, crawled: str | None = None, notes: tuple[str, ...] = ()) -> Page:
    """The page of a decoded text dump: a block for each line."""
    blocks: list[Block] = []
    for match in LINE.finditer(source):
        line = match.group()
        text = line.strip()
        if text:
            start = match.start() + len(line) - len(line.lstrip())
            blocks.append(Block(len(blocks), text, origin=(Segment(0, len(text), start, start + len(text)),)))
    return Page("text", source, tuple(blocks), url=url, crawled=crawled, notes=notes)
