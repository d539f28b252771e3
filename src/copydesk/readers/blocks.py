"""Builds a page's blocks and boxes from well-formed markup, tag by tag."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.limits import MOST_BLOCKS, MOST_TEXT
from copydesk.page import Block, Box, Link, Prop
from copydesk.readers import markup as html
from copydesk.readers.linetext import LineText

LONGEST_CELL = 200
"""A table row whose cells are all shorter is one block; longer cells are a layout's columns."""


class Frame(NamedTuple):
    """An open element that is no inline element: what the blocks directly in it are, and its number among the boxes."""

    tag: str
    kind: str
    level: int
    box: int
    pre: bool
    plain: bool


class OpenBox(NamedTuple):
    """A box before its end is known: its parent's number, tag, attributes, and the number of its first block."""

    parent: int
    tag: str
    found: html.BoxAttributes
    first: int


class OpenRow(NamedTuple):
    """An open table row: how many blocks, boxes and props there were before it."""

    block: int
    box: int
    prop: int


class Watch(NamedTuple):
    """An open element whose text is evidence: the name and machine value of its Prop, and where its text begins."""

    depth: int
    name: str
    value: str
    block: int
    offset: int


class _Full(Exception):  # noqa: N818 - it is what it says
    """The page has more blocks than are taken."""


class BlockBuilder:
    """Takes markup with `feed`; then holds blocks, boxes, and what the page says about itself."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.props: list[Prop] = []
        self.metas: list[tuple[str, str]] = []
        self.pictures: list[tuple[int, str, str]] = []
        self.title: str | None = None
        self.language: str | None = None
        self._boxes: list[OpenBox] = []
        self._last: list[int] = []
        self._frames = [Frame("", "paragraph", 0, -1, False, True)]
        self._rows: list[OpenRow] = []
        self._watches: list[Watch] = []
        self._chosen: set[str] = set()
        self._line = LineText()
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
        for token in html.TOKEN.finditer(markup):
            kind = token.lastindex
            if kind == html.TAG:
                closing, tag, written, space = token.group(3, 4, 5, 6)
                if closing:
                    self._close(tag)
                else:
                    self._open(tag, written)
                if space and (tag in html.SPACED or self._foreign or self._frames[-1].pre):
                    self._text(space)
            elif kind == html.TEXT:
                self._text(token[7])
            elif kind == html.RAW:
                self._open(token[1], "")
                self._text(token[2])
                self._close(token[1])
        self._flush()

    def _end_early(self) -> None:
        """Closes what is open where the page has more blocks than are taken."""
        for frame in self._frames[1:]:
            self._last[frame.box] = len(self.blocks)
        self.props = [prop for prop in self.props if prop.block is None or prop.block < MOST_BLOCKS]
        self.pictures = [picture for picture in self.pictures if picture[0] <= MOST_BLOCKS]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was cut."""
        return (*(["truncated:blocks"] if self._full else []), *(["truncated:text"] if self._line.cut else []))

    def finished_boxes(self) -> tuple[Box, ...]:
        """The boxes, each with the end of its range."""
        return tuple(
            Box(number, parent, tag, found.names, found.role, found.hidden, first, last, found.id)
            for number, ((parent, tag, found, first), last) in enumerate(zip(self._boxes, self._last, strict=True))
        )

    def _text(self, written: str) -> None:
        text = html.unescaped(written) if "&" in written else written
        line = self._line
        if self._frames[-1].pre and not self._foreign:
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
            if written or tag in ("svg", "time"):
                self._open_inline(tag, written)
            return
        if self._line.parts:
            self._flush()
        self._open_block(tag, written)

    def _open_inline(self, tag: str, written: str) -> None:
        if tag == "a":
            self._line.open_link(html.value_of(written, "href"))
            if "rel=" in written:
                self._watch_relation(html.value_of(written, "rel").lower())
        if tag in ("svg", "math"):
            self._foreign = self._depth
        if html.CHOSEN in written:
            self._choose(html.attributes(written))
        hidden = html.why_hidden(tag, written)
        if hidden:
            self._watch("hidden", hidden)
        if tag == "time" or "itemprop" in written or html.telling(html.value_of(written, "class")):
            self._watch_evidence(tag, html.attributes(written))

    def _watch_relation(self, rel: str) -> None:
        if "author" in rel:
            self._watch("rel:author", "")
        if "tag" in rel and "category" not in rel:
            self._watch("rel:tag", "")

    def _watch_evidence(self, tag: str, found: dict[str, str]) -> None:
        value = found.get("content") or found.get("datetime") or ""
        for name in found.get("itemprop", "").split():
            self._watch(f"itemprop:{name}", value or (found.get("href", "") if tag == "link" else ""))
        if tag == "time":
            self._watch("time:pubdate" if "pubdate" in found else "time", value)
        names = found.get("class", "")
        if tag != "time" and html.telling(names):
            self._watch(f"class:{names}", value)

    def _choose(self, found: dict[str, str]) -> None:
        """Watches an element for the selectors that chose it and choose nothing around it."""
        for number in found.get(html.CHOSEN, "").split():
            if f"rule:{number}" not in self._chosen:
                self._chosen.add(f"rule:{number}")
                self._watch(f"rule:{number}", "")

    def _watch(self, name: str, value: str) -> None:
        self._watches.append(Watch(self._depth, name, value, len(self.blocks), self._line.next_offset))

    def _open_block(self, tag: str, written: str) -> None:
        above = self._frames[-1]
        number = len(self._boxes)
        self._boxes.append(OpenBox(above.box, tag, html.box_attributes(tag, written), len(self.blocks)))
        self._last.append(0)
        kind, level = self._kind(tag, above)
        plain = tag not in html.CELLS
        self._frames.append(Frame(tag, kind, level, number, above.pre or tag == "pre", plain))
        if plain:
            if self._rows:
                self._rows[-1] = OpenRow(-1, 0, 0)
            if tag in html.LISTS:
                self._lists += 1
        elif tag == "tr":
            self._rows.append(OpenRow(len(self.blocks), number + 1, len(self.props)))
        if "itemprop" in written:
            self._watch_evidence(tag, html.attributes(written))
        if html.CHOSEN in written:
            self._choose(html.attributes(written))
        if tag == "html" and "lang" in written:
            self.language = html.attributes(written).get("lang") or None

    def _kind(self, tag: str, above: Frame) -> tuple[str, int]:
        if tag in html.ITEMS:
            return "item", max(1, self._lists)
        if tag == "title" and self.title is None:
            return "title", 0
        if tag in html.KINDS:
            return html.KINDS[tag]
        return ("paragraph", 0) if above.kind in ("control", "title") else (above.kind, above.level)

    def _close(self, tag: str) -> None:
        if self._foreign:
            if self._foreign == self._depth:
                self._foreign = 0
                self._end_watches()
            self._depth -= 1
            return
        if tag in html.INLINE:
            self._line.closes(tag == "a")
            if tag == "a":
                self._line.close_link()
        else:
            if self._line.parts:
                self._flush()
            self._close_block(tag)
        if self._watches:
            self._end_watches()
        self._depth -= 1

    def _close_block(self, tag: str) -> None:
        frame = self._frames.pop() if len(self._frames) > 1 else self._frames[0]
        if tag == "tr" and self._rows:
            self._close_row(self._rows.pop(), frame)
        if frame.box >= 0:
            self._last[frame.box] = len(self.blocks)
        if tag in html.LISTS:
            self._lists -= 1

    def _end_watches(self) -> None:
        while self._watches and self._watches[-1].depth == self._depth:
            watch = self._watches.pop()
            if watch.name in self._chosen:
                self._end_chosen(watch)
                continue
            place = self._place(watch)
            if place is not None:
                block, span, text = place
                self.props.append(Prop(watch.name, watch.value or text, block, span))
            elif watch.value and watch.name != "hidden":
                self.props.append(Prop(watch.name, watch.value))

    def _end_chosen(self, watch: Watch) -> None:
        """A Prop for each block, or part of one, that stands in a chosen element."""
        self._chosen.remove(watch.name)
        texts = [*(block.text for block in self.blocks[watch.block :]), self._line.text()]
        for number, text in enumerate(texts, watch.block):
            start = watch.offset if number == watch.block else 0
            if start < len(text):
                self.props.append(Prop(watch.name, "", number, (start, len(text))))

    def _place(self, watch: Watch) -> tuple[int, tuple[int, int], str] | None:
        """Block, span and text of a watched element that ends here; None where it had no text."""
        block, offset = watch.block, watch.offset
        if block < len(self.blocks) and offset >= len(self.blocks[block].text):
            block, offset = block + 1, 0  # a line break before the element ended the block that it seemed to begin in
        text = self.blocks[block].text if block < len(self.blocks) else self._line.text()
        return (block, (offset, len(text)), text[offset:]) if offset < len(text) else None

    def _flush(self) -> None:
        text, links = self._line.take()
        if not text:
            return
        if len(self.blocks) == MOST_BLOCKS:
            self._full = True
            raise _Full
        frame = self._frames[-1]
        if frame.kind == "title" and self.title is None:
            self.title = text
        linked = sum(link.end - link.start for link in links)
        self.blocks.append(Block(len(self.blocks), text, frame.kind, frame.level, links, linked, frame.box, frame.tag))

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
        del self._boxes[row.box :], self._last[row.box :]
        for number in range(row.prop, len(self.props)):
            prop = self.props[number]
            if prop.block is not None and prop.span is not None:
                moved = offsets[min(prop.block - row.block, len(offsets) - 1)]
                self.props[number] = prop._replace(block=row.block, span=(prop.span[0] + moved, prop.span[1] + moved))

    def _void(self, tag: str, written: str) -> None:
        if tag == "br":
            if self._frames[-1].pre:
                self._line.add_verbatim("\n")
            else:
                self._line.breaks += 1
        elif tag == "img":
            found = html.attributes(written)
            self.pictures.append((len(self.blocks) + (1 if self._line.next_offset else 0), found.get("src", ""), found.get("alt", "")))
        elif tag in ("meta", "link"):
            self._head(tag, html.attributes(written))
        elif tag in ("hr", "input", "embed", "frame"):
            self._flush()

    def _head(self, tag: str, found: dict[str, str]) -> None:
        if tag == "link":
            for rel in found.get("rel", "").lower().split():
                if rel in ("canonical", "author"):
                    self.props.append(Prop(f"rel:{rel}", found.get("href", "")))
        for name in found.get("itemprop", "").split():
            self.props.append(Prop(f"itemprop:{name}", found.get("content") or found.get("href") or ""))
        for key in ("property", "name", "http-equiv"):
            if found.get(key):
                self.metas.append((found[key].lower(), found.get("content", "").strip()))
