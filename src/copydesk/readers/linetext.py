"""The text of the block that is being read: white space collapsed, links kept with their places."""

from __future__ import annotations

from copydesk.model.limits import MOST_TEXT
from copydesk.model.page import Link
from copydesk.text.shape import CLOSING

SENTENCE_ENDS = tuple(".!?…。！？:;")


class LineText:
    """Collects text pieces: `parts`. `breaks` counts the line breaks since the last text; `spaced`
    says that white space came after the last text; `cut` that a block had more text than is
    taken.
    """

    def __init__(self) -> None:
        self.breaks = 0
        self.cut = False
        self.parts: list[str] = []
        self._size = 0
        self.spaced = False
        self._verbatim = False
        self._links: list[Link] = []
        self._url: str | None = None
        self._link_start = 0
        self._edge = 0

    @property
    def size(self) -> int:
        """How long the text is so far."""
        return self._size

    @property
    def next_offset(self) -> int:
        """Where the next word would begin."""
        return self._size + 1 if self.spaced and self._size else self._size

    def text(self) -> str:
        """The text so far."""
        if len(self.parts) > 1:
            self.parts = [
                "".join(self.parts)
            ]  # a line is asked for its text at the end of each element that is evidence
        return self.parts[0] if self.parts else ""

    def opens(self, link: bool) -> None:
        """An inline element begins: one that follows another without a space is a word of its own
        if it looks so.
        """
        if self._edge:
            self._edge = 3 if link and self._edge == 1 else 2

    def closes(self, link: bool) -> None:
        """An inline element ends."""
        if link:
            self._edge = 1
            self._keep_link()
            self._url = None
        elif not self._edge:
            self._edge = 2

    def open_link(self, url: str) -> None:
        """A link begins."""
        self._url, self._link_start = url, self.next_offset

    def _keep_link(self) -> None:
        if self._url is not None and self._size > self._link_start:
            self._links.append(Link(self._link_start, self._size, self._url))

    def ends_block(self, following: str) -> bool:
        """Whether the line breaks before this text end the block: two always do, one unless the
        sentence goes on in lower case.
        """
        if not self._size or self.breaks > 1:
            return True
        first = following.lstrip()[:1]
        return not first.islower() or self.parts[-1][-20:].removesuffix("\n").rstrip(
            CLOSING
        ).endswith(SENTENCE_ENDS)

    def space_after_break(self) -> None:
        """The sentence goes on after a line break."""
        self.spaced, self.breaks = True, 0

    def add(self, text: str) -> None:
        """Adds text as HTML shows it: any run of white space is one space."""
        words = text.split()
        if not words:
            self.spaced = True
            return
        if self._size >= MOST_TEXT - 1:
            self.cut = True
            return
        piece = words[0] if len(words) == 1 else " ".join(words)
        if self._size and (
            self.spaced or text[0].isspace() or (self._edge and self._separate(piece))
        ):
            self.parts.append(" ")
            self._size += 1
        self._put(piece)
        self.spaced = text[-1].isspace()
        self._edge = 0

    def _put(self, piece: str) -> None:
        if self._size + len(piece) > MOST_TEXT:
            piece, self.cut = piece[: MOST_TEXT - self._size], True
        self.parts.append(piece)
        self._size += len(piece)

    def _separate(self, piece: str) -> bool:
        """Two inline elements that touch: links are separate words, others where a capital follows
        a small letter, a capitalised word a figure, or where an address for mail begins.
        """
        if self._edge == 3:
            return True
        last = self.parts[-1][-1]
        if piece[0].isupper():
            return self._edge == 2 and (last.islower() or (last.isdigit() and piece[1:3].islower()))
        return self._edge == 2 and "@" in piece and "@" in piece.split(" ", 1)[0]

    def add_verbatim(self, text: str) -> None:
        """Adds text as it is, line breaks and indentation included."""
        self._put(text)
        self._verbatim = True

    def take(self) -> tuple[str, tuple[Link, ...]]:
        """The text and its links; the next block begins, inside the same link where one is open."""
        if not self.parts:
            self.spaced, self.breaks, self._edge = False, 0, 0
            self._link_start = 0
            return "", ()
        self._keep_link()
        text, links = "".join(self.parts), tuple(self._links)
        if self._verbatim:
            text, links = _trimmed(text, links)
        self.parts, self._links = [], []
        self._size = self._link_start = self.breaks = self._edge = 0
        self.spaced = self._verbatim = False
        return text, links


def _trimmed(text: str, links: tuple[Link, ...]) -> tuple[str, tuple[Link, ...]]:
    """Verbatim text without blank lines before and after; the first line keeps its indentation."""
    start = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, start) + 1
    kept = text[start:].rstrip()
    return kept, tuple(
        Link(max(0, link.start - start), min(len(kept), link.end - start), link.url)
        for link in links
        if start < link.end and link.start - start < len(kept)
    )
