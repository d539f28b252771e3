"""One page as the report shows it: its fields, and its blocks with their fates, as plain JSON
values. What `page/sheet.js` reads is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from copydesk.model.article import BODY, Article, paragraph_of
from copydesk.model.page import Page
from copydesk.text.display import visible
from copydesk.views.block_fate import BlockFate, Note, block_fates

SHORTENED = 240
"""Characters that stay of a paragraph which stands, on a page that is too long to be shown whole:
enough to know it again.
"""
ELSEWHERE = frozenset(
    (
        "headline",
        "body",
        "input",
        "url",
        "status",
        "is_article",
        "confidence",
        "images",
        "paragraphs",
    )
)
"""What an article's record has and the list of fields does not: it stands elsewhere on the
sheet.
"""


class PageView(NamedTuple):
    """A page's sheet as JSON values, and whether something of the page was too long for it.

    `fields` are pairs of name and value; `notes` lists of who, why and call; `blocks` lists of
    kind, level, mark, pieces, numbers of notes and paragraph; `left_out` is how many blocks there
    was no room for. A piece is its text, its fate (empty for the body) and, where it was kept
    again, 1. The paragraph, what the article has of the block, is 1 where it is just the pieces of
    the body, 0 where there is none, and else its text.
    """

    values: dict[str, Any]
    short: bool


def page_view(page: Page, article: Article, most: int) -> PageView:
    """The sheet of a page; `article` is what was assembled of it, `most` how many characters of its
    text are shown.

    Where the page is longer, paragraphs that stand are shortened first; cut lines are whole. What
    is still too long is left out from its end.
    """
    shown = list(block_fates(page, article.ledger))
    long = sum(map(_length, shown)) > most
    if long:
        shown = [_shortened(found) for found in shown]
    room = _room(list(map(_length, shown)), most)
    notes: dict[Note, int] = {}
    blocks = []
    for block, found in zip(page.blocks[:room], shown[:room], strict=True):
        left = paragraph_of(block, article.ledger)
        text = visible(left.text) if left else ""
        numbers = [notes.setdefault(note, len(notes)) for note in found.notes]
        blocks.append(
            [
                block.kind,
                block.level,
                found.mark,
                _pieces(found),
                numbers,
                _paragraph(_start(text) if long else text, found),
            ]
        )
    made = _sheet(article.record(), notes, blocks, len(shown) - room, "")
    return made._replace(short=long, values=made.values | {"short": long})


def view_without_dump(record: dict[str, Any], most: int, missing: str) -> PageView:
    """The sheet of an article whose dump is not there: each paragraph of its record, as JSON gives
    it, is a block that stands.

    `missing` is a sentence that says why.
    """
    given = record.get("paragraphs")
    paragraphs = (
        [one for one in given if isinstance(one, dict)] if isinstance(given, (list, tuple)) else []
    )
    if not paragraphs:
        paragraphs = [
            {"text": text} for text in str(record.get("body") or "").split("\n\n") if text
        ]
    texts = [visible(str(one.get("text") or "")) for one in paragraphs]
    room = _room(list(map(len, texts)), most)
    blocks = [
        [
            str(one.get("kind") or "paragraph"),
            one["level"] if isinstance(one.get("level"), int) else 0,
            " ",
            [[text, ""]],
            [],
            1,
        ]
        for one, text in zip(paragraphs[:room], texts[:room], strict=True)
    ]
    return _sheet(record, {}, blocks, len(texts) - room, missing)


def _sheet(
    record: dict[str, Any],
    notes: dict[Note, int],
    blocks: list[list[Any]],
    left_out: int,
    missing: str,
) -> PageView:
    values = {
        "fields": list(_fields(record)),
        "notes": [list(note) for note in notes],
        "blocks": blocks,
        "left_out": left_out,
        "missing": missing,
    }
    return PageView(values | {"short": bool(left_out)}, bool(left_out))


def _fields(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields that have a value, for a person."""
    for name, value in record.items():
        text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")
        if text and name not in ELSEWHERE:
            yield name, visible(text)


def _length(found: BlockFate) -> int:
    return sum(len(piece.text) for piece in found.pieces)


def _room(lengths: Sequence[int], most: int) -> int:
    """How many blocks there is room for."""
    for number, length in enumerate(lengths):
        most -= length
        if most < 0:
            return number
    return len(lengths)


def _shortened(found: BlockFate) -> BlockFate:
    """A block without the rest of a long stretch that stands in the body."""
    return found._replace(
        pieces=tuple(
            piece._replace(text=_start(piece.text)) if piece.fate == BODY else piece
            for piece in found.pieces
        )
    )


def _start(text: str) -> str:
    return text if len(text) <= SHORTENED else text[:SHORTENED].rstrip() + " […]"


def _pieces(found: BlockFate) -> list[list[Any]]:
    return [
        [piece.text, "" if piece.fate == BODY else piece.fate, *([1] if piece.again else [])]
        for piece in found.pieces
    ]


def _paragraph(text: str, found: BlockFate) -> str | int:
    body = "".join(piece.text for piece in found.pieces if piece.fate == BODY)
    return 1 if text and text == body else text or 0
