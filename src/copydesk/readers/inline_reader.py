"""Reads runs of inline content tag by tag, without making blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from copydesk.model.block import Block
from copydesk.readers import tag as step
from copydesk.readers.code_language import code_language
from copydesk.readers.elements import BREAKING, STYLES
from copydesk.readers.evidence import EvidenceWatch
from copydesk.readers.inline_text import InlineText
from copydesk.readers.markup import TAGS_AND_TEXT, attribute, attributes, unescaped
from copydesk.readers.picture_address import picture_address
from copydesk.readers.tag import TAGS, Tag
from copydesk.text.characters import visible

Step = Callable[[Any, Tag], None]
Frame = tuple[Tag, tuple[str, int], int, int]
"""An open element that is not inline: its tag, kind and level of the blocks directly in it, and the
numbers of its box and of its first block.
"""
PARAGRAPH = ("paragraph", 0)
OUTERMOST: Frame = (Tag(step.OPEN_BLOCK, ""), PARAGRAPH, -1, 0)


class InlineReader:
    """Collects the text, links and styles of a block.

    `evidence` and `pictures` are the page's. `_literal` is set where white space and tags have
    another meaning: in preformatted text and in drawings.
    """

    _OUTSIDE: tuple[Step, ...]
    _FOREIGN: tuple[Step, ...]

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[tuple[int, str, str]] = []
        self._line = InlineText()
        self.evidence = EvidenceWatch(self.blocks, self._line)
        self._frame = OUTERMOST
        self._depth = 0
        self._foreign = ""
        self._nested = 0
        self._pre = 0
        self._literal = False
        self._code_language = ""
        self._steps = self._OUTSIDE

    def _flush(self) -> None:
        """Makes a block of the text so far."""
        raise NotImplementedError

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
        """Begin a drawing or a formula, of which only the text is read.

        Elements that are empty in HTML may have content in it, so its end is found by name.
        """
        self._open_inline(tag)
        self._foreign, self._nested, self._steps = tag.name, 1, self._FOREIGN
        self._literal = True

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
            self._foreign, self._steps = "", self._OUTSIDE
            self._literal = self._pre > 0
            self._end()

    def _pass_over(self, tag: Tag) -> None:
        """Skip a tag without content."""

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
        elif name == "link":
            self.evidence.link(attributes(written))
        elif name in BREAKING:
            self._flush()

    def _picture(self, url: str, text: str) -> None:
        line = self._line
        self.pictures.append((len(self.blocks) + (1 if line.next_offset else 0), url, text))
        if url and line.parts:
            line.add_picture(url, text)

    _LEAVES: tuple[Callable[[InlineReader, Tag, str], None], ...] = (
        _leaf_inline,
        _leaf_style,
        _leaf_link,
    )
    """The steps of elements that hold text alone."""
