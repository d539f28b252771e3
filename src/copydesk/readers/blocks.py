"""Builds a page's blocks and boxes from well-formed markup in one pass over its tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from copydesk.model.limits import MAX_BLOCKS
from copydesk.model.page import Block, Box
from copydesk.readers import markup as html
from copydesk.readers.evidence import EvidenceWatch
from copydesk.readers.inline_text import InlineText
from copydesk.readers.table_row import OpenRow, row_block


class Frame(NamedTuple):
    """An open element that is not inline: its tag, the kind and level of the blocks directly in
    it, and of its box the number, the parent's number, and the number of its first block.
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
"""Placeholder among the boxes for one whose end is not reached."""


class _Full(Exception):  # noqa: N818 - not an error
    """The page has more blocks than are taken."""


class BlockBuilder:
    """Takes markup with `feed`; then holds blocks, boxes, pictures, and in `evidence` what the
    page states about itself.
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
        self._line = InlineText()
        self.evidence = EvidenceWatch(self.blocks, self._line)
        self._depth = 0
        self._foreign = ""
        self._nested = 0
        self._full = False
        self._lists: list[bool] = []
        self._code_language = ""
        self._steps = self._STEPS
        self._literal = False

    def feed(self, markup: str) -> None:
        """Reads a page of well-formed markup, up to the last block that is taken."""
        try:
            self._feed(markup)
        except _Full:
            self._end_early()

    def _feed(self, markup: str) -> None:
        tags, line, leaves = html.TAGS, self._line, self._LEAVES
        for inside, text, closing, tail in html.TAGS_AND_TEXT.findall(markup):
            tag = tags[inside]
            if closing and tag.plain and not self._literal:
                leaves[tag.step](self, tag, text)
            else:
                self._steps[tag.step](self, tag)
                if text:
                    self._text(text)
                if closing:
                    tag = tags[f"/{closing}"]
                    self._steps[tag.step](self, tag)
            if tail:
                if tail.isspace() and not self._literal:
                    line.spaced = True
                else:
                    self._text(tail)
        self._flush()

    def _end_early(self) -> None:
        """Closes what is open where the page has more blocks than are taken."""
        for frame in (*self._around[1:], self._frame):
            self._end_box(frame)
        self.evidence.end_early(MAX_BLOCKS)
        self.pictures = [picture for picture in self.pictures if picture[0] <= MAX_BLOCKS]

    @property
    def notes(self) -> Iterator[str]:
        """Names what was cut."""
        if self._full:
            yield "truncated:blocks"
        if self._line.cut:
            yield "truncated:text"

    def _text(self, written: str) -> None:
        line, frame = self._line, self._frame
        if frame.pre and not self._foreign:
            line.add_verbatim(html.unescaped(written))
        elif written.isspace():
            line.spaced = True
        else:
            text = html.unescaped(written) if "&" in written else written
            if line.breaks and not text.isspace():
                if line.ends_block(text):
                    self._flush()
                else:
                    line.space_after_break()
            line.add(text, frame.kind)

    def _leaf_block(self, tag: html.Tag, written: str) -> None:
        """An element that ends a block and holds text alone."""
        if self._line.parts:
            self._flush()
        name = tag.name
        if self._rows and name not in html.CELLS:
            self._rows[-1] = OpenRow(-1, 0, 0)
        if not written or written.isspace():
            return
        kind, level = tag.kind or self._kind(name, self._frame)
        self._line.add(html.unescaped(written) if "&" in written else written, kind)
        number, box, parent = len(self.blocks), len(self.boxes), self._frame.box
        self._add_block(tag.name, kind, level, box)
        if len(self.blocks) > number:
            names, role, hidden, identity = tag.box
            self.boxes.append(
                Box(box, parent, name, names, role, hidden, number, number + 1, identity)
            )

    def _leaf_inline(self, tag: html.Tag, written: str) -> None:
        self._line.open()
        if written:
            self._text(written)
        self._line.close()

    def _leaf_style(self, tag: html.Tag, written: str) -> None:
        self._line.open_style(html.STYLES[tag.name])
        if written:
            self._text(written)
        self._line.close_style()

    def _leaf_link(self, tag: html.Tag, written: str) -> None:
        self._line.open_link(tag.written)
        if written:
            self._text(written)
        self._line.close_link()

    def _open_inline(self, tag: html.Tag) -> None:
        self._line.open()
        self._begin(tag)

    def _open_style(self, tag: html.Tag) -> None:
        self._line.open_style(html.STYLES[tag.name])
        if self._frame.pre and tag.written:
            self._code_language = self._code_language or html.code_language(tag.written)
        self._begin(tag)

    def _open_link(self, tag: html.Tag) -> None:
        self._line.open_link(tag.written)
        self._begin(tag)

    def _open_foreign(self, tag: html.Tag) -> None:
        """A drawing or a formula begins, of which the text alone is taken. Elements that are empty
        in HTML may hold something in it, so that its end is found by its name.
        """
        self._open_inline(tag)
        self._foreign, self._nested, self._steps = tag.name, 1, self._FOREIGN
        self._literal = True

    def _open_block(self, tag: html.Tag) -> None:
        if self._line.parts:
            self._flush()
        above, name, number = self._frame, tag.name, len(self.boxes)
        kind, level = tag.kind or self._kind(name, above)
        self._around.append(above)
        pre = above.pre or name == "pre"
        self._frame = Frame(tag, kind, level, pre, number, above.box, len(self.blocks))
        self.boxes.append(OPEN)
        if name == "tr":
            self._rows.append(OpenRow(len(self.blocks), number + 1, len(self.evidence.props)))
        elif self._rows and name not in html.CELLS:
            self._rows[-1] = OpenRow(-1, 0, 0)
        if name in html.SPECIAL:
            self._open_special(tag, above)
        self._begin(tag)

    def _open_special(self, tag: html.Tag, above: Frame) -> None:
        written = tag.written or ""
        if tag.name in html.LISTS:
            self._lists.append(tag.name == "ol")
        elif tag.name == "html":
            self.language = html.attributes(written).get("lang") or None
        elif tag.name == "pre":
            self._literal = True
            self._code_language = html.code_language(written) or html.code_language(
                above.tag.written or ""
            )

    def _kind(self, name: str, above: Frame) -> tuple[str, int]:
        if name in html.ITEMS:
            return "item", len(self._lists) or 1
        if name == "title" and self.title is None:
            return "title", 0
        return ("paragraph", 0) if above.kind in ("control", "title") else (above.kind, above.level)

    def _begin(self, tag: html.Tag) -> None:
        self._depth += 1
        if tag.stated:
            self.evidence.begin(self._depth, tag.stated)

    def _close_inline(self, tag: html.Tag) -> None:
        self._line.close()
        self._end()

    def _close_style(self, tag: html.Tag) -> None:
        self._line.close_style()
        self._end()

    def _close_link(self, tag: html.Tag) -> None:
        self._line.close_link()
        self._end()

    def _close_block(self, tag: html.Tag) -> None:
        if self._line.parts:
            self._flush()
        frame = self._frame
        if self._around:
            self._frame = self._around.pop()
            self._literal = self._frame.pre
        if tag.name == "tr" and self._rows:
            self._close_row(self._rows.pop(), frame)
        self._end_box(frame)
        if tag.name in html.LISTS and self._lists:
            self._lists.pop()
        self._end()

    def _end(self) -> None:
        """An element ends."""
        if self.evidence.open:
            self.evidence.end(self._depth)
        self._depth -= 1

    def _open_in_foreign(self, tag: html.Tag) -> None:
        self._nested += tag.name == self._foreign

    def _close_in_foreign(self, tag: html.Tag) -> None:
        self._nested -= tag.name == self._foreign
        if not self._nested:
            self._foreign, self._steps = "", self._STEPS
            self._literal = self._frame.pre
            self._end()

    def _pass_over(self, tag: html.Tag) -> None:
        """What holds nothing that is read."""

    def _end_box(self, frame: Frame) -> None:
        """An element's box ends; one without blocks is forgotten."""
        tag, _, _, _, number, parent, first = frame
        if first == len(self.blocks):
            del self.boxes[number:]
        elif number >= 0:
            names, role, hidden, identity = tag.box
            self.boxes[number] = Box(
                number, parent, tag.name, names, role, hidden, first, len(self.blocks), identity
            )

    def _flush(self) -> None:
        frame = self._frame
        self._add_block(frame.tag.name, frame.kind, frame.level, frame.box)

    def _add_block(self, tag: str, kind: str, level: int, box: int) -> None:
        """Makes a block of the text so far."""
        text, links, styles = self._line.take()
        if not text:
            return
        number = len(self.blocks)
        if number == MAX_BLOCKS:
            self._full = True
            raise _Full
        if kind == "title" and self.title is None:
            self.title = text
        linked = sum([link.end - link.start for link in links]) if links else 0
        ordered = kind == "item" and self._lists[-1:] == [True]
        language = self._code_language if kind == "code" else ""
        self.blocks.append(
            Block(number, text, kind, level, links, linked, box, tag, (), styles, ordered, language)
        )

    def _close_row(self, row: OpenRow, frame: Frame) -> None:
        """Makes one block of a row's cells, unless they are a layout's columns."""
        cells = self.blocks[row.block :] if row.block >= 0 else []
        joined = row_block(cells, frame.box)
        if joined is not None:
            self.blocks[row.block :] = [joined.block]
            del self.boxes[row.box :]
            self.evidence.join_cells(row.prop, row.block, joined.offsets)

    def _void(self, tag: html.Tag) -> None:
        name, written = tag.name, tag.written or ""
        if name == "br":
            if self._frame.pre:
                self._line.add_verbatim("\n")
            else:
                self._line.breaks += 1
        elif name == "img":
            self._picture(html.attributes(written))
        elif name in ("meta", "link", "base"):
            self.evidence.head(name, html.attributes(written))
        elif name in ("hr", "input", "embed", "frame"):
            self._flush()

    def _picture(self, found: dict[str, str]) -> None:
        url, text = html.picture_url(found), found.get("alt", "")
        line = self._line
        self.pictures.append((len(self.blocks) + (1 if line.next_offset else 0), url, text))
        if url and line.parts:
            line.add_picture(url, text)

    def _whole(self, tag: html.Tag) -> None:
        """An element whose content is not markup."""
        opened, closed = html.TAGS[tag.name], html.TAGS[f"/{tag.name}"]
        self._steps[opened.step](self, opened)
        if tag.written:
            self._text(tag.written)
        self._steps[closed.step](self, closed)

    _STEPS: tuple[Callable[[BlockBuilder, html.Tag], None], ...] = (
        _open_block,
        _open_inline,
        _open_style,
        _open_link,
        _open_foreign,
        _close_block,
        _close_inline,
        _close_style,
        _close_link,
        _void,
        _whole,
        _pass_over,
    )
    """The step of each number."""
    _FOREIGN = (*[_open_in_foreign] * 5, *[_close_in_foreign] * 4, _void, _whole, _pass_over)
    """The same inside a drawing or a formula."""
    _LEAVES: tuple[Callable[[BlockBuilder, html.Tag, str], None], ...] = (
        _leaf_block,
        _leaf_inline,
        _leaf_style,
        _leaf_link,
    )
    """The steps of elements that hold text alone."""
