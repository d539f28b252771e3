"""Writes the dump without its chrome, line by line.

Every line without a cut is left as it is. A line of which no word is left goes, with its line
break, and the blank lines around it become one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from copydesk.model.block import Block, Span
from copydesk.model.body import BODY, CUT, fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Markup that touches what is before or after it.
TOUCHING_BEFORE = lazy_pattern(r"\S*")
TOUCHING_AFTER = lazy_pattern(r"\S*\Z")
# Kinds of which neighbouring blocks of HTML have no blank line between them.
TIGHT = frozenset(("item", "table-row", "control"))


class SourceSpan(NamedTuple):
    """A span of the source that a block was read from, and if it is left."""

    start: int
    end: int
    left: bool


class SourceLine(NamedTuple):
    """A line of the source with its line break, and its uncut spans.

    `state` is `left`, `gone`, `blank`, or `mark` for a line without a block, such as a rule.
    """

    start: int
    end: int
    state: str
    spans: tuple[Span, ...]


def left_spans(page: Page, ledger: Ledger, *, fields: bool = True) -> list[Span]:
    """The spans of a text dump's source that are left, in order.

    What fields took (headline, byline, date, credits) is left unless `fields` is false.
    """
    spans = [
        span
        for line in _without_runs(list(source_lines(page, ledger, fields=fields)))
        for span in line.spans
    ]
    broken = page.source.endswith(("\n", "\r"))
    if spans and not broken:
        start, end = spans[-1]
        spans[-1] = (start, start + len(page.source[start:end].rstrip("\r\n")))
    return spans


def visible_text(page: Page, ledger: Ledger, *, fields: bool = True) -> str:
    """Return the text left of an HTML page: a line a block.

    Paragraphs are apart. The title element and elements that a browser does not show are left out.
    """
    blocks = [
        (block, text)
        for block in page.blocks
        if block.kind != "title" and not any(box.hidden for box in page.path(block))
        if any(map(str.isalnum, text := _left_text(block, ledger, fields)))
    ]
    if not blocks:
        return ""
    between = (
        "\n" if one.kind in TIGHT and one.kind == other.kind else "\n\n"
        for (one, _), (other, _) in pairwise(blocks)
    )
    return "".join(text + end for (_, text), end in zip(blocks, (*between, "\n"), strict=True))


def _is_left(fate: str, fields: bool) -> bool:
    return fate == BODY or (fields and fate != CUT)


def _left_text(block: Block, ledger: Ledger, fields: bool) -> str:
    pieces = [
        block.text[fate.start : fate.end]
        for fate in fates(block, ledger)
        if _is_left(fate.fate, fields)
    ]
    whole = "".join(pieces)
    return whole.strip() if whole == block.text else " ".join(" ".join(pieces).split())


def source_lines(page: Page, ledger: Ledger, *, fields: bool = True) -> Iterator[SourceLine]:
    """The lines of a text dump's source, each with what is left of it."""
    stretches = _stretches(page, ledger, fields)
    at = 0
    for match in LINE.finditer(page.source):
        content = match.start() + len(match[0].rstrip("\r\n"))
        while at < len(stretches) and stretches[at].end <= match.start():
            at += 1
        on_line, number = [], at
        while number < len(stretches) and stretches[number].start < content:
            stretch = _on_line(page.source, stretches[number], match.start(), content)
            on_line += [stretch] if stretch.start < stretch.end else []
            number += 1
        yield _line(page.source, match.span(), content, on_line)


def _on_line(source: str, stretch: SourceSpan, first: int, content: int) -> SourceSpan:
    """The part of a stretch that is on a line, without spaces around it."""
    start, end = max(stretch.start, first), min(stretch.end, content)
    text = source[start:end].rstrip()
    return SourceSpan(start + len(text) - len(text.lstrip()), start + len(text), stretch.left)


def _stretches(page: Page, ledger: Ledger, fields: bool) -> list[SourceSpan]:
    found = [
        SourceSpan(start, end, _is_left(fate.fate, fields))
        for block in page.blocks
        for fate in fates(block, ledger)
        for start, end in block.source_spans(fate.start, fate.end)
    ]
    return sorted(found)


def _line(source: str, whole: Span, content: int, stretches: list[SourceSpan]) -> SourceLine:
    start, end = whole
    if not stretches:
        blank = not source[start:content].strip()
        return SourceLine(start, end, "blank" if blank else "mark", (whole,))
    if all(stretch.left for stretch in stretches):
        return SourceLine(start, end, "left", (whole,))
    if not any(stretch.left and _has_word(source, stretch) for stretch in stretches):
        return SourceLine(start, end, "gone", ())
    spans = _spaced(source, start, content, _pieces(source, start, content, stretches))
    return SourceLine(start, end, "left", (*spans, (content, end)))


def _has_word(source: str, stretch: SourceSpan) -> bool:
    return any(map(str.isalnum, source[stretch.start : stretch.end]))


def _pieces(source: str, start: int, content: int, stretches: list[SourceSpan]) -> list[Span]:
    """The spans that are left of a line with cuts.

    Markup between two stretches (`](url)`) goes with the one that it touches.
    """
    first = SourceSpan(start, start, stretches[0].left)
    last = SourceSpan(content, content, stretches[-1].left)
    spans: list[Span] = []
    for one, other in pairwise((first, *stretches, last)):
        if one.left:
            spans.append((one.start, one.end))
        gap = source[one.end : other.start]
        if one.left and other.left:
            spans.append((one.end, other.start))
        elif one.left:
            spans.append((one.end, one.end + len(TOUCHING_BEFORE.match(gap)[0])))  # type: ignore[index]
        elif other.left:
            spans.append((other.start - len(TOUCHING_AFTER.search(gap)[0]), other.start))  # type: ignore[index]
    return _merged(spans)


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def _spaced(source: str, start: int, content: int, spans: list[Span]) -> Iterator[Span]:
    """Return the spans of a line with one space between two around a cut.

    Only if there was a space on either side of the cut.
    """
    ends = [*(following for following, _ in spans[1:]), content]
    for span, following in zip(spans, ends, strict=True):
        first, last = _trimmed(source, span, start, content)
        yield first, last
        if content in (last, following):
            continue
        if source[last].isspace():
            yield last, last + 1
        elif source[following].isspace():
            yield following, following + 1
        elif source[following - 1].isspace():
            yield following - 1, following


def _trimmed(source: str, span: Span, start: int, content: int) -> Span:
    """Return a line's span without the spaces at its cuts.

    Spaces at the ends of the line stay.
    """
    first, last = span
    text = source[first:last]
    after = 0 if first == start else len(text) - len(text.lstrip())
    before = 0 if last == content else len(text) - len(text.rstrip())
    return (first + after, max(first + after, last - before))


def _without_runs(lines: list[SourceLine]) -> Iterator[SourceLine]:
    """Return the lines that are left, with one blank line for each cut.

    Of the blank lines around a cut the first stays; at the edges of the dump none does.
    """
    lines = _without_marks(lines)
    at, written = 0, False
    while at < len(lines):
        run = at
        while run < len(lines) and lines[run].state in ("blank", "gone"):
            run += 1
        gap = lines[at:run]
        if not any(line.state == "gone" for line in gap):
            yield from gap
        elif written and run < len(lines):
            yield from [line for line in gap if line.state == "blank"][:1]
        if run < len(lines):
            yield lines[run]
            written = True
        at = run + 1


def _without_marks(lines: list[SourceLine]) -> list[SourceLine]:
    """Return the lines without rules and bars between removed lines.

    A line without a block is removed if both its neighbours are.
    """
    before = _neighbours(lines)
    after = reversed(_neighbours(lines[::-1]))
    return [
        line._replace(state="gone", spans=())
        if line.state == "mark" and {one, other} in ({"gone"}, {"gone", "edge"})
        else line
        for line, one, other in zip(lines, before, after, strict=True)
    ]


def _neighbours(lines: list[SourceLine]) -> list[str]:
    """Return the state of the nearest earlier line with a block, per line.

    `edge` if there is none.
    """
    found, near = list[str](), "edge"
    for line in lines:
        found.append(near)
        near = line.state if line.state in ("left", "gone") else near
    return found
