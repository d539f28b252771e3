"""The fate of every word, and the article that results.

Every word of a page has exactly one fate: `cut`, the name of the field that took it, or `body`.
Diff and article are computed from the same fates, so they cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from operator import attrgetter
from typing import Any, NamedTuple

from copydesk.model.ledger import Find, Ledger, Verdict
from copydesk.model.page import Block, Link, Page

BODY = "body"
CUT = "cut"


class Fate(NamedTuple):
    """The fate of `text[start:end]` of a block: `body`, `cut` or the name of a field.

    `by` is the verdict or find that decided, None where there is none.
    """

    start: int
    end: int
    fate: str
    by: Verdict | Find | None


class Paragraph(NamedTuple):
    """A piece of the body: `kind` as a block's, `level` of a heading or item, and links with
    offsets in `text`.
    """

    kind: str
    level: int
    text: str
    links: tuple[Link, ...] = ()


class Image(NamedTuple):
    """A picture of the story; each member is None where the page has none."""

    caption: str | None
    credit: str | None
    url: str | None


@dataclass(frozen=True)
class Article:
    """The article of a page; docs/fields.md describes each field.

    A field that the page does not have is None or an empty tuple.
    """

    headline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    photo_credit: str | None = None
    body: str = ""
    input: str | None = None
    url: str | None = None
    status: str = "empty"
    is_article: bool = False
    confidence: float = 0.0
    date_modified: str | None = None
    date_source: str | None = None
    images: tuple[Image, ...] = ()
    standfirst: str | None = None
    dateline: str | None = None
    contributors: tuple[str, ...] = ()
    source: str | None = None
    copyright: str | None = None
    site_name: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    notes: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    ledger: Ledger = field(default_factory=Ledger, repr=False, compare=False)

    def record(self) -> dict[str, Any]:
        """The article as plain JSON values, in the documented order, without the ledger."""
        found: dict[str, Any] = {name: getattr(self, name) for name in ARTICLE_FIELDS}
        found["images"] = [image._asdict() for image in self.images]
        found["paragraphs"] = [
            paragraph._asdict() | {"links": [link._asdict() for link in paragraph.links]}
            for paragraph in self.paragraphs
        ]
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in found.items()
        }


ARTICLE_FIELDS = tuple(name for name in Article.__dataclass_fields__ if name != "ledger")
"""The keys of an article's record, in their order in JSON."""


def fates(block: Block, ledger: Ledger) -> tuple[Fate, ...]:
    """The fates of a block's text, in order and without gaps.

    Later entries override earlier ones: the verdict on the whole block, verdicts on parts of it,
    weakest first, and the spans that chosen finds take, longest first, so that a credit overrides
    the caption around it.
    """
    size = len(block.text)
    decisive = ledger.standing(block.number)
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


def paragraphs(page: Page, ledger: Ledger) -> Iterator[Paragraph]:
    """The body: a paragraph for each block with words of it."""
    for block in page.blocks:
        paragraph = paragraph_of(block, ledger)
        if paragraph:
            yield paragraph


def paragraph_of(block: Block, ledger: Ledger) -> Paragraph | None:
    """The body of a block, or None."""
    text, links = block.text, block.links
    if block.number in ledger.divided or text != text.strip():
        text, links = _joined(block, [fate for fate in fates(block, ledger) if fate.fate == BODY])
    elif block.number in ledger.cut:
        return None
    return (
        Paragraph(block.kind, block.level, text, links)
        if text[:1].isalnum() or any(letter.isalnum() for letter in text)
        else None
    )


def _joined(block: Block, left: list[Fate]) -> tuple[str, tuple[Link, ...]]:
    """The trimmed text of these fates, and the links in it."""
    pieces, links, size, at, last = list[str](), list[Link](), 0, 0, 0
    for start, end in _stretches(left):
        piece = block.text[start:end]
        lead = len(piece) - len(piece.lstrip()) if block.kind != "code" or size else 0
        piece = piece[lead:].rstrip()
        between = " " if size and piece and not _is_one_word(block.text, last, start) else ""
        offset = size + len(between) - start - lead
        pieces += (between, piece)
        last = end
        size += len(between) + len(piece)
        while at < len(block.links) and block.links[at].end <= start:
            at += 1
        inside = takewhile(lambda link, end=end: link.start < end, islice(block.links, at, None))  # type: ignore[misc]
        parts = [
            Link(max(link.start, start) + offset, min(link.end, end) + offset, link.url)
            for link in inside
            if link.end > start
        ]
        if links and parts and not between and links[-1][1:] == (parts[0].start, parts[0].url):
            parts[0] = parts[0]._replace(start=links.pop().start)
        links += parts
    return "".join(pieces), tuple(
        link._replace(end=min(link.end, size)) for link in links if link.start < size
    )


def _is_one_word(text: str, end: int, start: int) -> bool:
    """Whether the words before and behind a cut touch it, and one is of a script without spaces:
    kana, Chinese characters and their punctuation.
    """
    return (
        end > 0
        and not any(text[at].isspace() for at in (end - 1, end, start - 1, start))
        and any("\u3001" <= text[at] <= "\u9fff" for at in (end - 1, start))
    )


def _stretches(left: list[Fate]) -> list[tuple[int, int]]:
    """The fates' spans, those that touch made one: a dateline that is only read stays whole with
    its sentence.
    """
    found: list[tuple[int, int]] = []
    for fate in left:
        if found and found[-1][1] == fate.start:
            found[-1] = (found[-1][0], fate.end)
        else:
            found.append((fate.start, fate.end))
    return found


def assemble(page: Page, ledger: Ledger, input: str | None = None) -> Article:
    """The article of a page: the chosen finds, and the body, which is what is left. `input` is
    where the page was read from.
    """
    body = tuple(paragraphs(page, ledger))
    values: dict[str, Any] = {
        find.field: find.value for find in ledger.finds if find.chosen and find.field in _SINGLE
    }
    status = values.pop("status", "ok" if body else "empty")
    dated = ledger.chosen("date")
    return Article(
        **values,
        body="\n\n".join(paragraph.text for paragraph in body),
        paragraphs=body,
        input=input,
        url=page.url,
        status=status,
        is_article=status in ("ok", "short", "paywall"),
        confidence=_confidence(ledger),
        date_source=dated.who if dated else None,
        images=tuple(
            Image(*(part or None for part in find.value)) for find in ledger.all_chosen("image")
        ),
        contributors=_all_values(ledger, "contributors"),
        tags=_all_values(ledger, "tags"),
        notes=tuple(dict.fromkeys((*page.notes, *_all_values(ledger, "note")))),
        ledger=ledger,
    )


_SINGLE = frozenset(ARTICLE_FIELDS) - frozenset(
    (
        "body",
        "paragraphs",
        "input",
        "url",
        "is_article",
        "confidence",
        "date_source",
        "images",
        "contributors",
        "tags",
        "notes",
    )
)
"""The fields that take the value of their one chosen find as it is."""


def _confidence(ledger: Ledger) -> float:
    find = ledger.chosen("confidence")
    return float(str(find.value)) if find else 0.0


def _all_values(ledger: Ledger, name: str) -> tuple[str, ...]:
    """The chosen values of a field of many, each once, in order."""
    return tuple(dict.fromkeys(str(find.value) for find in ledger.all_chosen(name)))
