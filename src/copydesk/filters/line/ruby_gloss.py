"""Cuts ruby glosses, which give the reading of the word below them.

Of `<ruby>漢字<rt>かんじ</rt></ruby>` the word stays. Looks alike and stays: a reading in
brackets that the writer put into the line, and a line that is a gloss alone, without a word to
read. Seen in HTML in Japanese, Chinese and Korean: news for learners, children's pages, names.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.block import Span
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the spans of glosses in blocks that have other words."""
    glosses: dict[int, list[Span]] = {}
    for prop in page.evidence.props:
        if prop.name == "gloss" and prop.block is not None and prop.span is not None:
            glosses.setdefault(prop.block, []).append(prop.span)
    for number, spans in glosses.items():
        text = page.blocks[number].text
        if any(letter.isalnum() for letter in _outside(text, spans)):
            for start, end in spans:
                yield Mark(number, f"ruby markup around {quote(text[start:end])}", (start, end))


def _outside(text: str, spans: list[Span]) -> Iterator[str]:
    """The characters outside the spans, which are in order."""
    at = 0
    for start, end in spans:
        yield from text[at:start]
        at = end
    yield from text[at:]
