"""Collects a page's metadata while its blocks are built.

It is in the head, and in elements whose text is evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from copydesk.model.block import Block
from copydesk.model.evidence import Prop
from copydesk.readers.inline_text import InlineText
from copydesk.readers.stated_props import GLOSS, HIDDEN, INITIAL, RULE


class Watch(NamedTuple):
    """An open element whose text is evidence.

    Name and machine value are those of its Prop; block and offset locate the beginning of its text.
    """

    depth: int
    name: str
    value: str
    block: int
    offset: int


class EvidenceWatch:
    """Turns the elements whose text is evidence into Props as they end.

    `props` and `metas` grow meanwhile. `blocks` and `line` are the builder's own: they give the
    place of an element's text.
    """

    def __init__(self, blocks: list[Block], line: InlineText) -> None:
        self.props: list[Prop] = []
        self.metas: list[tuple[str, str]] = []
        self.open: list[Watch] = []
        self._chosen: set[str] = set()
        self._blocks = blocks
        self._line = line

    def begin(self, depth: int, stated: Iterable[tuple[str, str]]) -> None:
        """Watch an element whose text is evidence of these names.

        A selector that chose it chooses nothing else inside it.
        """
        for name, value in stated:
            if name.startswith(RULE):
                if name in self._chosen:
                    continue
                self._chosen.add(name)
            self.open.append(Watch(depth, name, value, len(self._blocks), self._line.next_offset))

    def end(self, depth: int) -> None:
        """The element at this depth ends."""
        while self.open and self.open[-1].depth == depth:
            watch = self.open.pop()
            if watch.name in self._chosen:
                self._end_chosen(watch)
                continue
            if watch.name == GLOSS:
                self._end_gloss(watch)
                continue
            if watch.name == INITIAL:
                self._line.initial = self._line.size == 1
                continue
            place = self._place(watch)
            if place is not None:
                block, span, text = place
                self.props.append(Prop(watch.name, watch.value or text, block, span))
            elif watch.value and watch.name != HIDDEN:
                self.props.append(Prop(watch.name, watch.value))

    def _end_chosen(self, watch: Watch) -> None:
        """A Prop for each block, or part of one, in a chosen element."""
        self._chosen.remove(watch.name)
        for number in range(watch.block, len(self._blocks) + 1):
            text = self._blocks[number].text if number < len(self._blocks) else self._line.text()
            start = watch.offset if number == watch.block else 0
            if start < len(text):
                self.props.append(Prop(watch.name, "", number, (start, len(text))))

    def _end_gloss(self, watch: Watch) -> None:
        """A Prop for a gloss in one block; its text is not read: a paragraph may
        have hundreds.
        """
        if watch.block == len(self._blocks) and watch.offset < self._line.size:
            self.props.append(Prop(GLOSS, "", watch.block, (watch.offset, self._line.size)))

    def _place(self, watch: Watch) -> tuple[int, tuple[int, int], str] | None:
        """Block, span and text of a watched element that ends; None if empty."""
        block, offset = watch.block, watch.offset
        if block < len(self._blocks) and offset >= len(self._blocks[block].text):
            block, offset = (
                block + 1,
                0,
            )  # a line break before the element ended the block that it seemed to begin in
        text = self._blocks[block].text if block < len(self._blocks) else self._line.text()
        return (block, (offset, len(text)), text[offset:]) if offset < len(text) else None

    def meta(self, found: Mapping[str, str]) -> None:
        """A meta element."""
        self._microdata(found, found.get("content", ""))
        for key in ("property", "name", "http-equiv"):
            if found.get(key):
                self.metas.append((found[key].lower(), found.get("content", "").strip()))

    def base(self, url: str) -> None:
        """A base element: the address that the page's relative links begin with."""
        if url:
            self.props.append(Prop("base", url))

    def link(self, found: Mapping[str, str]) -> None:
        """A link element."""
        for rel in found.get("rel", "").lower().split():
            if rel in ("canonical", "author"):
                self.props.append(Prop(f"rel:{rel}", found.get("href", "")))
        self._microdata(found, found.get("content") or found.get("href") or "")

    def _microdata(self, found: Mapping[str, str], value: str) -> None:
        for name in found.get("itemprop", "").split():
            self.props.append(Prop(f"itemprop:{name}", value))

    def end_early(self, blocks: int) -> None:
        """Drops the Props behind so many blocks, the most that are taken."""
        self.props[:] = [prop for prop in self.props if prop.block is None or prop.block < blocks]

    def join_cells(self, first: int, block: int, offsets: list[int]) -> None:
        """Move props into the block that their cells became.

        Props from number `first` on are moved; `offsets` give the beginning of each cell's text
        there.
        """
        for number in range(first, len(self.props)):
            prop = self.props[number]
            if prop.block is not None and prop.span is not None:
                moved = offsets[min(prop.block - block, len(offsets) - 1)]
                self.props[number] = prop._replace(
                    block=block, span=(prop.span[0] + moved, prop.span[1] + moved)
                )
