"""Writes a paragraph's text, links and styles as inline Markdown.

Everything in the text that Markdown would render is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, Self

from copydesk.model.block import cell_spans
from copydesk.model.body import Paragraph
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.writers.delimiters import DelimitedSpan, delimited
from copydesk.writers.markdown_options import MarkdownOptions
from copydesk.writers.plain import plain
from copydesk.writers.spans import STYLES, Span

# Renders anywhere in a line. An underscore between letters does not render, and URLs are full of
# them.
INLINE_SYNTAX = lazy_pattern(r"[\\`*\[\]<~]|&(?=#?\w{1,32};)|(?<![^\W_])_|_(?![^\W_])")
# Renders at the beginning of a line. After a number the dot is escaped: an escaped digit would
# show the backslash. A bar could begin the rule below a table's head.
LINE_START_SYNTAX = lazy_pattern(r"[#>+\-=:|]|\d{1,9}(?=[.)](?:\s|$))")
# Number signs at the end of a heading, which Markdown drops.
CLOSING_SIGNS = lazy_pattern(r"(?:^|(?<=\s))#(?=#*$)")
SAFE_URL = lazy_pattern(r"https?://[^/?#\s]|mailto:[^\s]", re.IGNORECASE)
# Characters that could end a link's URL early or hide its target.
UNSAFE_URL_CHARACTER = lazy_pattern(r"[^\w\-.~:/?#@!$&'*+,;=%]")
ENTITY = lazy_pattern(r"&(?=#?\w{1,32};)")
BACKTICKS = lazy_pattern(r"`+")


class Inline(NamedTuple):
    """A text that can be written, and the spans of it that have markup."""

    text: str
    spans: tuple[Span, ...] = ()

    def part(self, start: int, end: int) -> Self:
        """Return the text between two offsets, with the spans in it."""
        return self._replace(
            text=self.text[start:end],
            spans=tuple(
                span._replace(start=max(span.start, start) - start, end=min(span.end, end) - start)
                for span in self.spans
                if (start < span.end and span.start < end) or start <= span.start == span.end <= end
            ),
        )

    def in_one_line(self) -> Self:
        """Return the same with its line breaks as spaces."""
        return self._replace(text=self.text.replace("\n", " "))

    def lead_pictures(self) -> tuple[list[str], Self]:
        """Return the pictures before the text, written, and the rest."""
        lead = [span for span in self.spans if span.kind == "picture" and span.start == 0]
        rest = self._replace(spans=tuple(span for span in self.spans if span not in lead))
        return [_picture(span) for span in lead], rest

    def unstyled(self) -> Self:
        """Return the same without strong and emphasis that cover all of it."""
        whole = (0, len(self.text))
        return self._replace(
            spans=tuple(
                span
                for span in self.spans
                if span.kind not in STYLES or (span.start, span.end) != whole
            )
        )


def inline(paragraph: Paragraph, options: MarkdownOptions) -> Inline:
    """Return the paragraph's text with its links, styles and pictures."""
    spans = [
        *(
            Span(link.start, link.end, "link", link.url)
            for link in paragraph.links
            if options.links
        ),
        *(Span(*style) for style in paragraph.styles if options.images or style.kind != "picture"),
    ]
    safe = (
        span._replace(url=address(span.url) or "") if span.kind in ("link", "picture") else span
        for span in spans
    )
    kept = [span for span in safe if span.url or span.kind not in ("link", "picture")]
    return _cleaned(paragraph.text, kept)


def _cleaned(text: str, spans: Sequence[Span]) -> Inline:
    """Return the text without unwritable characters, and spans moved along."""
    if plain(text) == text:
        return Inline(text, tuple(spans))
    edges = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    pieces = [plain(text[start:end]) for start, end in pairwise(edges)]
    moved = dict(zip(edges, accumulate(map(len, pieces), initial=0), strict=True))
    return Inline(
        "".join(pieces),
        tuple(span._replace(start=moved[span.start], end=moved[span.end]) for span in spans),
    )


def in_lines(text: Inline) -> str:
    """Return the text on its own lines, joined by hard breaks."""
    lines = (" ".join(line.split()) for line in _marked(text).split("\n"))
    return "\\\n".join(_begun(line) for line in lines if line)


def in_line(text: Inline) -> str:
    """Return the text on one line."""
    return _begun(" ".join(_marked(text.in_one_line()).split()))


def in_heading(text: Inline) -> str:
    """Return the text on one line, as a heading ends."""
    return CLOSING_SIGNS.sub(r"\#", " ".join(_marked(text.in_one_line().unstyled()).split()))


def in_cells(text: Inline) -> list[str]:
    """Return the cells of a table row, the bars inside each escaped."""
    parts = (text.part(*span).in_one_line().unstyled() for span in cell_spans(text.text))
    return [" ".join(_marked(part).replace("|", "\\|").split()) for part in parts]


def _begun(line: str) -> str:
    match = LINE_START_SYNTAX.match(line)
    if not match:
        return line
    return f"{match[0]}\\{line[match.end() :]}" if match[0].isdigit() else f"\\{line}"


def escaped(text: str) -> str:
    """Return a text so that none of it renders inside a line."""
    return INLINE_SYNTAX.sub(lambda match: "\\" + match[0], text)


def _marked(text: Inline) -> str:
    if not text.spans:
        return escaped(text.text)
    return "".join(_parts(text.text, delimited(text.text, text.spans), 0, len(text.text)))


def _parts(text: str, spans: Sequence[DelimitedSpan], start: int, end: int) -> Iterator[str]:
    """Yield `text[start:end]` with the markup of its spans, outer first."""
    at, number = start, 0
    while number < len(spans):
        (span, mark), number = spans[number], number + 1
        inside = number
        while number < len(spans) and spans[number].span.start < span.end:
            number += 1
        before = escaped(text[at : span.start])
        # An exclamation mark before a link would make it a picture.
        yield before[:-1] + "\\!" if before.endswith("!") and span.kind == "link" else before
        yield _written(text, span, mark, spans[inside:number])
        if span.kind == "picture" and text[at : span.start].endswith(" "):
            yield " "
        at = span.end
    yield escaped(text[at:end])


def _written(text: str, span: Span, mark: str, inside: Sequence[DelimitedSpan]) -> str:
    if span.kind == "picture":
        return _picture(span)
    if span.kind == "code":
        return _code(" ".join(text[span.start : span.end].split()))
    content = "".join(_parts(text, inside, span.start, span.end))
    if span.kind == "link":
        return f"[{content}]({span.url})"
    return f"{mark}{content}{mark}"


def _picture(span: Span) -> str:
    return f"![{escaped(' '.join(plain(span.text).split()))}]({span.url})"


def _code(text: str) -> str:
    """Return code between backticks, one more than its longest run of them."""
    longest = max((len(run) for run in BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def address(url: str) -> str | None:
    """Return a URL, safe between parentheses, or None.

    Only absolute http, https and mailto URLs are written.
    """
    # Browsers ignore line breaks and tabs in a URL, so "java\nscript:" is a script to them.
    whole = re.sub(r"[\n\t]", "", plain(url)).strip()
    if not SAFE_URL.match(whole):
        return None
    encoded = UNSAFE_URL_CHARACTER.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), whole
    )
    return ENTITY.sub(r"\&", encoded)
