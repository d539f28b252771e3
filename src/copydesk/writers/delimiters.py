"""Chooses the delimiters of bold and emphasis that touch each other.

`**half***way*` has a run of three stars that some nestings make ambiguous. An underscore beside a
star parts them, but it opens and closes nothing beside a letter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from copydesk.writers.spans import STYLES, Span, is_mark, is_word, nested

STARS = {"strong": "**", "emphasis": "*"}
UNDERSCORE = "_"


class DelimitedSpan(NamedTuple):
    """A span with its Markdown delimiter.

    `mark` is on both sides of a style, and empty for a link or picture.
    """

    span: Span
    mark: str = ""


def delimited(text: str, spans: Collection[Span]) -> list[DelimitedSpan]:
    """Return nested spans, outer ones first, each style delimited.

    A style that would touch another in an ambiguous run of stars is left out.
    """
    touching = _Touching(text, nested(text, spans))
    return [
        DelimitedSpan(span, touching.mark(span) if span.kind in STYLES else "")
        for span in touching.kept
    ]


class _Touching:
    """The spans of a text, and which styles begin where another ends."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        # A link's brackets part the delimiters on their two sides.
        self._parted = {edge for span in spans if span.kind == "link" for edge in span[:2]}
        # Bold spans are apart, and in order.
        self._bold = [span for span in spans if span.kind == "strong"]
        self._ending: dict[int, list[Span]] = defaultdict(list)
        self._starting: dict[int, list[Span]] = defaultdict(list)
        for span in spans:
            if span.kind in STYLES:
                self._starting[span.start].append(span)
        self.kept = list(self._written(spans))
        kept = set(self.kept)
        for start, styles in self._starting.items():
            self._starting[start] = [span for span in styles if span in kept]

    def _written(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield the spans without styles that would be ambiguous."""
        for span in spans:
            if span.kind not in STYLES:
                yield span
            elif self._is_clear(span.start) and not self._would_close(span):
                self._ending[span.end].append(span)
                yield span

    def _is_clear(self, at: int) -> bool:
        """Return whether adjacent styles have distinguishable delimiters."""
        ending, starting = self._ending[at], self._starting[at]
        if not ending or at in self._parted:
            return True
        # Outer spans come first: these are the last that ends, and the first that begins.
        pair = ending[0], starting[0]
        slanted = [one for one in pair if one.kind == "emphasis"]
        alone = len(ending) == len(starting) == 1 and pair[0].kind != pair[1].kind
        return any(
            (alone and not self._holds_bold(one)) or not self._is_beside_word(one)
            for one in slanted
        )

    def _would_close(self, span: Span) -> bool:
        """Return whether an emphasis star after text would close earlier ones.

        Where bold begins with three stars, as in `***a*b*c***`, the star before c closes two.
        """
        if span.kind != "emphasis" or not self._opens_behind_text(span.start):
            return False
        before = bisect_left(self._bold, span.start, key=lambda bold: bold.start) - 1
        if before < 0:
            return False
        bold = self._bold[before]
        return span.end <= bold.end and self._has_three_stars(bold.start)

    def _opens_behind_text(self, at: int) -> bool:
        """Return whether stars at an offset could also close."""
        before = self._text[at - 1 : at]
        return is_word(before) or (bool(before.strip()) and is_mark(self._text[at]))

    def _has_three_stars(self, at: int) -> bool:
        beside = [*self._starting[at], *self._ending[at]]
        return any(one.kind == "emphasis" for one in beside)

    def mark(self, span: Span) -> str:
        """Return what is written on both sides of a style."""
        if span.kind == "emphasis" and self._meets_stars(span) and not self._is_beside_word(span):
            return UNDERSCORE
        return STARS[span.kind]

    def _meets_stars(self, span: Span) -> bool:
        """Return whether emphasis touches or encloses bold.

        `*a**b**c*` is ambiguous.
        """
        beside = self._joined(self._ending, span.start) or self._joined(self._starting, span.end)
        return beside or self._holds_bold(span)

    def _holds_bold(self, span: Span) -> bool:
        first = bisect_left(self._bold, span.start, key=lambda bold: bold.start)
        inside = self._bold[first : first + 1]
        return any(bold.end <= span.end and bold[:2] != span[:2] for bold in inside)

    def _is_beside_word(self, span: Span) -> bool:
        """Return whether a letter is next to a style's delimiters."""
        before = not self._joined(self._ending, span.start)
        after = not self._joined(self._starting, span.end)
        return (before and is_word(self._text[span.start - 1 : span.start])) or (
            after and is_word(self._text[span.end : span.end + 1])
        )

    def _joined(self, styles: dict[int, list[Span]], at: int) -> bool:
        return at not in self._parted and bool(styles.get(at))
