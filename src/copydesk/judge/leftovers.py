"""Leftovers of the fields, and second copies, which are always cut.

A page may hold a story twice, once for wide screens and once for narrow ones, of which style sheets
show one; a pull quote repeats a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import groupby

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

LEAD = ("byline", "date", "date_modified")
SCRAP = 8
"""Words beside a byline or date in its line: "Temps de lecture : 3 min.", a place and a role
("Saint-Brévin, envoyée spéciale"). A paragraph has more.
"""
BEHIND_NAME = ("(", ",", "|", "–", "—", "/")
QUOTES = '"“„«‘‚「『'
PULLED = (5, 40)
"""Words of a pull quote. A shorter one may be a subhead whose words the story has too."""
PASSAGE = 40
"""Words that a passage has at least, in lines with a sentence's end, that is a copy: the verses of
a refrain have none, pull quotes and labels are shorter.
"""
SHARE = 0.1
"""The share of a body that its copies have at least. Of the 709 articles of the training pages five
held so much twice, and every one of them by its layout.
"""


def beside_lead(page: Page, ledger: Ledger) -> Iterator[int]:
    """Yield the lines beside the byline and date, and the signatures.

    A line is one of them where the field took all but a scrap of it; a signature names the author
    once more below.
    """
    for field in LEAD:
        find = ledger.chosen(field)
        if find is None or find.block is None:
            continue
        taken = sum(
            len(tokens(page.blocks[find.block].text[slice(*one.span)]))
            for one in ledger.taken(find.block)
            if one.span
        )
        if len(page.tokens[find.block]) - taken <= SCRAP:
            yield find.block
        if field == "byline":
            yield from _signatures(page, find.block, str(find.value))


def _signatures(page: Page, byline: int, name: str) -> Iterator[int]:
    """Yield the lines below a byline that repeat it.

    No more than a role or a place follows the name.
    """
    words = tokens(name)
    for number in page.having(*words[:1]):
        text = page.blocks[number].text
        if (
            number > byline
            and text.startswith(name)
            and not page.shapes[number].ends
            and len(page.tokens[number]) <= len(words) + SCRAP
        ):
            rest = text[len(name) :].strip()
            if not rest or rest.startswith(BEHIND_NAME):
                yield number


def pulled(page: Page, body: Collection[int]) -> Iterator[int]:
    """Yield the pull quotes of a body: a longer block has their words.

    `body` are its block numbers. A subhead may quote the paragraph below it, and a list of contents
    its sections' first sentences: these stay.
    """
    quotes = {number: tuple(page.tokens[number]) for number in body if _may_be_pulled(page, number)}
    paragraphs = (
        [page.tokens[number] for number in body if page.shapes[number].prose] if quotes else []
    )
    again = _repeated_within(paragraphs, frozenset(quotes.values()))
    return (number for number, words in quotes.items() if words in again)


def _repeated_within(
    paragraphs: Iterable[Sequence[str]], quotes: Set[tuple[str, ...]]
) -> set[tuple[str, ...]]:
    """Return the quotes that are a part of one of these paragraphs.

    Found by their first words: a search for each quote would take quadratic time on a page of
    dialogue.
    """
    sizes = defaultdict[tuple[str, ...], set[int]](set)
    for quote in quotes:
        sizes[quote[: PULLED[0]]].add(len(quote))
    found = set[tuple[str, ...]]()
    for words in paragraphs:
        for at, first in enumerate(
            zip(*[words[start:] for start in range(PULLED[0])], strict=False)
        ):
            if first in sizes:
                found |= {
                    part
                    for size in sizes[first]
                    if size < len(words) and (part := tuple(words[at : at + size])) in quotes
                }
    return found


def _may_be_pulled(page: Page, number: int) -> bool:
    """Whether a block has the form and length of a pull quote.

    Its form is its element or its quotation marks; a heading is none.
    """
    block = page.blocks[number]
    if not PULLED[0] <= len(page.tokens[number]) <= PULLED[1]:
        return False
    return block.kind == "quote" or (
        block.kind == "paragraph" and block.text[0] in QUOTES and page.shapes[number].ends
    )


def second_copies(page: Page, body: Iterable[int]) -> frozenset[int]:
    """Return the blocks of a body that repeat earlier ones word for word.

    `body` are block numbers in order. Only whole passages count, where they are much of the body.
    """
    numbers = list(body)
    passages = [
        passage
        for passage in _repeated(page, numbers)
        if _words(page, [number for number in passage if page.shapes[number].stops]) >= PASSAGE
    ]
    copies = frozenset(number for passage in passages for number in passage)
    return (
        copies if copies and _words(page, copies) >= SHARE * _words(page, numbers) else frozenset()
    )


def _repeated(page: Page, numbers: Iterable[int]) -> Iterator[list[int]]:
    """The runs of blocks each of which repeats one before it."""
    seen: set[str] = set()
    repeats = []
    for number in numbers:
        text = page.blocks[number].text
        repeats.append((number, text in seen))
        seen.add(text)
    for again, run in groupby(repeats, key=lambda one: one[1]):
        if again:
            yield [number for number, _ in run]


def _words(page: Page, numbers: Iterable[int]) -> int:
    return sum(page.shapes[number].words for number in numbers)
