"""A stretch of a dump as a reader would read it, with the map back: entities, odd spaces, control
characters, tags and stars put right.

One pass over the stretch yields edits; what no edit touches is one segment. A clean line, which
nearly every line is, is known by one search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from copydesk.model.page import Link, Segment, Style
from copydesk.text.characters import UNSEEN
from copydesk.text.lazy_pattern import lazy_pattern

SPACES = "\t\x0b\x0c\x1c-\x1f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What is read as a space, the space itself apart."""
TAG = (
    r"</?(?:[abiqsu]|abbr|big|cite|code|del|dfn|em|font|ins|kbd|mark|o:p|samp|small|span|strike|strong|sub|sup|time|tt|var|wbr|img)(?:\s[^<>]*)?/?>"
    r"|<!--[^<>]*-->"
)
"""A left-over inline tag. Tags that break a line are breaks between lines (text_lines)."""
ENTITY = r"&(?:(?i:amp);)?(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
ADDRESS = r'\]\([^\s()<>]{1,1000}(?:\s"[^"]{0,200}")?\)'
EDITS = rf"""
    (?P<gap> (?!\ \w) (?:
        [{SPACES}{UNSEEN}\ ]++
      | (?i: &(?:amp;)?(?:nbsp|ensp|emsp|thinsp|lrm|rlm|shy|\#160);? | {TAG} ) )++ )
  | (?P<pair> [\ud800-\udbff][\udc00-\udfff] )
  | (?P<unseen> [\ud800-\udfff] | (?<![^\x00-\u05ff\u10a0-\u218f])[\u200c\u200d] )
  | (?P<control> [\x80-\x9f] )
  | (?P<entity> {ENTITY} )
  | (?P<picture> !\[[^\[\]]{{0,300}}{ADDRESS} | \[\s?!\[[^\[\]]{{0,300}}{ADDRESS}\s?{ADDRESS} )
  | (?P<escape> \\[*_`\[\]\#] )
  | (?P<bold> \*\*(?=[^\s*]) | (?<=[^\s*])\*\* )
  | (?P<star> (?<![\w*])\*(?=[^\s*][^*]{{0,400}}(?<=\S)\*(?![\w*])) )
  | (?P<unstar> (?<=[^\s*])\*(?![\w*]) )
  | (?P<code> (?<![\w`])`(?=[^`\s][^`]{{0,200}}`(?![\w`])) )
  | (?P<uncode> (?<=[^`\s])`(?![\w`]) )
  | (?P<under> (?<!\w)__(?=[^\s_][^_]{{0,400}}\s[^_]{{0,400}}(?<=\S)__(?!\w)) )
  | (?P<ununder> (?<=[^\s_])__(?!\w) )
  | (?P<slant> (?<!\w)_(?=[^\s_][^_]{{0,400}}(?<=\S)_(?![\w(])) )
  | (?P<upright> (?<=[^\s_])_(?![\w(]) )
  | (?P<open> \[(?=[^\[\]]{{1,300}}{ADDRESS}) )
  | (?P<close> {ADDRESS} )
"""
"""What is put right; a space before a word is no gap. Case is ignored where it must be and no
further: to ignore that of ten thousand characters takes a hundredth of a second.
"""
STYLES = {"_": "emphasis", "*": "emphasis", "`": "code", "__": "strong", "**": "strong"}
"""Mark of Markdown -> the style of the text between two of it."""
PICTURE = lazy_pattern(r"!\[(?P<text>[^\[\]]*)\]\((?P<url>[^\s()<>]+)")
EDIT = lazy_pattern(rf"(?=_|[^\w.,;:'\"()?’–-])(?:{EDITS})", re.VERBOSE)
"""The same, tried only where a line has none of the letters and marks that it mostly has."""
ODD = lazy_pattern(
    rf"  |[{SPACES}{UNSEEN}\x80-\x9f\u200c\u200d\ud800-\udfff]|&[#a-zA-Z]|</?[a-zA-Z!]|[_*`\\]|\]\("
)
"""What may need an edit."""
VARIANTS = "\u180b\u180c\u180d"
"""Of the characters that ODD finds those that are printable."""
ODD_MARKS = ("  ", "&", "<", "*", "_", "`", "\\", "](")
"""What stands in every line in which ODD finds something, besides such a character."""
PRINTED = bytes((0x0A, *range(0x20, 0x7F)))
"""ASCII that is nothing odd by itself."""


class Cleaned(NamedTuple):
    """A text, the map to its source, its links and its styles."""

    text: str
    origin: tuple[Segment, ...]
    links: tuple[Link, ...] = ()
    styles: tuple[Style, ...] = ()


def odd_marks(source: str) -> tuple[str, ...]:
    """What a dump has of the characters and marks without any of which a line of it needs no edit.

    A dump has few of them, and each line is asked for those alone. One that is not in composed form
    has the empty mark, which every line has; of one that is, every part is so too.
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


def clean_stretch(raw: str, start: int, marks: tuple[str, ...]) -> Cleaned:
    """A stretch that begins at `start` of the source as a reader reads it, `marks` being those of
    the source. It begins and ends with no space; its text may be empty, and is in Unicode's
    composed form.
    """
    for mark in marks:
        if mark in raw and (ODD.search(raw) or not unicodedata.is_normalized("NFC", raw)):
            return _Draft(raw, start).finish()
    size = len(raw)
    return Cleaned(raw, (Segment(0, size, start, start + size),), ())


def clean_verbatim(source: str, start: int, end: int) -> Cleaned:
    """`source[start:end]` as it stands (code), without what no output can hold: NUL and lone
    surrogates.
    """
    draft = _Draft("", start)
    for at, piece in _between(
        re.finditer("[\x00\ud800-\udfff]", source[start:end]), source[start:end]
    ):
        draft.put(piece, start + at, start + at + len(piece))
    return Cleaned("".join(draft.pieces), tuple(draft.origin))


def _between(matches: Iterator[re.Match[str]], text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece) of the pieces of a text that stand between the matches."""
    at = 0
    for match in matches:
        if match.start() > at:
            yield at, text[at : match.start()]
        at = match.end()
    if at < len(text):
        yield at, text[at:]


class _Draft:
    """A text in the making: its pieces, their segments, and the links that were met."""

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
        """Adds `text`, read from `source[start:end]`; no text at all for what a reader does not
        see.
        """
        if text:
            self.pieces.append(text)
        self.origin.append(Segment(self.size, self.size + len(text), start, end))
        self.size += len(text)

    def finish(self) -> Cleaned:
        raw, base, at = self.raw, self.base, 0
        normal = unicodedata.is_normalized("NFC", raw)
        for match in (EDIT if normal else _composing()).finditer(raw):
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
        """What stands for a match; None leaves it as it is."""
        found = match.group()
        new: str | None = None
        match match.lastgroup:
            case "gap":
                new = " " if found.isspace() else _space_for(found)
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
                new = _unescaped(found)
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
        """What stands for a mark that opens a style, or where two stars are open, closes it."""
        mark = match[0]
        if mark == "**" and mark in self.begun:
            return self._closed(match)
        if mark in self.begun or (mark == "**" and not self.starred):
            return None
        self.begun[mark] = self.size_at(match.start())
        return ""

    def _closed(self, match: re.Match[str]) -> str:
        """What stands for a mark that closes a style."""
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
        """The length the text will have when the raw text up to `offset` is copied."""
        done = self.origin[-1].source_end - self.base if self.origin else 0
        return self.size + offset - done

    def _trimmed(self) -> Cleaned:
        """The text without outer spaces, and without segments before its first and after its last
        character.
        """
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
        return Cleaned(text, tuple(origin), links, styles)


def _moved(segment: Segment, lead: int) -> Segment:
    """A segment after `lead` characters were taken off the text's beginning."""
    cut = max(0, lead - segment.start)
    return Segment(
        max(0, segment.start - lead),
        segment.end - lead,
        segment.source_start + cut,
        segment.source_end,
    )


def _space_for(gap: str) -> str:
    """A space where any of the gap's characters or entities is one, else nothing."""
    plain = re.sub(TAG, "", gap, flags=re.IGNORECASE)
    return " " if any(letter.isspace() for letter in _plain(plain.replace("amp;", ""))) else ""


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _unescaped(entity: str) -> str | None:
    """The character an entity stands for, itself put right; None for a name that is none."""
    text = _plain(entity)
    text = _plain(text) if text != entity and text.startswith("&") and len(text) > 1 else text
    if text == entity:
        return None
    return (
        " " if text.isspace() else "".join(letter for letter in text if not _UNSEEN.match(letter))
    )


_UNSEEN = lazy_pattern(f"[{UNSEEN}\x00-\x1f\ud800-\udfff\u200c\u200d]")


@cache
def _composing() -> re.Pattern[str]:
    """EDIT for a text that is not in composed form: also finds the clusters of a letter and its
    marks.
    """
    import regex

    return cast(
        "re.Pattern[str]",
        regex.compile(
            EDITS + r"  | (?P<cluster> (?= [^\x00-\x7f] | [\x00-\x7f]\p{M} ) \X )",
            regex.VERBOSE | regex.IGNORECASE,
        ),
    )
