"""The lines of a text dump: their places, kinds and cleaned texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from copydesk.model.block import Link, Segment, Style
from copydesk.model.limits import MAX_LINES
from copydesk.readers.line_marker import (
    MARKS,
    ItemDepth,
    MarkedLine,
    claim_of,
    fences,
    is_underlined,
    kind_of,
)
from copydesk.readers.text_clean import CleanText, clean_stretch, clean_verbatim, odd_marks
from copydesk.readers.text_sentences import in_sentences
from copydesk.text.lazy_pattern import lazy_pattern

BLOCK_TAG = (
    r"</?(?:article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|"
    r"h[1-6]|head|header|hr|html|li|main|nav|ol|option|p|pre|script"
    r"|section|select|style|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]*)?/?>"
)
BREAK = lazy_pattern(rf"\r\n|[\n\r\x0b\x0c\u2028\u2029]|{BLOCK_TAG}", re.IGNORECASE)
ODD_BREAKS = "\r\x0b\x0c\u2028\u2029"
TAG = lazy_pattern(r"</?[a-zA-Z]")


class DumpLine(NamedTuple):
    """A line that holds words, or a fenced run of code.

    `start` and `end` are source offsets of the text, `blank` counts the empty lines before it,
    `indent` the spaces; `pictures` are those of Markdown lines without words just above it.
    """

    start: int
    end: int
    blank: int
    indent: int
    kind: str
    level: int
    text: str
    origin: tuple[Segment, ...]
    links: tuple[Link, ...] = ()
    styles: tuple[Style, ...] = ()
    ordered: bool = False
    language: str = ""
    pictures: tuple[Style, ...] = ()


class DumpLines(NamedTuple):
    """The lines of a dump, and the pictures below the last of them.

    `end` is the offset of the end of what was read: the dump's length, unless it has more lines
    than the limit.
    """

    lines: list[DumpLine]
    pictures: tuple[Style, ...]
    end: int


def read_lines(source: str) -> DumpLines:
    """Return the lines of a decoded dump, in order.

    Lines without any character but spaces are left out.
    """
    stretches = list(islice(_stretches(source), MAX_LINES + 1))
    end = stretches.pop()[0] if len(stretches) > MAX_LINES else len(source)
    raws = list(islice(_raw_lines(source, stretches), MAX_LINES + 1))
    end = raws.pop().start if len(raws) > MAX_LINES else end
    lines, pictures = _with_pictures(_cleaned(source, raws))
    return DumpLines(lines, pictures, end)


def _with_pictures(cleaned: Sequence[DumpLine]) -> tuple[list[DumpLine], tuple[Style, ...]]:
    """Return the lines that have words, with the pictures above each, and those below all."""
    lines, pictures = list[DumpLine](), tuple[Style, ...]()
    for line in cleaned:
        if not line.text:
            pictures += tuple(style for style in line.styles if style.kind == "picture")
        else:
            lines.append(line._replace(pictures=pictures) if pictures else line)
            pictures = ()
    return lines, pictures


def _cleaned(source: str, raws: Sequence[MarkedLine]) -> list[DumpLine]:
    made: list[DumpLine] = []
    depth, closings, marks = ItemDepth(), fences(source, raws), odd_marks(source)
    at = 0
    while at < len(raws):
        raw, closing = raws[at], closings.get(at, 0)
        if not raw.claim:
            underlined = is_underlined(source, raws, at)
            made.append(
                _line(
                    raw,
                    "heading" if underlined else "paragraph",
                    int(underlined),
                    clean_stretch(source[raw.start : raw.end], raw.start, marks),
                )
            )
        elif closing:
            first, last = raws[at + 1], raws[closing - 1]
            if closing > at + 1:
                clean = clean_verbatim(source, first.start - first.indent, last.end)
                line = _line(raw, "code", 0, clean)
                language = source[raw.start : raw.end].strip("`~ ").lower()
                made.append(line._replace(language=language))
        else:
            kind, start, level = kind_of(source, raws, at, depth)
            text = source[start : raw.end]
            text = text[:-1].rstrip() if kind == "table-row" else text
            clean = clean_stretch(text, start, marks)
            made.append(_line(raw, kind, level, clean))
        at = max(at, closing) + 1
    return made


def _line(raw: MarkedLine, kind: str, level: int, clean: CleanText) -> DumpLine:
    return DumpLine(
        raw.start,
        raw.end,
        raw.blank,
        raw.indent,
        kind,
        level,
        clean.text,
        clean.origin,
        clean.links,
        clean.styles,
        kind == "item" and raw.claim == "number",
    )


def _stretches(source: str) -> Iterator[tuple[int, int]]:
    """The offsets of the text between line breaks and tags that break lines.

    They are half-open.
    """
    at = 0
    if not any(mark in source for mark in ODD_BREAKS) and TAG.search(source) is None:
        for piece in source.split("\n", MAX_LINES):
            yield at, at + len(piece)
            at += len(piece) + 1
        return
    for match in BREAK.finditer(source):
        yield at, match.start()
        at = match.end()
    yield at, len(source)


def _raw_lines(source: str, stretches: Sequence[tuple[int, int]]) -> Iterator[MarkedLine]:
    blank = 0
    for start, end in in_sentences(source, stretches):
        piece = source[start:end]
        bare = piece.lstrip()
        text = bare.rstrip()
        if not text:
            blank += 1
            continue
        indent = len(piece) - len(bare)
        first = start + indent
        claim, mark, body = claim_of(text) if text[0] in MARKS else ("", "", 0)
        yield MarkedLine(first, first + len(text), blank, indent, first + body, claim, mark)
        blank = 0
