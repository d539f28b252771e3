"""The lines of a text dump: where each stands, what its marker says it is, and its cleaned text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from copydesk.model.limits import MAX_LINES
from copydesk.model.page import Link, Segment, Style
from copydesk.readers.text_clean import Cleaned, clean_stretch, clean_verbatim, odd_marks
from copydesk.readers.text_sentences import in_sentences
from copydesk.text.lazy_pattern import lazy_pattern

BLOCK_TAG = (
    r"</?(?:article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|option|p|pre|script"
    r"|section|select|style|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]*)?/?>"
)
BREAK = lazy_pattern(rf"\r\n|[\n\r\x0b\x0c\u2028\u2029]|{BLOCK_TAG}", re.IGNORECASE)
ODD_BREAKS = "\r\x0b\x0c\u2028\u2029"
TAG = lazy_pattern(r"</?[a-zA-Z]")
MARKER = lazy_pattern(
    r"(?P<heading>#{1,6}|\*\*(?=\s))\s+|(?P<bullet>[*•‣◦▪●○■□►▸▶·+–-]|o)\s+|(?P<quote>>)\s*(?=\S)|(?P<number>\d{1,3})[.)]\s+(?=\S)"
)
MARKS = frozenset("|#*•‣◦▪●○■□►▸▶·+–-o>0123456789`~")
"""What a line with a marker or a fence begins with."""
FENCE = lazy_pattern(r"(```+|~~~+)\s*[\w+#.-]*\s*$")
UNSURE = frozenset("-–+o")
"""Bullets that are one only in company: alone they open a speech, a dateline, a continued clause,
or (`o`) are a word.
"""
SPOKEN = lazy_pattern(r"[.!?…»\"”]$")
MIN_BARS = 3
"""Bars of a table's row; a line between two is a sentence in a box."""
MAX_ROWS = 200
"""Rows among which the rule of a table's head is looked for."""
MIN_RULE = 3
"""Signs of a rule under a heading."""
QUOTED_WORDS = 5
"""A quoted line has at least five words; `> News` is a step of a breadcrumb."""


class Line(NamedTuple):
    """A line that holds words, or a fenced run of code. `start` and `end` are source offsets of
    what its text was read from, `blank` counts the empty lines before it, `indent` the spaces.
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


class _Raw(NamedTuple):
    """A line as it stands in the source, with what its marker claims."""

    start: int
    end: int
    blank: int
    indent: int
    first: int
    claim: str
    mark: str


class Lines(NamedTuple):
    """The lines of a dump, and the offset up to which it was read: its length, unless it has more
    lines than are taken.
    """

    lines: list[Line]
    end: int


def read_lines(source: str) -> Lines:
    """The lines of a decoded dump, in order; lines without a letter or digit or any other character
    but spaces are left out.
    """
    stretches = list(islice(_stretches(source), MAX_LINES + 1))
    end = stretches.pop()[0] if len(stretches) > MAX_LINES else len(source)
    raws = list(islice(_raw_lines(source, stretches), MAX_LINES + 1))
    end = raws.pop().start if len(raws) > MAX_LINES else end
    return Lines(_cleaned(source, raws), end)


def _cleaned(source: str, raws: Sequence[_Raw]) -> list[Line]:
    made: list[Line] = []
    depth, fences, marks = _Depth(), _fences(source, raws), odd_marks(source)
    at = 0
    while at < len(raws):
        raw, closing = raws[at], fences.get(at, 0)
        if not raw.claim:
            underlined = _is_underlined(source, raws, at)
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
            kind, start, level = _kind(source, raws, at, depth)
            text = source[start : raw.end]
            text = text[:-1].rstrip() if kind == "table-row" else text
            clean = clean_stretch(text, start, marks)
            made.append(_line(raw, kind, level, clean))
        at = max(at, closing) + 1
    return [line for line in made if line.text]


def _line(raw: _Raw, kind: str, level: int, clean: Cleaned) -> Line:
    return Line(
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
    """Half-open offsets of what stands between line breaks and tags that break a line."""
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


def _raw_lines(source: str, stretches: Sequence[tuple[int, int]]) -> Iterator[_Raw]:
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
        claim, mark, body = _claim(text) if text[0] in MARKS else ("", "", 0)
        yield _Raw(first, first + len(text), blank, indent, first + body, claim, mark)
        blank = 0


def _claim(text: str) -> tuple[str, str, int]:
    """What the marker claims with which a line may begin: (kind or empty, the marker, where the
    text begins).
    """
    if text[0] in "`~":
        return ("fence", text[:3], 0) if FENCE.match(text) else ("", "", 0)
    if text[0] == "|":
        return (_row_claim(text), "|", 0)
    match = MARKER.match(text)
    if match is None or match.lastgroup is None or match.end() == len(text):
        return "", "", 0
    return (
        match.lastgroup,
        match[match.lastgroup],
        0 if match.lastgroup == "number" else match.end(),
    )


def _row_claim(text: str) -> str:
    """What a line in bars claims to be: a row of a table, or the rule below its head."""
    if text[-1] != "|" or text.count("|") < MIN_BARS:
        return ""
    return "row" if any(map(str.isalnum, text)) else "ruled"


def _fences(source: str, raws: Sequence[_Raw]) -> dict[int, int]:
    """The number of each line that opens a fence -> that of the line that closes it. A fence that
    nothing closes is none.
    """
    found: dict[int, int] = {}
    bare: dict[str, int] = {}
    for number in range(len(raws) - 1, -1, -1):
        if raws[number].claim == "fence":
            if raws[number].mark in bare:
                found[number] = bare[raws[number].mark]
            if source[raws[number].end - 1] in "`~":
                bare[raws[number].mark] = number
    return found


class _Depth:
    """How deep an item stands, by its indentation among the items before it."""

    def __init__(self) -> None:
        self.indents: list[int] = []

    def of(self, indent: int) -> int:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return min(len(self.indents), 9)


def _kind(source: str, raws: Sequence[_Raw], at: int, depth: _Depth) -> tuple[str, int, int]:
    """A line's kind, the source offset where its text begins, and its level."""
    raw = raws[at]
    if raw.claim == "row" and _in_table(raws, at):
        inner = source[raw.start + 1 : raw.end]
        return "table-row", raw.end - len(inner.lstrip()), 0
    if raw.claim == "heading":
        return "heading", raw.first, len(raw.mark)
    if (raw.claim == "bullet" and _in_company(source, raws, at)) or (
        raw.claim == "number" and _in_sequence(raws, at)
    ):
        return "item", raw.first, depth.of(raw.indent)
    if raw.claim == "quote" and source.count(" ", raw.first, raw.end) >= QUOTED_WORDS - 1:
        return "quote", raw.first, 0
    return "paragraph", raw.start, 0


def _in_table(raws: Sequence[_Raw], at: int) -> bool:
    """Whether the rule of a table's head is among the rows around a line, without a gap."""
    for step in (1, -1):
        number = at + step
        while 0 <= number < len(raws) and abs(number - at) <= MAX_ROWS:
            if raws[max(number, number - step)].blank:
                break
            if raws[number].claim == "ruled":
                return True
            if raws[number].claim != "row":
                break
            number += step
    return False


def _is_underlined(source: str, raws: Sequence[_Raw], at: int) -> bool:
    """Whether the next line is the rule that Markdown puts under a heading."""
    if at + 1 == len(raws) or raws[at + 1].blank:
        return False
    rule = source[raws[at + 1].start : raws[at + 1].end]
    return len(rule) >= MIN_RULE and not rule.strip("=")


def _in_company(source: str, raws: Sequence[_Raw], at: int) -> bool:
    """Whether a bullet is sure, or the same one stands within three lines and this line is no
    speech.
    """
    raw = raws[at]
    if raw.mark not in UNSURE:
        return True
    if raw.mark == "–" and SPOKEN.search(source, raw.start, raw.end):
        return False
    near = [*raws[max(0, at - 3) : at], *raws[at + 1 : at + 4]]
    if raw.mark == "o":
        return raw.indent > 0 and any(
            other.claim == "bullet" and (other.mark in "*+" or other.indent == raw.indent)
            for other in near
        )
    return any(other.mark == raw.mark and other.claim == "bullet" for other in near)


def _in_sequence(raws: Sequence[_Raw], at: int) -> bool:
    """Whether the number before or after this one, a few lines away, is its neighbour in
    counting.
    """
    number = int(raws[at].mark)
    near = [*raws[max(0, at - 12) : at], *raws[at + 1 : at + 13]]
    return any(other.claim == "number" and abs(int(other.mark) - number) == 1 for other in near)
