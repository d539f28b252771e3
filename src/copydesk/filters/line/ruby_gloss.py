"""Cuts the glosses of ruby, which say above a word how it is read: of `<ruby>漢字<rt>かんじ</rt></ruby>`
the word stands.

Looks alike and must stand: a reading in brackets that the writer put into the line, and a line that
is a gloss alone, with no word to read. Seen in HTML: news for learners, children's pages, and
names, in Japanese, Chinese and Korean.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page, Span


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the spans of glosses in blocks that have other words."""
    glosses: dict[int, list[Span]] = {}
    for prop in page.evidence.props:
        if prop.name == "gloss" and prop.block is not None and prop.span is not None:
            glosses.setdefault(prop.block, []).append(prop.span)
    for number, spans in glosses.items():
        if any(letter.isalnum() for letter in _between(page.blocks[number].text, spans)):
            for span in spans:
                yield Mark(number, "a gloss: how the word before it is read", span=span)


def _between(text: str, spans: list[Span]) -> Iterator[str]:
    """The characters outside the spans, which stand in order."""
    at = 0
    for start, end in spans:
        yield from text[at:start]
        at = end
    yield from text[at:]
