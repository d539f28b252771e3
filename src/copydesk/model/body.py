"""The fate of every word, and the paragraphs of the body that result.

Every word of a page has exactly one fate: `cut`, the name of the field that took it, or `body`.
Diff and article are computed from the same fates, so they cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from copydesk.model.block import ITEM_TAGS, Block, Link, Style
from copydesk.model.entries import Find, Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.url import absolute

_Span = TypeVar("_Span", Link, Style)
BODY = "body"
CUT = "cut"
CLOSING_MARKS = frozenset(",.;:!?)]}”’»…%")
"""Marks that follow a word without a space."""


class Fate(NamedTuple):
    """The fate of a span of a block: `body`, `cut` or a field's name.

    `by` is the verdict or find that decided, None where there is none.
    """

    start: int
    end: int
    fate: str
    by: Verdict | Find | None


class Paragraph(NamedTuple):
    """A piece of the body.

    >>> article = copydesk.clean("The ferry sails again on Thursday, its captain says.")
    >>> article.paragraphs[0].kind, article.paragraphs[0].text
    ('paragraph', 'The ferry sails again on Thursday, its captain says.')

    `kind` is that of its block, `level` that of a heading or item; links and styles have offsets in
    `text`, and absolute URLs where the page's own is known. A picture before the text is a style at
    its beginning. `ordered` is set for an item of a numbered list; `language` is the programming
    language of code, or empty. `continues` is set for what follows other text in its list item.
    """

    kind: str
    level: int
    text: str
    links: tuple[Link, ...] = ()
    styles: tuple[Style, ...] = ()
    ordered: bool = False
    language: str = ""
    continues: bool = False

    def with_base(self, base: str | None) -> Paragraph:
        """Return the paragraph with its URLs resolved against a base."""
        if base is None or not (self.links or self.styles):
            return self
        return self._replace(
            links=tuple(link._replace(url=absolute(link.url, base)) for link in self.links),
            styles=tuple(
                style._replace(url=absolute(style.url, base)) if style.url else style
                for style in self.styles
            ),
        )

    def record(self) -> dict[str, Any]:
        """The paragraph as plain JSON values."""
        return self._asdict() | {
            "links": [link._asdict() for link in self.links],
            "styles": [style.record() for style in self.styles],
        }


def fates(block: Block, ledger: Ledger) -> tuple[Fate, ...]:
    """The fates of a block's text, in order and without gaps.

    Later entries override earlier ones: the verdict on the whole block, verdicts on parts of it,
    weakest first, and the spans that chosen finds take, longest first, so that a credit overrides
    the caption around it.
    """
    size = len(block.text)
    decisive = ledger.decisive(block.number)
    whole = Fate(0, size, _fate(decisive), decisive)
    if block.number not in ledger.divided:
        return (whole,)
    laid = [whole]
    for verdict in ledger.by_block.get(block.number, ()):
        if verdict.span is not None and verdict.call != "held":
            _lay(laid, Fate(*verdict.span, _fate(verdict), verdict))
    for find in sorted(ledger.taken(block.number), key=lambda find: -_length(find, size)):
        start, end = find.span or (0, size)
        _lay(laid, Fate(start, end, find.field, find))
    return tuple(laid)


def _fate(verdict: Verdict | None) -> str:
    return CUT if verdict is not None and verdict.call == "cut" else BODY


def _length(find: Find, size: int) -> int:
    start, end = find.span or (0, size)
    return end - start


def _lay(laid: list[Fate], new: Fate) -> None:
    """Lay a fate over those that it covers.

    Only these are searched, because a block may have thousands.
    """
    if new.start >= new.end:
        return
    first = bisect_right(laid, new.start, key=_START) - 1
    last = bisect_left(laid, new.end, key=_START) - 1
    before, after = laid[first], laid[last]
    laid[first : last + 1] = [
        *([before._replace(end=new.start)] if before.start < new.start else []),
        new,
        *([after._replace(start=new.end)] if after.end > new.end else []),
    ]


_START = attrgetter("start")


def paragraphs(page: Page, ledger: Ledger) -> Iterator[tuple[int, Paragraph]]:
    """The body: the number of each block with words of it, and its paragraph."""
    last, items = -1, page.innermost(ITEM_TAGS)
    for block in page.blocks:
        paragraph = paragraph_of(block, ledger)
        if paragraph:
            item = items[block.box]
            continues = item >= 0 and page.boxes[item].first <= last
            yield block.number, paragraph._replace(continues=True) if continues else paragraph
            last = block.number


def paragraph_of(block: Block, ledger: Ledger) -> Paragraph | None:
    """The body of a block, or None."""
    divided = block.number in ledger.divided
    if not divided and block.number in ledger.cut:
        return None
    if divided or block.text != block.text.strip():
        block = _joined(block, [fate for fate in fates(block, ledger) if fate.fate == BODY])
    text = block.text
    if not text[:1].isalnum() and not any(letter.isalnum() for letter in text):
        return None
    return Paragraph(
        block.kind, block.level, text, block.links, block.styles, block.ordered, block.language
    )


class _Move(NamedTuple):
    """A kept stretch of a block's text, and its shift.

    `joins` is set where it follows the stretch before without a space.
    """

    start: int
    end: int
    offset: int
    joins: bool


def _joined(block: Block, left: list[Fate]) -> Block:
    """The block with only the text of these fates, trimmed.

    Links and styles in that text are kept.
    """
    pieces, moves, size, last = list[str](), list[_Move](), 0, 0
    for start, end in _stretches(left):
        piece = block.text[start:end]
        lead = len(piece) - len(piece.lstrip()) if block.kind != "code" or size else 0
        piece = piece[lead:].rstrip()
        between = " " if size and piece and not _touches(block.text, last, start) else ""
        moves.append(_Move(start, end, size + len(between) - start - lead, not between))
        pieces += (between, piece)
        last = end
        size += len(between) + len(piece)
    return block._replace(
        text="".join(pieces),
        links=_moved(block.links, moves, size),
        styles=_moved(block.styles, moves, size),
    )


def _moved(spans: Sequence[_Span], moves: list[_Move], size: int) -> tuple[_Span, ...]:
    """The parts of links or styles in the kept stretches, shifted with them."""
    found: list[_Span] = []
    at = 0
    for start, end, offset, joins in moves:
        while at < len(spans) and spans[at].end < start:
            at += 1
        parts = list(_parts(spans, at, start, end, offset))
        if joins and found and parts and _continues(found[-1], parts[0]):
            parts[0] = parts[0]._replace(start=found.pop().start)
        found += parts
    return tuple(span._replace(end=min(span.end, size)) for span in found if span.start < size)


def _parts(
    spans: Sequence[_Span], first: int, start: int, end: int, offset: int
) -> Iterator[_Span]:
    """The shifted parts of spans in a stretch, from number `first` on."""
    for number in range(first, len(spans)):
        span = spans[number]
        if span.start >= end:
            return
        if span.end > start or start <= span.start == span.end:
            yield span._replace(
                start=max(0, max(span.start, start) + offset), end=min(span.end, end) + offset
            )


def _continues(before: _Span, after: _Span) -> bool:
    """Whether the next span touches a span and continues it."""
    return before.end == after.start and before == after._replace(
        start=before.start, end=before.end
    )


def _touches(text: str, end: int, start: int) -> bool:
    """Whether the words around a cut are joined without a space.

    They are where the cut has no space at its edges, and a closing mark follows or one of the words
    is of a script without spaces (kana, Chinese characters and their punctuation).
    """
    if end == 0 or any(text[at].isspace() for at in (end - 1, end, start - 1, start)):
        return False
    return text[start] in CLOSING_MARKS or any(
        "\u3001" <= text[at] <= "\u9fff" for at in (end - 1, start)
    )


def _stretches(left: list[Fate]) -> list[tuple[int, int]]:
    """The fates' spans, with adjacent ones merged.

    So a dateline, which a field only reads, keeps its sentence whole.
    """
    found: list[tuple[int, int]] = []
    for fate in left:
        if found and found[-1][1] == fate.start:
            found[-1] = (found[-1][0], fate.end)
        else:
            found.append((fate.start, fate.end))
    return found
