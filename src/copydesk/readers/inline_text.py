"""Collects a block's text, links and styles, with white space collapsed."""

from __future__ import annotations

from unicodedata import is_normalized

from copydesk.model.block import Link, Style
from copydesk.model.limits import MAX_BLOCK_CHARACTERS
from copydesk.readers.line_text import NO_TEXT, LineText, trimmed
from copydesk.text.characters import visible
from copydesk.text.shape import CLOSING

OPENING = "\"'“‘«„»¿¡([$€£#"
SENTENCE_ENDS = tuple(".!?…。！？:;")
NO_EDGE, AFTER_LINK, AFTER_INLINE, BETWEEN_INLINE, BETWEEN_LINKS = range(5)
"""Element edges that the next text touches without a space: nothing; the end of a link or of
another inline element; the end of one and the start of the next; the same with two links.
"""


ONE_LETTER_WORDS = frozenset("AEIOUYÀÁÈÉÍÓÒÔÚЮЯАВИКОСУІЙЄΗΟ")
"""Capitals that are words in some language: "A man", "I was", "Y luego", "В городе"."""


class InlineText:
    """Collects text pieces in `parts`.

    `breaks` counts the line breaks since the last text; `spaced` is set where white space follows
    the last text; `cut` where a block had text over the limit; `initial` after a drop cap.
    """

    def __init__(self) -> None:
        self.breaks = 0
        self.cut = False
        self.spaced = False
        self.initial = False
        self.parts: list[str] = []
        self.size = 0
        self._edge = NO_EDGE
        self._verbatim = False
        self._links: list[Link] = []
        self._url: str | None = None
        self._link_start = 0
        self._styles: list[Style] = []
        self._open_styles: list[tuple[int, str]] = []

    @property
    def next_offset(self) -> int:
        """The offset of the next word."""
        return self.size + 1 if self.spaced and self.size else self.size

    def text(self) -> str:
        """The text so far."""
        if len(self.parts) > 1:
            # The text is read at the end of each element that is evidence.
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def open(self) -> None:
        """Begin an inline element.

        Text that touches one before it is a separate word if it looks like one.
        """
        if self._edge:
            self._edge = BETWEEN_INLINE

    def close(self) -> None:
        """An inline element ends."""
        if not self._edge:
            self._edge = AFTER_INLINE

    def open_link(self, url: str | None) -> None:
        """A link begins, of which the address may be missing."""
        if self._edge:
            self._edge = BETWEEN_LINKS if self._edge == AFTER_LINK else BETWEEN_INLINE
        if url is not None:
            self._url, self._link_start = url, self.next_offset

    def close_link(self) -> None:
        """A link ends."""
        self._edge = AFTER_LINK
        self._keep_link()
        self._url = None

    def _keep_link(self) -> None:
        if self._url is not None and self.size > self._link_start:
            self._links.append(Link(self._link_start, self.size, self._url))

    def open_style(self, kind: str) -> None:
        """Text of a style begins."""
        self.open()
        self._open_styles.append((self.next_offset, kind))

    def close_style(self) -> None:
        """The innermost style ends."""
        self.close()
        if self._open_styles:
            start, kind = self._open_styles.pop()
            if self.size > start:
                self._styles.append(Style(start, self.size, kind))

    def add_picture(self, url: str, text: str) -> None:
        """A picture between the words."""
        self._styles.append(Style(self.next_offset, self.next_offset, "picture", url, text))

    def ends_block(self, following: str) -> bool:
        """Whether the line breaks before this text end the block.

        Two always do, one does unless the sentence continues in lower case.
        """
        if not self.size or self.breaks > 1:
            return True
        first = following.lstrip()[:1]
        return not first.islower() or self.parts[-1][-20:].removesuffix("\n").rstrip(
            CLOSING
        ).endswith(SENTENCE_ENDS)

    def space_after_break(self) -> None:
        """The sentence goes on after a line break."""
        self.spaced, self.breaks = True, 0

    def add(self, text: str, kind: str) -> None:
        """Add text to a block of a kind, as a browser would show it.

        A run of white space becomes one space; invisible characters are left out.
        """
        words = text.split()
        if not words:
            self.spaced = True
            return
        piece = " ".join(words)
        if not (piece.isprintable() and is_normalized("NFC", piece)):
            seen = visible(text)
            if seen != text:
                if seen:
                    self.add(seen, kind)
                return
        if self.size:
            if self.size >= MAX_BLOCK_CHARACTERS - 1:
                self.cut = True
                return
            if self._edge or self.spaced or text[0].isspace():
                self._space_before(piece, text[0].isspace(), kind)
        self._put(piece)
        self.spaced = text[-1].isspace()
        self._edge = NO_EDGE

    def _space_before(self, piece: str, led: bool, kind: str) -> None:
        """Add a space where the page has one, or before a separate word."""
        if self.spaced or led:
            if self.initial and self._is_one_word(piece):
                self._move_starts(2, 1)
            else:
                self.parts.append(" ")
                self.size += 1
            self.initial = False
        elif self._edge and self._is_apart(piece, kind):
            self._move_starts(self.size, self.size + 1)
            self.parts.append(" ")
            self.size += 1

    def _is_one_word(self, piece: str) -> bool:
        """Whether a drop cap is the first letter of this piece's word.

        The cap is all the text so far: a capital that is not itself a word, before a small letter.
        """
        cap = self.parts[0]
        return (
            self.size == 1 and cap.isupper() and cap not in ONE_LETTER_WORDS and piece[0].islower()
        )

    def _move_starts(self, old: int, new: int) -> None:
        """Move the open link and styles that begin at one offset to another."""
        if self._link_start == old:
            self._link_start = new
        self._open_styles = [
            (new if start == old else start, kind) for start, kind in self._open_styles
        ]

    def _is_apart(self, piece: str, kind: str) -> bool:
        """Whether a piece is a separate word after an inline element it touches.

        It is: a link after a link; a capital after a small letter; a capitalised word after a
        figure; an email address; in a heading the next element (a title after its kicker), unless
        the element before is the first letter of a word.
        """
        if self._edge == BETWEEN_LINKS:
            return True
        if self._edge == AFTER_LINK:
            return False
        last = self.parts[-1][-1]
        if self._edge == BETWEEN_INLINE and kind == "heading" and self.size > 1:
            return piece[0] in OPENING or (piece[0].isalnum() and not piece[0].islower())
        if piece[0].isupper():
            return last.islower() or (last.isdigit() and piece[1:3].islower())
        return "@" in piece and "@" in piece.split(" ", 1)[0]

    def _put(self, piece: str) -> None:
        if self.size + len(piece) > MAX_BLOCK_CHARACTERS:
            piece, self.cut = piece[: MAX_BLOCK_CHARACTERS - self.size], True
        self.parts.append(piece)
        self.size += len(piece)

    def add_verbatim(self, text: str) -> None:
        """Adds text as it is, line breaks and indentation included."""
        self._put(visible(text))
        self.spaced, self._verbatim = False, True

    def take(self) -> LineText:
        """Return the text with its links and styles, and begin the next block.

        Links and styles that are open continue in it.
        """
        if not self.parts:
            self._reset()
            return NO_TEXT
        if self._url is not None:
            self._keep_link()
        text = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
        links = tuple(self._links) if self._links else ()
        styles = self._taken_styles() if self._styles or self._open_styles else ()
        if self._verbatim:
            text, links, styles = trimmed(text, links, styles)
        self._reset()
        return text, links, styles

    def _taken_styles(self) -> tuple[Style, ...]:
        """The styles of the text, those that are still open up to its end."""
        styles = self._styles + [
            Style(start, self.size, kind) for start, kind in self._open_styles if start < self.size
        ]
        if len(styles) > 1:
            styles.sort()
        if styles and styles[-1].start > self.size:
            # A picture after the last space of the text.
            return tuple(_within(style, self.size) for style in styles)
        return tuple(styles)

    def _reset(self) -> None:
        """Forgets what was collected; a link that is open goes on."""
        self.parts = []
        if self._links:
            self._links = []
        if self._styles:
            self._styles = []
        if self._open_styles:
            self._open_styles = [(0, kind) for _, kind in self._open_styles]
        self.size = self._link_start = self.breaks = 0
        self._edge = NO_EDGE
        self.spaced = self.initial = self._verbatim = False


def _within(style: Style, size: int) -> Style:
    """A style that ends with the text."""
    return style._replace(start=min(style.start, size), end=min(style.end, size))
