"""Cuts pull quotes: a part of a paragraph's quotation.

It comes before that paragraph, at most a few screens above, or is in an element beside the text.
Looks alike and stays: a subhead in a quotation's words, the refrain of a song, the first of two
paragraphs with the same quotation, a sentence that a later part repeats. Seen between paragraphs,
in an element of its own or a line of a dump, often without its quotation marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.block import Block, Box
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

# Words of a pull quote. Shorter ones are labels and subheads.
MIN_WORDS, MAX_WORDS = 7, 45
# Blocks from a pull quote to the paragraph that it is taken from; farther away it is a sentence
# that an interview or a summary repeats. The farthest seen is 16.
MAX_DISTANCE = 30
QUOTED = lazy_pattern(r"[\"“„«「]([^\"“”„«»「」]{20,400})")
"""A quotation from its opening mark; it may go on in the next paragraph, so no mark closes it."""
MARKS = " \t\"'“”‘’«»„‹›「」—–-"


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark blocks whose words are a part of a quotation in a longer paragraph."""
    pulled = defaultdict[tuple[str, ...], list[int]](list)
    for block in page.blocks:
        if _may_be_pulled(page, block):
            pulled[tuple(page.tokens[block.number][:MIN_WORDS])].append(block.number)
    if not pulled:
        return
    found: dict[int, int] = {}
    for block in page.blocks:
        if page.shapes[block.number].prose:
            for words in _quotations(block.text):
                for at in range(len(words) - MIN_WORDS + 1):
                    for number in pulled.get(tuple(words[at : at + MIN_WORDS]), ()):
                        own = page.tokens[number]
                        same = words[at : at + len(own)] == own and number != block.number
                        if same and _is_placed(page, number, block.number):
                            found.setdefault(number, block.number)
    for number, source in sorted(found.items()):
        if len(page.tokens[number]) < len(page.tokens[source]):
            yield Mark(number, f"part of the quotation in {quote(page.blocks[source].text)}")


def _may_be_pulled(page: Page, block: Block) -> bool:
    """Return whether a block has the form of a pull quote.

    It has the length, and ends like a sentence or is in an element beside the text.
    """
    if not MIN_WORDS <= len(page.tokens[block.number]) <= MAX_WORDS:
        return False
    if block.kind == "quote":
        return True
    return block.kind == "paragraph" and (
        page.shapes[block.number].ends or any(_is_beside(box) for box in page.path(block))
    )


def _is_placed(page: Page, number: int, source: int) -> bool:
    """Return whether a pull quote is above its source or beside the text."""
    aside = any(_is_beside(box) for box in page.path(page.blocks[number]))
    return aside or 0 < source - number <= MAX_DISTANCE


def _is_beside(box: Box) -> bool:
    return box.tag in ("aside", "blockquote") or any("quote" in name.lower() for name in box.names)


def _quotations(text: str) -> Iterator[list[str]]:
    for match in QUOTED.finditer(text):
        yield tokens(match[1])
