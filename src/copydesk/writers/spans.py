"""Nests links, styles and pictures so that Markdown can express them.

Pages have bold that ends inside a link, bold in bold, and bold that ends before a letter.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# Of spans over the same text the first is outermost.
ORDER = {"picture": 0, "link": 1, "strong": 2, "emphasis": 3, "code": 4}
STYLES = frozenset(("strong", "emphasis"))
ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Span(NamedTuple):
    """A stretch of a text with markup, at half-open offsets.

    `kind` is `link`, `strong`, `emphasis`, `code` or `picture`. A picture is as long as nothing;
    `text` is its alternative text.
    """

    start: int
    end: int
    kind: str
    url: str = ""
    text: str = ""


def nested(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans of which each is inside another or apart, outer ones first.

    Links stay whole. Code is split at their edges; styles are split at the edges of links and code,
    and at each other's. What cannot be written is left out: a link in a link, or a style of a part
    of some code.
    """
    kinds: dict[str, list[Span]] = {kind: [] for kind in ORDER}
    for span in sorted(spans):
        kinds[span.kind].append(span)
    links = _apart(_trimmed(text, link) for link in kinds["link"])
    code = [
        part
        for span in _merged(text, kinds["code"])
        for part in _split(text, span, sorted(edge for link in links for edge in link[:2]))
    ]
    edges = _Edges(text, links, code)
    strong = [
        part
        for span in _merged(text, kinds["strong"])
        for part in _fitted(edges, [span], (links, code))
    ]
    emphasis = [
        part
        for span in _merged(text, kinds["emphasis"])
        for part in _fitted(edges, [span], (links, code, strong))
    ]
    found = [*kinds["picture"], *links, *strong, *emphasis, *code]
    found.sort(key=lambda span: (span.start, span.kind != "picture", -span.end, ORDER[span.kind]))
    return list(_without_crossings(found))


def _trimmed(text: str, span: Span) -> Span:
    """Return the span without the spaces at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return span._replace(start=start, end=max(start, span.start + len(words.rstrip())))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that have words and do not begin inside the one before."""
    found: list[Span] = []
    for span in spans:
        if span.start < span.end and (not found or found[-1].end <= span.start):
            found.append(span)
    return found


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans of one kind, with those that overlap or touch joined.

    Styles with only a space between them are joined too.
    """
    found: list[Span] = []
    for span in spans:
        if found and (
            span.start <= found[-1].end
            or (span.kind in STYLES and text[found[-1].end : span.start] == " ")
        ):
            found[-1] = found[-1]._replace(end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return _apart(_trimmed(text, span) for span in found)


def _split(text: str, span: Span, edges: Sequence[int]) -> list[Span]:
    """Return the parts of a span between those edges that are inside it."""
    inside = edges[bisect_right(edges, span.start) : bisect_left(edges, span.end)]
    starts, ends = [span.start, *inside], [*inside, span.end]
    parts = (span._replace(start=one, end=other) for one, other in zip(starts, ends, strict=True))
    return _apart(_trimmed(text, part) for part in parts)


def _fitted(edges: _Edges, spans: list[Span], around: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """Yield a style in parts that can be written.

    It is split wherever it crosses one of these spans.
    """
    for others in around:
        spans = [part for span in spans for part in _uncrossed(edges.text, span, others)]
    for span in spans:
        yield from edges.fitted(span)


def _uncrossed(text: str, span: Span, others: Sequence[Span]) -> list[Span]:
    """Return a span split at the others that cross its start or end.

    The others do not overlap.
    """
    cuts = set()
    first = bisect_right(others, span.start, key=lambda other: other.start) - 1
    if first >= 0 and others[first].start < span.start < others[first].end < span.end:
        cuts.add(others[first].end)
    last = bisect_left(others, span.end, key=lambda other: other.start) - 1
    if last >= 0 and span.start < others[last].start < span.end < others[last].end:
        cuts.add(others[last].start)
    return _split(text, span, sorted(cuts))


class _Edges:
    """The characters beside each edge of a style in Markdown.

    `**` opens only before, and closes only behind, a letter, or a punctuation mark with no letter
    on its other side (CommonMark, "left-flanking delimiter run").
    """

    def __init__(self, text: str, links: Sequence[Span], code: Sequence[Span]) -> None:
        self.text = text
        self._links = {link.start: link for link in links}
        self._links_by_end = {link.end: link for link in links}
        self._code = {span.start: span.end for span in code}
        self._code_by_end = {span.end: span.start for span in code}
        self._all_code = list(code)

    def fitted(self, span: Span) -> Iterator[Span]:
        """Yield the span without parts that do not render at its ends.

        A link there is yielded by itself.
        """
        if self._in_code(span):
            return
        while span.start < span.end and self._opens_nothing(span):
            link = self._links.get(span.start)
            end = link.end if link else self._code.get(span.start, span.start + 1)
            if link:
                yield span._replace(end=end)
            span = _trimmed(self.text, span._replace(start=min(end, span.end)))
        while span.start < span.end and self._closes_nothing(span):
            link = self._links_by_end.get(span.end)
            start = link.start if link else self._code_by_end.get(span.end, span.end - 1)
            if link:
                yield span._replace(start=start)
            span = _trimmed(self.text, span._replace(end=max(start, span.start)))
        if span.start < span.end:
            yield span

    def _in_code(self, span: Span) -> bool:
        """Whether the span is a part of some code."""
        at = bisect_right(self._all_code, span.start, key=lambda code: code.start) - 1
        if at < 0:
            return False
        start, end = self._all_code[at][:2]
        return span.end <= end and (start, end) != (span.start, span.end)

    def _opens_nothing(self, span: Span) -> bool:
        start = span.start
        link = self._links.get(start)
        if link and link.end >= span.end:
            return False
        beside = start in self._links_by_end or start in self._code_by_end
        return (
            is_word(self.text[start - 1 : start])
            and not beside
            and (link is not None or start in self._code or is_mark(self.text[start]))
        )

    def _closes_nothing(self, span: Span) -> bool:
        end = span.end
        link = self._links_by_end.get(end)
        if link and link.start <= span.start:
            return False
        beside = end in self._links or end in self._code
        return (
            is_word(self.text[end : end + 1])
            and not beside
            and (link is not None or end in self._code_by_end or is_mark(self.text[end - 1]))
        )


def is_word(letter: str) -> bool:
    """Whether a delimiter's outer neighbour may be a letter to some reader.

    It is neither a space nor a character that all readers count as punctuation.

    Older readers count non-ASCII symbols as letters, newer ones as punctuation.
    """
    return bool(letter) and not (
        letter.isspace() or letter in ASCII_PUNCTUATION or unicodedata.category(letter)[0] == "P"
    )


def is_mark(letter: str) -> bool:
    """Return whether some Markdown reader takes it for punctuation.

    `letter` is the character inside a delimiter.
    """
    return unicodedata.category(letter)[0] in "PS"


def _without_crossings(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans, without those that end outside the one they begin in."""
    around: list[Span] = []
    for span in spans:
        while around and around[-1].end <= span.start:
            around.pop()
        if not around or span.end <= around[-1].end:
            yield span
            if span.start < span.end:
                around.append(span)
