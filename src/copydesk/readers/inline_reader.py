"""Reads runs of inline content tag by tag, without making blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from copydesk.model.block import Block
from copydesk.readers.code_language import code_language
from copydesk.readers.elements import BREAKING, STYLES, VOID
from copydesk.readers.evidence import EvidenceWatch
from copydesk.readers.inline_text import InlineText
from copydesk.readers.markup import TAGS_AND_TEXT, attribute, attributes, unescaped
from copydesk.readers.picture_address import picture_address
from copydesk.readers.tag import OPEN_LINK, OPEN_STYLE, TAGS, Tag
from copydesk.text.characters import visible

Step = Callable[[Any, Tag], None]
Frame = tuple[str, str, tuple[str, int], int, int]
"""An open element that is not inline: its name and tag, kind and level of the blocks directly in
it, and the numbers of its box and of its first block.
"""
PARAGRAPH = ("paragraph", 0)
OUTERMOST: Frame = ("", "", PARAGRAPH, -1, 0)


class InlineReader:
    """Collects the text, links and styles of a block.

    `evidence` and `pictures` are the page's. `_literal` is set where white space and tags have
    another meaning: in preformatted text and in drawings.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[tuple[int, str, str]] = []
        self._line = InlineText()
        self.evidence = EvidenceWatch(self.blocks, self._line)
        self._frame = OUTERMOST
        self._around: list[Frame] = []
        self._open_inlines = 0
        self._foreign = ""
        self._nested = 0
        self._pre = 0
        self._literal = False
        self._code_language = ""

    def _flush(self) -> None:
        """Makes a block of the text so far."""
        raise NotImplementedError

    def _inline_tags(self, run: str) -> None:
        """Inline content tag by tag."""
        begin = run.find("<")
        if begin:
            self._text(run[:begin] if begin > 0 else run)
        for inside, text, closing, tail in TAGS_AND_TEXT.findall(run):
            if closing and not self._literal and (tag := TAGS[inside]).leaf:
                self._leaf(tag, text)
            else:
                self._inline_tag(inside)
                if text:
                    self._text(text)
                if closing:
                    self._inline_tag(f"/{closing}")
            if tail:
                self._text(tail)

    def _inline_tag(self, inside: str) -> None:
        if self._foreign:
            self._drawing_tag(inside.partition(" ")[0], inside)
        else:
            tag = TAGS[inside]
            self._STEPS[tag.step](self, tag)

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
        line.add(text, self._frame[2][0])

    def _leaf(self, tag: Tag, written: str) -> None:
        """An inline element that holds text alone."""
        line = self._line
        if tag.step == OPEN_LINK:
            line.open_link(tag.written)
        elif tag.step == OPEN_STYLE:
            line.open_style(STYLES[tag.name])
        else:
            line.open()
        if written:
            self._text(written)
        if tag.step == OPEN_LINK:
            line.close_link()
        elif tag.step == OPEN_STYLE:
            line.close_style()
        else:
            line.close()

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

    def _open_drawing(self, tag: Tag) -> None:
        """Begin a drawing or a formula, of which only the text is read.

        Elements that are empty in HTML may have content in it, so its end is found by name.
        """
        self._open_inline(tag)
        self._foreign, self._nested, self._literal = tag.name, 1, True

    def _begin(self, tag: Tag) -> None:
        self._open_inlines += 1
        if tag.stated:
            self.evidence.begin(self._depth(), tag.stated)

    def _depth(self) -> int:
        """The number of open elements, by which `evidence` finds the end of one."""
        return len(self._around) + self._open_inlines

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
        """An inline element ends."""
        if self.evidence.open:
            self.evidence.end(self._depth())
        self._open_inlines -= 1

    def _drawing_tag(self, name: str, inside: str) -> None:
        """A tag in a drawing: its own end, or an element without content."""
        if name in VOID:
            self._void_element(name, inside)
        elif name == self._foreign:
            self._nested += 1
        elif name == f"/{self._foreign}":
            self._nested -= 1
            if not self._nested:
                self._foreign, self._literal = "", self._pre > 0
                self._end()

    def _pass_over(self, tag: Tag) -> None:
        """Skip a tag without content."""

    def _void(self, tag: Tag) -> None:
        self._void_element(tag.name, tag.written or "")

    def _void_element(self, name: str, written: str) -> None:
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

    _STEPS: tuple[Step, ...] = (
        _open_inline,
        _open_style,
        _open_link,
        _open_drawing,
        _close_inline,
        _close_style,
        _close_link,
        _void,
        _pass_over,
    )
    """The method for each step of a tag, by the number of the step."""
