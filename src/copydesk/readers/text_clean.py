"""Cleans a stretch of a dump and keeps the map to its source.

Entities, odd spaces, control characters, tags and Markdown's marks are replaced. One pass over the
stretch yields edits; text without an edit is one segment. One search finds that a line is clean,
and nearly every line is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.model.block import Link, Segment, Style
from copydesk.readers.text_edits import (
    EDIT,
    PICTURE,
    SPACES,
    STYLES,
    composing_edit,
    space_for,
    unescaped,
)
from copydesk.text.characters import UNSEEN
from copydesk.text.lazy_pattern import lazy_pattern

ODD = lazy_pattern(
    rf"  |[{SPACES}{UNSEEN}\x80-\x9f\u200c\u200d\ud800-\udfff]|&[#a-zA-Z]|</?[a-zA-Z!]|[_*`\\]|\]\("
)
"""Text that may need an edit."""
VARIANTS = "\u180b\u180c\u180d"
"""Of the characters that ODD finds those that are printable."""
ODD_MARKS = ("  ", "&", "<", "*", "_", "`", "\\", "](")
"""One of these, or such a character, is in every line in which ODD finds something."""
PRINTED = bytes((0x0A, *range(0x20, 0x7F)))
"""ASCII that is nothing odd by itself."""


class CleanText(NamedTuple):
    """A text, the map to its source, its links and its styles."""

    text: str
    origin: tuple[Segment, ...]
    links: tuple[Link, ...] = ()
    styles: tuple[Style, ...] = ()


def odd_marks(source: str) -> tuple[str, ...]:
    """Return the odd characters and marks that a dump contains.

    A line that needs an edit holds at least one. A dump has few of them, and each line is searched
    for those alone. A dump that is not in composed form has the empty mark, which every line has.
    """
    if not unicodedata.is_normalized("NFC", source):
        return ("",)
    unusual = (
        source.encode("utf-8", "surrogatepass")
        .translate(None, PRINTED)
        .decode("utf-8", "surrogatepass")
    )
    return (
        *(mark for mark in ODD_MARKS if mark in source),
        *(letter for letter in set(unusual) if not letter.isprintable() or letter in VARIANTS),
    )


def clean_stretch(raw: str, start: int, marks: tuple[str, ...]) -> CleanText:
    """Return the clean text of a stretch, in Unicode's composed form.

    `start` is its offset in the source, `marks` those of the source. The text begins and ends
    without a space, and may be empty.
    """
    for mark in marks:
        if mark in raw and (ODD.search(raw) or not unicodedata.is_normalized("NFC", raw)):
            return _EditedText(raw, start).finish()
    size = len(raw)
    return CleanText(raw, (Segment(0, size, start, start + size),), ())


def clean_verbatim(source: str, start: int, end: int) -> CleanText:
    """Return `source[start:end]` unchanged, for code.

    Only NUL and lone surrogates are left out, which no output can hold.
    """
    draft = _EditedText("", start)
    for at, piece in _between(
        re.finditer("[\x00\ud800-\udfff]", source[start:end]), source[start:end]
    ):
        draft.put(piece, start + at, start + at + len(piece))
    return CleanText("".join(draft.pieces), tuple(draft.origin))


def _between(matches: Iterator[re.Match[str]], text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece) of the pieces of a text between the matches."""
    at = 0
    for match in matches:
        if match.start() > at:
            yield at, text[at : match.start()]
        at = match.end()
    if at < len(text):
        yield at, text[at:]


class _EditedText:
    """A text under construction: pieces, segments, links and styles."""

    def __init__(self, raw: str, base: int) -> None:
        self.raw, self.base, self.starred = raw, base, raw.count("**") > 1
        self.pieces: list[str] = []
        self.origin: list[Segment] = []
        self.size = 0
        self.links: list[Link] = []
        self.opened: int | None = None
        self.styles: list[Style] = []
        self.begun: dict[str, int] = {}

    def put(self, text: str, start: int, end: int) -> None:
        """Add `text`, read from `source[start:end]`.

        It is empty for what a reader does not see.
        """
        if text:
            self.pieces.append(text)
        self.origin.append(Segment(self.size, self.size + len(text), start, end))
        self.size += len(text)

    def finish(self) -> CleanText:
        raw, base, at = self.raw, self.base, 0
        normal = unicodedata.is_normalized("NFC", raw)
        for match in (EDIT if normal else composing_edit()).finditer(raw):
            new = self._edit(match)
            if new is None:
                continue
            if match.start() > at:
                self.put(raw[at : match.start()], base + at, base + match.start())
            if new == " " and (not self.pieces or self.pieces[-1][-1] == " "):
                new = ""
            self.put(new, base + match.start(), base + match.end())
            at = match.end()
        if at < len(raw):
            self.put(raw[at:], base + at, base + len(raw))
        return self._trimmed()

    def _edit(self, match: re.Match[str]) -> str | None:
        """The text that replaces a match; None leaves it as it is."""
        found = match.group()
        new: str | None = None
        match match.lastgroup:
            case "gap":
                new = " " if found.isspace() else space_for(found)
            case "pair":
                new = found.encode("utf-16", "surrogatepass").decode("utf-16")
            case "unseen":
                new = ""
            case "picture":
                self._add_picture(match)
                new = ""
            case "escape":
                new = found[1:]
            case "control":
                new = found.encode("latin-1").decode("windows-1252")
            case "entity":
                new = unescaped(found)
            case "cluster":
                new = unicodedata.normalize("NFC", found)
            case "bold" | "slant" | "star" | "code" | "under":
                new = self._opened(match)
            case "upright" | "unstar" | "uncode" | "ununder":
                new = self._closed(match) if found in self.begun else None
            case "open":
                self.opened, new = self.size_at(match.start()), ""
            case "close" if self.opened is not None:
                self.links.append(
                    Link(self.opened, self.size_at(match.start()), found[2:-1].split(" ")[0])
                )
                self.opened, new = None, ""
        return None if new == found else new

    def _opened(self, match: re.Match[str]) -> str | None:
        """The text that replaces a mark that opens a style.

        Two stars may also close one.
        """
        mark = match[0]
        if mark == "**" and mark in self.begun:
            return self._closed(match)
        if mark in self.begun or (mark == "**" and not self.starred):
            return None
        self.begun[mark] = self.size_at(match.start())
        return ""

    def _closed(self, match: re.Match[str]) -> str:
        """The text that replaces a mark that closes a style."""
        start, end = self.begun.pop(match[0]), self.size_at(match.start())
        if end > start:
            self.styles.append(Style(start, end, STYLES[match[0]]))
        return ""

    def _add_picture(self, match: re.Match[str]) -> None:
        """A picture, without the link that it may be."""
        if picture := PICTURE.search(match[0]):
            at = self.size_at(match.start())
            self.styles.append(Style(at, at, "picture", picture["url"], picture["text"]))

    def size_at(self, offset: int) -> int:
        """Return the length of the text once the raw text up to `offset` is added."""
        done = self.origin[-1].source_end - self.base if self.origin else 0
        return self.size + offset - done

    def _trimmed(self) -> CleanText:
        """The text without outer spaces, and with the segments that it needs."""
        whole = "".join(self.pieces)
        text = whole.rstrip(" ")
        origin = [segment for segment in self.origin if segment.start < len(text)]
        while origin and origin[0].end == 0:
            origin.pop(0)
        lead = len(text) - len(text.lstrip(" "))
        if origin and origin[-1].end > len(text):
            first, _, source_start, _ = origin[-1]
            origin[-1] = Segment(first, len(text), source_start, source_start + len(text) - first)
        if lead:
            origin = [_moved(segment, lead) for segment in origin if segment.end > lead]
            text = text[lead:]
        links = tuple(
            Link(max(0, a - lead), min(b - lead, len(text)), url)
            for a, b, url in self.links
            if a - lead < len(text)
        )
        styles = tuple(
            style._replace(
                start=min(max(0, style.start - lead), len(text)),
                end=min(max(0, style.end - lead), len(text)),
            )
            for style in sorted(self.styles)
        )
        return CleanText(text, tuple(origin), links, styles)


def _moved(segment: Segment, lead: int) -> Segment:
    """A segment after `lead` characters were taken off the text's beginning."""
    cut = max(0, lead - segment.start)
    return Segment(
        max(0, segment.start - lead),
        segment.end - lead,
        segment.source_start + cut,
        segment.source_end,
    )
