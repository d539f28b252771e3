"""Builds a page's blocks and boxes from well-formed markup, tag by tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from copydesk.model.limits import MOST_BLOCKS, MOST_TEXT
from copydesk.model.page import Block, Box, Link
from copydesk.readers import markup as html
from copydesk.readers.evident import Evident
from copydesk.readers.linetext import LineText

LONGEST_CELL = 200
"""A table row whose cells are all shorter is one block; longer cells are a layout's columns."""


class Frame(NamedTuple):
    """An open element that is no inline element: its tag, what the blocks directly in it are, and
    what its box will be: its number, its parent's, and the number of its first block.
    """

    tag: html.Tag
    kind: str
    level: int
    pre: bool
    box: int
    parent: int
    first: int


OUTERMOST = Frame(html.Tag(html.OPEN_BLOCK, "", ""), "paragraph", 0, False, -1, -1, 0)
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
    """Takes markup with `feed`; then holds blocks, boxes, and, in `evident`, what the page says
    about itself.
    """

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
        self._foreign = ""
        self._nested = 0
        self._full = False
        self._lists = 0
        self._steps = self._STEPS

    def feed(self, markup: str) -> None:
        """Reads a page of well-formed markup, up to the last block that is taken."""
        try:
            self._feed(markup)
        except _Full:
            self._end_early()

    def _feed(self, markup: str) -> None:
        line, tags = self._line, html.TAGS
        pieces = html.TAG.split(markup)
        self._text(pieces[0])
        for inside, text in zip(pieces[1::2], pieces[2::2], strict=True):
            tag = tags[inside]
            self._steps[tag.step](self, tag)
            if text:
                if text.isspace() and not self._frame.pre:
                    line.spaced = True
                else:
                    self._text(text)
        self._flush()

    def _whole(self, tag: html.Tag) -> None:
        """An element whose content is no markup."""
        opened, closed = html.TAGS[tag.name], html.TAGS[f"/{tag.name}"]
        self._steps[opened.step](self, opened)
        self._text(tag.written or "")
        self._steps[closed.step](self, closed)

    def _end_early(self) -> None:
        """Closes what is open where the page has more blocks than are taken."""
        for frame in (*self._around[1:], self._frame):
            self._end_box(frame)
        self.evident.end_early(MOST_BLOCKS)
        self.pictures = [picture for picture in self.pictures if picture[0] <= MOST_BLOCKS]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was cut."""
        return (
            *(["truncated:blocks"] if self._full else []),
            *(["truncated:text"] if self._line.cut else []),
        )

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

    def _open_inline(self, tag: html.Tag) -> None:
        self._depth += 1
        self._line.opens(False)
        if tag.stated:
            self.evident.begin(self._depth, tag.stated)

    def _open_link(self, tag: html.Tag) -> None:
        self._depth += 1
        self._line.opens(True)
        if tag.written is not None:
            self._line.open_link(tag.written)
        if tag.stated:
            self.evident.begin(self._depth, tag.stated)

    def _open_foreign(self, tag: html.Tag) -> None:
        """A drawing or a formula begins, of which the text alone is taken. Elements that HTML has
        for empty ones are none in it, so that its end is known by its name.
        """
        self._open_inline(tag)
        self._foreign, self._nested, self._steps = tag.name, 1, self._FOREIGN

    def _open_block(self, tag: html.Tag) -> None:
        self._depth += 1
        if self._line.parts:
            self._flush()
        above, name, number = self._frame, tag.name, len(self.boxes)
        kind, level = tag.kind or self._kind(name, above)
        self._around.append(above)
        self._frame = Frame(
            tag, kind, level, above.pre or name == "pre", number, above.box, len(self.blocks)
        )
        self.boxes.append(OPEN)
        if name == "tr":
            self._rows.append(OpenRow(len(self.blocks), number + 1, len(self.evident.props)))
        elif self._rows and name not in html.CELLS:
            self._rows[-1] = OpenRow(-1, 0, 0)
        if name in html.LISTS:
            self._lists += 1
        elif name == "html":
            self.language = html.attributes(tag.written or "").get("lang") or None
        if tag.stated:
            self.evident.begin(self._depth, tag.stated)

    def _kind(self, name: str, above: Frame) -> tuple[str, int]:
        if name in html.ITEMS:
            return "item", self._lists or 1
        if name == "title" and self.title is None:
            return "title", 0
        return ("paragraph", 0) if above.kind in ("control", "title") else (above.kind, above.level)

    def _close_inline(self, tag: html.Tag) -> None:
        self._line.closes(tag.step == html.CLOSE_LINK)
        self._end()

    def _close_block(self, tag: html.Tag) -> None:
        if self._line.parts:
            self._flush()
        frame = self._frame
        if self._around:
            self._frame = self._around.pop()
        if tag.name == "tr" and self._rows:
            self._close_row(self._rows.pop(), frame)
        self._end_box(frame)
        if tag.name in html.LISTS:
            self._lists -= 1
        self._end()

    def _end(self) -> None:
        """An element ends."""
        if self.evident.open:
            self.evident.end(self._depth)
        self._depth -= 1

    def _open_in_foreign(self, tag: html.Tag) -> None:
        self._nested += tag.name == self._foreign

    def _close_in_foreign(self, tag: html.Tag) -> None:
        self._nested -= tag.name == self._foreign
        if not self._nested:
            self._foreign, self._steps = "", self._STEPS
            self._end()

    def _pass_over(self, tag: html.Tag) -> None:
        """What holds nothing that is read."""

    def _end_box(self, frame: Frame) -> None:
        tag, _, _, _, number, parent, first = frame
        if number >= 0:
            names, role, hidden, identity = tag.box
            self.boxes[number] = Box(
                number, parent, tag.name, names, role, hidden, first, len(self.blocks), identity
            )

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
        self.blocks.append(
            Block(
                len(self.blocks),
                text,
                frame.kind,
                frame.level,
                links,
                linked,
                frame.box,
                frame.tag.name,
                (),
            )
        )

    def _close_row(self, row: OpenRow, frame: Frame) -> None:
        """Makes one block of a row's cells, unless they are a layout's columns."""
        cells = self.blocks[row.block :] if row.block >= 0 else []
        if (
            len(cells) < 2
            or sum(len(cell.text) for cell in cells) > MOST_TEXT
            or any(len(cell.text) > LONGEST_CELL for cell in cells)
        ):
            return
        offsets, links, size = [], list[Link](), 0
        for cell in cells:
            offsets.append(size)
            links += [Link(link.start + size, link.end + size, link.url) for link in cell.links]
            size += len(cell.text) + 3
        text = " | ".join(cell.text for cell in cells)
        self.blocks[row.block :] = [
            Block(
                row.block,
                text,
                "table-row",
                0,
                tuple(links),
                sum(cell.linked for cell in cells),
                frame.box,
                "tr",
            )
        ]
        del self.boxes[row.box :]
        self.evident.join_cells(row.prop, row.block, offsets)

    def _void(self, tag: html.Tag) -> None:
        name, written = tag.name, tag.written or ""
        if name == "br":
            if self._frame.pre:
                self._line.add_verbatim("\n")
            else:
                self._line.breaks += 1
        elif name == "img":
            found = html.attributes(written)
            self.pictures.append(
                (
                    len(self.blocks) + (1 if self._line.next_offset else 0),
                    found.get("src", ""),
                    found.get("alt", ""),
                )
            )
        elif name in ("meta", "link"):
            self.evident.head(name, html.attributes(written))
        elif name in ("hr", "input", "embed", "frame"):
            self._flush()

    _STEPS: tuple[Callable[[BlockBuilder, html.Tag], None], ...] = (
        _open_block,
        _open_inline,
        _open_link,
        _open_foreign,
        _close_block,
        _close_inline,
        _close_inline,
        _void,
        _whole,
        _pass_over,
    )
    """In the order of their numbers."""
    _FOREIGN = (*[_open_in_foreign] * 4, *[_close_in_foreign] * 3, _void, _whole, _pass_over)
    """The same inside a drawing or a formula."""
