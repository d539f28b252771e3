"""Builds a page's blocks and boxes from well-formed markup, tag by tag."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.limits import MOST_BLOCKS, MOST_TEXT
from copydesk.made import made
from copydesk.page import Block, Box, Link
from copydesk.readers import markup as html
from copydesk.readers.evident import Evident
from copydesk.readers.linetext import LineText

LONGEST_CELL = 200
"""A table row whose cells are all shorter is one block; longer cells are a layout's columns."""


class Frame(NamedTuple):
    """An open element that is no inline element: what the blocks directly in it are, and what its box will be: its number, its parent's, its attributes, and
    the number of its first block."""

    tag: str
    kind: str
    level: int
    pre: bool
    box: int
    parent: int
    found: html.BoxAttributes
    first: int


OUTERMOST = Frame("", "paragraph", 0, False, -1, -1, html.NO_ATTRIBUTES, 0)
OPEN = Box(-1, -1, "", (), "", "", 0, 0)
"""Stands among the boxes for one whose end is not known."""


class OpenRow(NamedTuple):
    """An open table row: how many blocks, boxes and props there were before it."""

    block: int
    box: int
    prop: int


class _Full(Exception):  # noqa: N818 - it is what it says
    """The page has more blocks than are taken."""


class BlockBuilder:
    """Takes markup with `feed`; then holds blocks, boxes, and, in `evident`, what the page says about itself."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.pictures: list[tuple[int, str, str]] = []
        self.title: str | None = None
        self.language: str | None = None
        self._frame = OUTERMOST
        self._around: list[Frame] = []
        self._rows: list[OpenRow] = []
        self._line = LineText()
        self.evident = Evident(self.blocks, self._line)
        self._depth = 0
        self._foreign = 0
        self._full = False
        self._lists = 0

    def feed(self, markup: str) -> None:
        """Reads a page of well-formed markup, up to the last block that is taken."""
        try:
            self._feed(markup)
        except _Full:
            self._end_early()

    def _feed(self, markup: str) -> None:
        line = self._line
        for token in html.TOKEN.finditer(markup):
            kind = token.lastindex
            if kind == html.OPENED:
                tag, written, space = token.group(3, 4, 5)
                self._open(tag, written)
            elif kind == html.CLOSED:
                tag, space = token.group(6, 7)
                self._close(tag)
            else:
                if kind == html.TEXT:
                    self._text(token[8])
                elif kind == html.RAW:
                    self._raw(token[1], token[2])
                continue
            if space and (tag in html.SPACED or self._foreign or self._frame.pre):
                if self._frame.pre:
                    self._text(space)
                else:
                    line.spaced = True
        self._flush()

    def _raw(self, tag: str, text: str) -> None:
        """An element whose content is no markup."""
        self._open(tag, "")
        self._text(text)
        self._close(tag)

    def _end_early(self) -> None:
        """Closes what is open where the page has more blocks than are taken."""
        for frame in (*self._around[1:], self._frame):
            self._end_box(frame)
        self.evident.end_early(MOST_BLOCKS)
        self.pictures = [picture for picture in self.pictures if picture[0] <= MOST_BLOCKS]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was cut."""
        return (*(["truncated:blocks"] if self._full else []), *(["truncated:text"] if self._line.cut else []))

    def _text(self, written: str) -> None:
        text = html.unescaped(written) if "&" in written else written
        line = self._line
        if self._frame.pre and not self._foreign:
            line.add_verbatim(text)
            return
        if line.breaks and not text.isspace():
            if line.ends_block(text):
                self._flush()
            else:
                line.space_after_break()
        line.add(text)

    def _open(self, tag: str, written: str) -> None:
        if tag in html.VOID:
            self._void(tag, written)
            return
        self._depth += 1
        if self._foreign:
            return
        if tag in html.INLINE:
            self._line.opens(tag == "a")
            if written or tag in html.STATING:
                self._open_inline(tag, written)
            return
        if self._line.parts:
            self._flush()
        self._open_block(tag, written)

    def _open_inline(self, tag: str, written: str) -> None:
        if tag == "a":
            self._line.open_link(html.value_of(written, "href"))
        elif tag in ("svg", "math"):
            self._foreign = self._depth
        self.evident.watch_inline(self._depth, tag, written)

    def _open_block(self, tag: str, written: str) -> None:
        above, number = self._frame, len(self.boxes)
        kind, level = self._kind(tag, above)
        found = html.box_attributes(tag, written)
        self._around.append(above)
        self._frame = made(Frame, (tag, kind, level, above.pre or tag == "pre", number, above.box, found, len(self.blocks)))
        self.boxes.append(OPEN)
        if tag not in html.CELLS:
            if self._rows:
                self._rows[-1] = OpenRow(-1, 0, 0)
            if tag in html.LISTS:
                self._lists += 1
        elif tag == "tr":
            self._rows.append(OpenRow(len(self.blocks), number + 1, len(self.evident.props)))
        if written:
            self.evident.watch_block(self._depth, tag, written)
            if tag == "html" and "lang" in written:
                self.language = html.attributes(written).get("lang") or None

    def _kind(self, tag: str, above: Frame) -> tuple[str, int]:
        if tag in html.ITEMS:
            return "item", max(1, self._lists)
        if tag in html.KINDS:
            return html.KINDS[tag]
        if tag == "title" and self.title is None:
            return "title", 0
        return ("paragraph", 0) if above.kind in ("control", "title") else (above.kind, above.level)

    def _close(self, tag: str) -> None:
        if self._foreign:
            if self._foreign == self._depth:
                self._foreign = 0
                self.evident.end(self._depth)
            self._depth -= 1
            return
        if tag in html.INLINE:
            self._line.closes(tag == "a")
        else:
            if self._line.parts:
                self._flush()
            self._close_block(tag)
        if self.evident.open:
            self.evident.end(self._depth)
        self._depth -= 1

    def _close_block(self, tag: str) -> None:
        frame = self._frame
        if self._around:
            self._frame = self._around.pop()
        if tag == "tr" and self._rows:
            self._close_row(self._rows.pop(), frame)
        self._end_box(frame)
        if tag in html.LISTS:
            self._lists -= 1

    def _end_box(self, frame: Frame) -> None:
        tag, _, _, _, number, parent, found, first = frame
        if number >= 0:
            names, role, hidden, identity = found
            self.boxes[number] = made(Box, (number, parent, tag, names, role, hidden, first, len(self.blocks), identity))

    def _flush(self) -> None:
        line, frame = self._line, self._frame
        text, links = line.take()
        if not text:
            return
        if len(self.blocks) == MOST_BLOCKS:
            self._full = True
            raise _Full
        if frame.kind == "title" and self.title is None:
            self.title = text
        linked = sum([link.end - link.start for link in links]) if links else 0
        self.blocks.append(made(Block, (len(self.blocks), text, frame.kind, frame.level, links, linked, frame.box, frame.tag, ())))

    def _close_row(self, row: OpenRow, frame: Frame) -> None:
        """Makes one block of a row's cells, unless they are a layout's columns."""
        cells = self.blocks[row.block :] if row.block >= 0 else []
        if len(cells) < 2 or sum(len(cell.text) for cell in cells) > MOST_TEXT or any(len(cell.text) > LONGEST_CELL for cell in cells):
            return
        offsets, links, size = [], list[Link](), 0
        for cell in cells:
            offsets.append(size)
            links += [Link(link.start + size, link.end + size, link.url) for link in cell.links]
            size += len(cell.text) + 3
        text = " | ".join(cell.text for cell in cells)
        self.blocks[row.block :] = [Block(row.block, text, "table-row", 0, tuple(links), sum(cell.linked for cell in cells), frame.box, "tr")]
        del self.boxes[row.box :]
        self.evident.join_cells(row.prop, row.block, offsets)

    def _void(self, tag: str, written: str) -> None:
        if tag == "br":
            if self._frame.pre:
                self._line.add_verbatim("\n")
            else:
                self._line.breaks += 1
        elif tag == "img":
            found = html.attributes(written)
            self.pictures.append((len(self.blocks) + (1 if self._line.next_offset else 0), found.get("src", ""), found.get("alt", "")))
        elif tag in ("meta", "link"):
            self.evident.head(tag, html.attributes(written))
        elif tag in ("hr", "input", "embed", "frame"):
            self._flush()
