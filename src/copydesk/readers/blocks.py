"""Builds blocks and boxes from well-formed markup in one pass."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.block import ITEM_TAGS, Block, Box
from copydesk.model.limits import MAX_BLOCKS
from copydesk.readers.code_language import code_language
from copydesk.readers.elements import BREAKING, CELLS, KINDS, LISTS, ROW_GROUPS, SPECIAL
from copydesk.readers.inline_reader import PARAGRAPH, Frame, InlineReader
from copydesk.readers.line_text import LineText, simple_line
from copydesk.readers.markup import TAGS_AND_RUNS, attributes
from copydesk.readers.stated_props import CHOSEN, box_props
from copydesk.readers.table_row import IN_CELL, OpenRow, row_block, taken_below
from copydesk.readers.tag import BOX_ATTRIBUTES

OPEN = Box(-1, -1, "", (), "", "", 0, 0)
"""Placeholder among the boxes for one whose end is not reached."""


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
        for inside, name, run, closing, tail in TAGS_AND_RUNS.findall(markup):
            self._tag(name, inside)
            if run:
                self._run(run)
            if closing:
                self._close_block(closing)
            if tail:
                self._run(tail)
        self._flush()

    def _tag(self, name: str, inside: str) -> None:
        """Handle a tag that ends a block; without a name, a comment or an unparsed element."""
        if not name:
            self._whole(inside)
        elif name[0] == "/":
            self._close_block(name[1:])
        elif self._foreign:
            self._drawing_tag(name, inside)
        elif name in BREAKING:
            self._flush()
        elif name[0] != "!":
            self._open_block(name, inside)

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

    def _run(self, run: str) -> None:
        """Inline content up to a tag that ends the block."""
        if run.isspace() and not self._literal:
            return
        simple = None if self._literal or self._open_inlines else simple_line(run)
        if simple is None:
            self._inline_tags(run)
        elif simple[0]:
            self._add_block(simple)

    def _open_block(self, name: str, inside: str) -> None:
        if self._line.parts:
            self._flush()
        above = self._frame
        kind = KINDS.get(name) or self._kind(name)
        self._around.append(above)
        self._frame = (name, inside, kind, len(self.boxes), len(self.blocks))
        self.boxes.append(OPEN)
        if self._rows:
            self._in_row(name, inside)
        if name in SPECIAL:
            self._open_special(name, inside, above)
        if "itemprop" in inside or CHOSEN in inside:
            self.evidence.begin(self._depth(), box_props(name, attributes(inside)))

    def _in_row(self, name: str, inside: str) -> None:
        """An element in the innermost open row: a cell, or what breaks it."""
        row = self._rows[-1]
        if name in CELLS:
            row.begin_cell(inside, len(self.blocks))
        elif name in IN_CELL:
            row.wrapped = True
        else:
            row.broken = True

    def _open_special(self, name: str, inside: str, above: Frame) -> None:
        if name in LISTS:
            self._lists.append(name == "ol")
        elif name == "tr":
            taken = self._spans[-1] if self._spans else {}
            counts = len(self.blocks), len(self.boxes), len(self.evidence.props)
            self._rows.append(OpenRow(*counts, taken))
        elif name in ROW_GROUPS:
            self._spans.append({})
        elif name == "html":
            self.language = attributes(inside).get("lang") or None
        elif name == "pre":
            self._pre += 1
            self._literal = True
            self._code_language = code_language(inside) or code_language(above[1])

    def _kind(self, name: str) -> tuple[str, int]:
        """Kind and level of the blocks in an element whose name does not decide."""
        if name in ITEM_TAGS:
            return "item", len(self._lists) or 1
        if name == "title" and self.title is None:
            return "title", 0
        kind = self._frame[2]
        return PARAGRAPH if kind[0] in ("control", "title") else kind

    def _close_block(self, name: str) -> None:
        if self._foreign:
            self._drawing_tag(f"/{name}", "")
            return
        if self._line.parts:
            self._flush()
        if name in SPECIAL:
            self._close_special(name)
        if self.evidence.open:
            self.evidence.end(self._depth())
        self._end_box()

    def _close_special(self, name: str) -> None:
        if name in LISTS and self._lists:
            self._lists.pop()
        elif name == "tr" and self._rows:
            self._close_row(self._rows.pop())
        elif name in ROW_GROUPS and self._spans:
            self._spans.pop()
        elif name == "pre" and self._pre:
            self._pre -= 1
            self._literal = self._pre > 0

    def _end_box(self) -> None:
        """The innermost open element's box ends; one without blocks is forgotten."""
        name, inside, _, box, first = self._frame
        if self._around:
            self._frame = self._around.pop()
        end = len(self.blocks)
        if first == end:
            del self.boxes[box:]
        elif box >= 0:
            names, role, hidden, identity = BOX_ATTRIBUTES[inside]
            parent = self._frame[3]
            self.boxes[box] = Box(box, parent, name, names, role, hidden, first, end, identity)

    def _flush(self) -> None:
        """Makes a block of the text so far."""
        taken = self._line.take()
        if taken[0]:
            self._add_block(taken)

    def _add_block(self, line: LineText) -> None:
        text, links, styles = line
        tag, _, (kind, level), box, _ = self._frame
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

    def _close_row(self, row: OpenRow) -> None:
        """Makes one block of a row's cells, unless they are a layout's columns."""
        columns = row.columns(self.blocks)
        joined = row_block(columns, len(row.above), self._frame[3])
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

    def _whole(self, inside: str) -> None:
        """A comment, or an element whose content is not markup."""
        if inside.startswith("!"):
            return
        opened, _, content = inside.partition(">")
        name = opened.partition(" ")[0]
        self._tag(name, name)
        if content := content.rpartition("</")[0]:
            # `&amp;` in such an element is five characters, which `_text` would read as one.
            self._text(content.replace("&", "&amp;"))
        self._close_block(name)
