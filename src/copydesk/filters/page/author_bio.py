"""Cuts the author's biography below the story: "Ida Marsh covers ...".

It begins with the name of the byline, or with a name that the story has not used and an author's
position. Looks alike and stays: a paragraph on a person of the story, and a quotation. Seen in
dumps of television stations, papers and blogs that print no "About the author" above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.filters.line import is_headline, is_quoted, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

# Words of the longest biography.
MAX_WORDS = 80
# Share of the page's prose above a biography.
MIN_PROSE_ABOVE = 0.6
# Words of a name: "Ida Marsh", "Ida van der Marsh".
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 4
QUOTATION_MARKS = frozenset('"“”„«»「」')


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the short blocks below the story that begin with an author's name."""
    authors = [tokens(name) for find in ledger.all_chosen("authors") for name in find.value]
    positions = {cue.block: cue.first for cue in reversed(page.cues["author-box"]) if cue.first}
    for block, words, shape in zip(page.blocks, page.tokens, page.shapes, strict=True):
        fits = shape.prose or shape.stops
        if not fits or shape.words > MAX_WORDS or is_headline(block) or ledger.taken(block.number):
            continue
        if is_quoted(block.text) or not QUOTATION_MARKS.isdisjoint(block.text):
            continue
        name = _name(page, block.number, words, authors, positions.get(block.number, 0))
        if name and page.prose_share(0, block.number) >= MIN_PROSE_ABOVE:
            yield Mark(block.number, f"describes {quote(name)} below the story", weight=0.8)


def _name(
    page: Page, number: int, words: list[str], authors: Sequence[list[str]], position: int
) -> str | None:
    """The name of the author with which a block begins, or None."""
    for author in authors:
        if len(author) >= MIN_NAME_WORDS and words[: len(author)] == author:
            return " ".join(author).title()
    if not MIN_NAME_WORDS <= position <= MAX_NAME_WORDS:
        return None
    opening = page.blocks[number].text.split()[:position]
    if not all(word[0].isupper() for word in (opening[0], opening[-1])):
        return None
    used = any(page.shapes[n].prose and n < number for n in page.having(words[position - 1]))
    return None if used else " ".join(opening)
