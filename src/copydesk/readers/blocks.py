"""Builds a page's blocks and boxes from well-formed markup in one pass over its tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from copydesk.model.limits import MAX_BLOCKS
from copydesk.model.page import Block, Box
from copydesk.readers import tag as step
from copydesk.readers.code_language import code_language
from copydesk.readers.elements import BREAKING, CELLS, ITEMS, LISTS, SPECIAL, STYLES
from copydesk.readers.evidence import LINK_EVIDENCE, EvidenceWatch
from copydesk.readers.inline_text import NO_TEXT, InlineText, LineText, plain_text
from copydesk.readers.markup import (
    ONE_LINK,
    TAGS_AND_RUNS,
    TAGS_AND_TEXT,
    attribute,
    attributes,
    link_address,
    unescaped,
)
from copydesk.readers.picture_address import picture_address
from copydesk.readers.table_row import OpenRow, row_block
from copydesk.readers.tag import TAGS, Tag
from copydesk.text.characters import visible

Frame = tuple[Tag, tuple[str, int], int, int]
"""An open element that is not inline: its tag, kind and level of the blocks directly in it, and the
numbers of its box and of its first block.
"""
PARAGRAPH = ("paragraph", 0)
OUTERMOST: Frame = (Tag(step.OPEN_BLOCK, ""), PARAGRAPH, -1, 0)
OPEN = Box(-1, -1, "", (), "", "", 0, 0)
"""Placeholder among the boxes for one whose end is not reached."""
BROKEN_ROW = OpenRow(-1, 0, 0)
"""A table row that holds more than cells."""


def box_of(tag: Tag, number: int, parent: int, first: int, last: int) -> Box:
    """The box of an element that holds the blocks from `first` to before `last`."""
    return Box(number, parent, tag.name, tag.names, tag.role, tag.hidden, first, last, tag.id)


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
        self._pre = 0
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
        for inside, run, closing, tail in TAGS_AND_RUNS.findall(markup):
            tag = TAGS[inside]
            if not (closing and tag.leaf and not self._literal and self._leaf(tag, run)):
                self._steps[tag.step](self, tag)
                if run:
                    self._run(run)
                if closing:
                    tag = TAGS[f"/{closing}"]
                    self._steps[tag.step](self, tag)
            if tail:
                self._run(tail)
        self._flush()

    def _end_early(self) -> None:
        """Closes what is open where the page has more blocks than are taken."""
        while self._around:
            self._end_box()
        self.evidence.end_early(MAX_BLOCKS)
        self.pictures = [picture for picture in self.pictures if picture[0] <= MAX_BLOCKS]

    @property
    def notes(self) -> Iterator[str]:
        """Names what was cut."""
        if self._full:
            yield "truncated:blocks"
        if self._line.cut:
            yield "truncated:text"

    def _leaf(self, tag: Tag, run: str) -> bool:
        """Reads an element that ends a block and holds inline content alone; whether that was
        simple enough.
        """
        if self._line.parts:
            self._flush()
        simple = self._simple(run) if run and not run.isspace() else NO_TEXT
        if simple is None:
            return False
        if simple[0]:
            kind = tag.kind or self._kind(tag.name)
            number, box = len(self.blocks), len(self.boxes)
            self._add_block(simple, tag.name, kind, box)
            self.boxes.append(box_of(tag, box, self._frame[2], number, number + 1))
        if self._rows and tag.name not in CELLS:
            self._rows[-1] = BROKEN_ROW
        return True

    def _run(self, run: str) -> None:
        """Inline content up to a tag that ends the block."""
        if run.isspace() and not self._literal:
            self._line.spaced = True
        elif (simple := self._simple(run)) is None:
            self._inline_tags(run)
        elif simple[0]:
            tag, kind, box, _ = self._frame
            self._add_block(simple, tag.name, kind, box)

    def _simple(self, run: str) -> LineText | None:
        """A run that is text or one link, as a block of its own; None for any other, and where
        something is open around it.
        """
        if self._literal or not self._line.is_idle():
            return None
        if "<" not in run:
            return plain_text(run, None)
        link = ONE_LINK.fullmatch(run)
        if link is None:
            return None
        before, url, after, text = link.groups()
        return plain_text(text, link_address(url)) if TAGS.link(before + after).leaf else None

    def _inline_tags(self, run: str) -> None:
        """Inline content tag by tag."""
        leaves = self._LEAVES
        begin = run.find("<")
        if begin:
            self._text(run[:begin] if begin > 0 else run)
        for inside, text, closing, tail in TAGS_AND_TEXT.findall(run):
            tag = TAGS[inside]
            if closing and tag.leaf and not self._literal:
                leaves[tag.step - step.OPEN_INLINE](self, tag, text)
            else:
                self._steps[tag.step](self, tag)
                if text:
                    self._text(text)
                if closing:
                    tag = TAGS[f"/{closing}"]
                    self._steps[tag.step](self, tag)
            if tail:
                self._text(tail)

    def _text(self, written: str) -> None:
        line = self._line
        text = unescaped(written) if "&" in written else written
        if self._pre and not self._foreign:
            line.add_verbatim(text)
            return
        if line.breaks and not (text := visible(text)).isspace():
            if line.ends_block(text):
                self._flush()
            else:
                line.space_after_break()
        line.add(text, self._frame[1][0])

    def _leaf_inline(self, _tag: Tag, written: str) -> None:
        self._line.open()
        if written:
            self._text(written)
        self._line.close()

    def _leaf_style(self, tag: Tag, written: str) -> None:
        self._line.open_style(STYLES[tag.name])
        if written:
            self._text(written)
        self._line.close_style()

    def _leaf_link(self, tag: Tag, written: str) -> None:
        self._line.open_link(tag.written)
        if written:
            self._text(written)
        self._line.close_link()

    def _open_inline(self, tag: Tag) -> None:
        self._line.open()
        self._begin(tag)

    def _open_style(self, tag: Tag) -> None:
        self._line.open_style(STYLES[tag.name])
        if self._pre and tag.written:
            self._code_language = self._code_language or code_language(tag.written)
        self._begin(tag)

    def _open_link(self, tag: Tag) -> None:
        self._line.open_link(tag.written)
        self._begin(tag)

    def _open_foreign(self, tag: Tag) -> None:
        """A drawing or a formula begins, of which the text alone is taken. Elements that are empty
        in HTML may hold something in it, so that its end is found by its name.
        """
        self._open_inline(tag)
        self._foreign, self._nested, self._steps = tag.name, 1, self._FOREIGN
        self._literal = True

    def _open_block(self, tag: Tag) -> None:
        if self._line.parts:
            self._flush()
        above, name = self._frame, tag.name
        kind = tag.kind or self._kind(name)
        self._around.append(above)
        self._frame = (tag, kind, len(self.boxes), len(self.blocks))
        self.boxes.append(OPEN)
        if name in SPECIAL:
            self._open_special(tag, above)
        if self._rows and name not in CELLS:
            self._rows[-1] = BROKEN_ROW
        self._begin(tag)

    def _open_special(self, tag: Tag, above: Frame) -> None:
        written = tag.written or ""
        if tag.name in LISTS:
            self._lists.append(tag.name == "ol")
        elif tag.name == "tr":
            self._rows.append(OpenRow(len(self.blocks), len(self.boxes), len(self.evidence.props)))
        elif tag.name == "html":
            self.language = attributes(written).get("lang") or None
        elif tag.name == "pre":
            self._pre += 1
            self._literal = True
            self._code_language = code_language(written) or code_language(above[0].written or "")

    def _kind(self, name: str) -> tuple[str, int]:
        """Kind and level of the blocks in an element whose name does not decide."""
        if name in ITEMS:
            return "item", len(self._lists) or 1
        if name == "title" and self.title is None:
            return "title", 0
        kind = self._frame[1]
        return PARAGRAPH if kind[0] in ("control", "title") else kind

    def _begin(self, tag: Tag) -> None:
        self._depth += 1
        if tag.stated:
            self.evidence.begin(self._depth, tag.stated)

    def _close_inline(self, _tag: Tag) -> None:
        self._line.close()
        self._end()

    def _close_style(self, _tag: Tag) -> None:
        self._line.close_style()
        self._end()

    def _close_link(self, _tag: Tag) -> None:
        self._line.close_link()
        self._end()

    def _close_block(self, tag: Tag) -> None:
        if self._line.parts:
            self._flush()
        if tag.name in SPECIAL:
            self._close_special(tag)
        self._end_box()
        self._end()

    def _close_special(self, tag: Tag) -> None:
        if tag.name in LISTS and self._lists:
            self._lists.pop()
        elif tag.name == "tr" and self._rows:
            self._close_row(self._rows.pop())
        elif tag.name == "pre" and self._pre:
            self._pre -= 1
            self._literal = self._pre > 0

    def _end(self) -> None:
        """An element ends."""
        if self.evidence.open:
            self.evidence.end(self._depth)
        self._depth -= 1

    def _open_in_foreign(self, tag: Tag) -> None:
        self._nested += tag.name == self._foreign

    def _close_in_foreign(self, tag: Tag) -> None:
        self._nested -= tag.name == self._foreign
        if not self._nested:
            self._foreign, self._steps = "", self._STEPS
            self._literal = self._pre > 0
            self._end()

    def _pass_over(self, tag: Tag) -> None:
        """What holds nothing that is read."""

    def _end_box(self) -> None:
        """The innermost open element's box ends; one without blocks is forgotten."""
        tag, _, box, first = self._frame
        if self._around:
            self._frame = self._around.pop()
        end = len(self.blocks)
        if first == end:
            del self.boxes[box:]
        elif box >= 0:
            self.boxes[box] = box_of(tag, box, self._frame[2], first, end)

    def _flush(self) -> None:
        """Makes a block of the text so far."""
        taken = self._line.take()
        if taken[0]:
            tag, kind, box, _ = self._frame
            self._add_block(taken, tag.name, kind, box)

    def _add_block(self, line: LineText, tag: str, kind_level: tuple[str, int], box: int) -> None:
        text, links, styles = line
        number, (kind, level) = len(self.blocks), kind_level
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

    def _close_row(self, row: OpenRow) -> None:
        """Makes one block of a row's cells, unless they are a layout's columns."""
        cells = self.blocks[row.block :] if row.block >= 0 else []
        joined = row_block(cells, self._frame[2])
        if joined is not None:
            self.blocks[row.block :] = [joined.block]
            del self.boxes[row.box :]
            self.evidence.join_cells(row.prop, row.block, joined.offsets)

    def _void(self, tag: Tag) -> None:
        name, written = tag.name, tag.written or ""
        if name == "br":
            if self._pre:
                self._line.add_verbatim("\n")
            else:
                self._line.breaks += 1
        elif name == "img":
            self._picture(picture_address(written), attribute(written, "alt"))
        elif name == "meta":
            self.evidence.meta(attributes(written))
        elif name == "base":
            self.evidence.base(attribute(written, "href"))
        elif name == "link" and LINK_EVIDENCE.search(written):
            self.evidence.link(attributes(written))
        elif name in BREAKING:
            self._flush()

    def _picture(self, url: str, text: str) -> None:
        line = self._line
        self.pictures.append((len(self.blocks) + (1 if line.next_offset else 0), url, text))
        if url and line.parts:
            line.add_picture(url, text)

    def _whole(self, tag: Tag) -> None:
        """An element whose content is not markup."""
        opened, closed = TAGS[tag.name], TAGS[f"/{tag.name}"]
        self._steps[opened.step](self, opened)
        if tag.written:
            self._text(tag.written)
        self._steps[closed.step](self, closed)

    _STEPS: tuple[Callable[[BlockBuilder, Tag], None], ...] = (
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
    _LEAVES: tuple[Callable[[BlockBuilder, Tag, str], None], ...] = (
        _leaf_inline,
        _leaf_style,
        _leaf_link,
    )
    """The steps of elements that hold text alone."""
