"""A page's view in the report, as JSON values that `page/sheet.js` reads.

It has the article's fields, and the blocks of the dump with their fates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from copydesk.model.article import Article
from copydesk.model.body import BODY, paragraph_of
from copydesk.model.page import Page
from copydesk.text.display import visible
from copydesk.views.block_fate import BlockFate, Note, block_fates

# Characters kept of a paragraph of the body where a page is too long to show whole: enough to
# recognise it.
MAX_SHORTENED = 240
# Fields left out of the list of fields, because the view shows them in another place.
SHOWN_ELSEWHERE = frozenset(
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


class PageView(NamedTuple):
    """A page's view as JSON values; `short` where the page was too long.

    `fields` are pairs of name and value; `notes` lists of who, why and call; `blocks` lists of
    kind, level, mark, pieces, note numbers and paragraph; `left_out` counts the blocks without
    room. A piece is its text, its fate (empty for the body) and, where it was kept again, 1. The
    paragraph is the article's text of the block: 1 where it equals the pieces of the body, 0 where
    there is none, else the text.
    """

    values: dict[str, Any]
    short: bool


def page_view(page: Page, article: Article, most: int) -> PageView:
    """Return the view of a page, with at most `most` characters.

    Of a longer page, paragraphs of the body are shortened first and cut lines stay whole; what is
    still too long is left out from the end. `article` was assembled from the page.
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
    made = _view(article.to_dict(), notes, blocks, len(shown) - room, "")
    return made._replace(short=long, values=made.values | {"short": long})


def view_without_dump(record: dict[str, Any], most: int, missing: str) -> PageView:
    """Return the view of an article whose dump is not available.

    Each paragraph of its record is a block of the body. `missing` is a sentence with the reason.
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
    return _view(record, {}, blocks, len(texts) - room, missing)


def _view(
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
    """Yield the names and values of the fields that have a value."""
    for name, value in record.items():
        text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")
        if text and name not in SHOWN_ELSEWHERE:
            yield name, visible(text)


def _length(found: BlockFate) -> int:
    return sum(len(piece.text) for piece in found.pieces)


def _room(lengths: Sequence[int], most: int) -> int:
    """Return how many blocks fit."""
    for number, length in enumerate(lengths):
        most -= length
        if most < 0:
            return number
    return len(lengths)


def _shortened(found: BlockFate) -> BlockFate:
    """Return a block with long stretches of the body cut short."""
    return found._replace(
        pieces=tuple(
            piece._replace(text=_start(piece.text)) if piece.fate == BODY else piece
            for piece in found.pieces
        )
    )


def _start(text: str) -> str:
    return text if len(text) <= MAX_SHORTENED else text[:MAX_SHORTENED].rstrip() + " […]"


def _pieces(found: BlockFate) -> list[list[Any]]:
    return [
        [piece.text, "" if piece.fate == BODY else piece.fate, *([1] if piece.again else [])]
        for piece in found.pieces
    ]


def _paragraph(text: str, found: BlockFate) -> str | int:
    body = "".join(piece.text for piece in found.pieces if piece.fate == BODY)
    return 1 if text and text == body else text or 0
