"""Builds blocks and boxes from well-formed markup in one pass."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.block import ITEM_TAGS, Block, Box
from copydesk.model.limits import MAX_BLOCKS
from copydesk.readers.code_language import code_language
from copydesk.readers.elements import CELLS, LISTS, ROW_GROUPS, SPECIAL
from copydesk.readers.inline_reader import PARAGRAPH, Frame, InlineReader, Step
from copydesk.readers.line_text import NO_TEXT, LineText, plain_text
from copydesk.readers.markup import TAGS_AND_RUNS, attributes
from copydesk.readers.table_row import IN_CELL, OpenRow, row_block, taken_below
from copydesk.readers.tag import TAGS, Tag

OPEN = Box(-1, -1, "", (), "", "", 0, 0)
"""Placeholder among the boxes for one whose end is not reached."""


def box_of(tag: Tag, number: int, parent: int, first: int, last: int) -> Box:
    """Return the box of an element that holds a half-open range of blocks."""
    return Box(number, parent, tag.name, tag.names, tag.role, tag.hidden, first, last, tag.id)


class _Full(Exception):  # noqa: N818 - not an error
    """The page has more blocks than are taken."""


class BlockBuilder(InlineReader):
    """Reads markup into blocks and boxes.

    After `feed` it holds blocks, boxes and pictures, and in `evidence` the page's metadata.
    """

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[Box] = []
        self.title: str | None = None
        self.language: str | None = None
        self._around: list[Frame] = []
        self._rows: list[OpenRow] = []
        self._spans: list[dict[int, int]] = []
        self._full = False
        self._lists: list[bool] = []

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
        """Read an element whose content is inline; return False for a complex one."""
        if self._line.parts:
            self._flush()
        simple = self._simple(run) if run and not run.isspace() else NO_TEXT
        if simple is None:
            return False
        if self._rows:
            self._in_row(tag)
        if simple[0]:
            kind = tag.kind or self._kind(tag.name)
            number, box = len(self.blocks), len(self.boxes)
            self._add_block(simple, tag.name, kind, box)
            self.boxes.append(box_of(tag, box, self._frame[2], number, number + 1))
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
        """Return a run that is text alone as a block's text, else None.

        Inside an open link or style, and after text, the result is None too.
        """
        if "<" in run or self._literal or not self._line.is_idle():
            return None
        return plain_text(run)

    def _open_block(self, tag: Tag) -> None:
        if self._line.parts:
            self._flush()
        above, name = self._frame, tag.name
        kind = tag.kind or self._kind(name)
        self._around.append(above)
        self._frame = (tag, kind, len(self.boxes), len(self.blocks))
        self.boxes.append(OPEN)
        if self._rows:
            self._in_row(tag)
        if name in SPECIAL:
            self._open_special(tag, above)
        self._begin(tag)

    def _in_row(self, tag: Tag) -> None:
        """An element in the innermost open row: a cell, or what breaks it."""
        row = self._rows[-1]
        if tag.name in CELLS:
            row.begin_cell(tag, len(self.blocks))
        elif tag.name in IN_CELL:
            row.wrapped = True
        else:
            row.broken = True

    def _open_special(self, tag: Tag, above: Frame) -> None:
        written = tag.written or ""
        if tag.name in LISTS:
            self._lists.append(tag.name == "ol")
        elif tag.name == "tr":
            taken = self._spans[-1] if self._spans else {}
            counts = len(self.blocks), len(self.boxes), len(self.evidence.props)
            self._rows.append(OpenRow(*counts, taken))
        elif tag.name in ROW_GROUPS:
            self._spans.append({})
        elif tag.name == "html":
            self.language = attributes(written).get("lang") or None
        elif tag.name == "pre":
            self._pre += 1
            self._literal = True
            self._code_language = code_language(written) or code_language(above[0].written or "")

    def _kind(self, name: str) -> tuple[str, int]:
        """Kind and level of the blocks in an element whose name does not decide."""
        if name in ITEM_TAGS:
            return "item", len(self._lists) or 1
        if name == "title" and self.title is None:
            return "title", 0
        kind = self._frame[1]
        return PARAGRAPH if kind[0] in ("control", "title") else kind

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
        elif tag.name in ROW_GROUPS and self._spans:
            self._spans.pop()
        elif tag.name == "pre" and self._pre:
            self._pre -= 1
            self._literal = self._pre > 0

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
        columns = row.columns(self.blocks)
        joined = row_block(columns, len(row.above), self._frame[2])
        if self._spans:
            self._spans[-1] = taken_below({**row.above, **(row.heights if joined else {})})
        if joined is not None:
            self.blocks[row.block :] = [joined.block]
            del self.boxes[row.box :]
            self.evidence.join_cells(row.prop, row.block, joined.offsets)
            self._move_pictures(row.block + 1)

    def _move_pictures(self, following: int) -> None:
        """Move the pictures of a joined row behind its block.

        They are the last ones so far.
        """
        for place in reversed(range(len(self.pictures))):
            number, url, text = self.pictures[place]
            if number <= following:
                break
            self.pictures[place] = (following, url, text)

    def _whole(self, tag: Tag) -> None:
        """An element whose content is not markup."""
        opened, closed = TAGS[tag.name], TAGS[f"/{tag.name}"]
        self._steps[opened.step](self, opened)
        if tag.written:
            # `&amp;` in such an element is five characters, which `_text` would read as one.
            self._text(tag.written.replace("&", "&amp;"))
        self._steps[closed.step](self, closed)

    _OUTSIDE: tuple[Step, ...] = (
        _open_block,
        InlineReader._open_inline,
        InlineReader._open_style,
        InlineReader._open_link,
        InlineReader._open_foreign,
        _close_block,
        InlineReader._close_inline,
        InlineReader._close_style,
        InlineReader._close_link,
        InlineReader._void,
        _whole,
        InlineReader._pass_over,
    )
    """The step of each number, outside drawings and formulas."""
    _FOREIGN: tuple[Step, ...] = (
        *[InlineReader._open_in_foreign] * 5,
        *[InlineReader._close_in_foreign] * 4,
        InlineReader._void,
        _whole,
        InlineReader._pass_over,
    )
    """The same inside them."""
