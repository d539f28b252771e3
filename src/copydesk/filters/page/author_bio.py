"""Cuts the author's biography below the story: "Ida Marsh covers ...".

It begins with the name of the byline, or with a name that the story has not used and an author's
position. Below an author's label or the author's name on a line of its own, the first or last name
is enough, and the story may be shorter than the biography. Looks alike and stays: a paragraph on a
person of the story, a quotation, and the answers of an author who is interviewed. Seen in dumps of
television stations, papers and blogs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.filters.line import is_headline, is_quoted, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

# Words of the longest biography, and of the longest one below a name or a label.
MAX_WORDS, MAX_HEADED_WORDS = 80, 110
# Share of the page's prose above a biography without a heading.
MIN_PROSE_ABOVE = 0.6
# Words of prose above a name that heads a biography: without any it is the byline.
MIN_STORY_WORDS = 15
# Words of a name: "Ida Marsh", "Ida van der Marsh".
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 4
# Words at the beginning of a headed biography that name the author: "In her column Ida Marsh ...".
NAMING_WORDS = 8
QUOTATION_MARKS = frozenset('"“”„«»「」')


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the short blocks below the story that begin with an author's name."""
    authors = [tokens(name) for find in ledger.all_chosen("authors") for name in find.value]
    positions = {cue.block: cue.first for cue in reversed(page.cues["author-box"]) if cue.first}
    for number in range(len(page.blocks)):
        if not _may_be_biography(page, ledger, number):
            continue
        if author := _headed(page, ledger, number, authors):
            above = quote(page.blocks[number - 1].text)
            yield Mark(number, f"describes {quote(author)}, below {above}", weight=0.8)
            yield Mark(number - 1, f"heads the description of {quote(author)}", weight=0.8)
            continue
        name = _name(page, number, authors, positions.get(number, 0))
        if name and page.prose_share(0, number) >= MIN_PROSE_ABOVE:
            yield Mark(number, f"describes {quote(name)} below the story", weight=0.8)


def _may_be_biography(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a block is a few sentences and not a quotation."""
    block, shape = page.blocks[number], page.shapes[number]
    return (
        (shape.prose or shape.stops > 0)
        and shape.words <= MAX_HEADED_WORDS
        and not is_headline(block)
        and not ledger.taken(number)
        and not is_quoted(block.text)
    )


def _headed(page: Page, ledger: Ledger, number: int, authors: Sequence[list[str]]) -> str | None:
    """Return the author that a block names below an author's label or name, or None.

    A line with the author's name must be short, below the story's beginning, and not repeated.
    """
    above = number - 1
    if above < 0 or page.prose_before[above] < MIN_STORY_WORDS:
        return None
    line, named = page.tokens[above], set(page.tokens[number][:NAMING_WORDS])
    is_single = len(line) <= MAX_NAME_WORDS and page.tokens[above:].count(line) == 1
    for author in authors:
        is_for_author = is_single and not set(author) - set(line)
        if (is_for_author or ledger.cut_by(above, "author-box")) and not named.isdisjoint(author):
            return " ".join(author).title()
    return None


def _name(page: Page, number: int, authors: Sequence[list[str]], position: int) -> str | None:
    """The name of the author with which a block begins, or None."""
    text, words = page.blocks[number].text, page.tokens[number]
    if page.shapes[number].words > MAX_WORDS or not QUOTATION_MARKS.isdisjoint(text):
        return None
    for author in authors:
        if len(author) >= MIN_NAME_WORDS and words[: len(author)] == author:
            return " ".join(author).title()
    if not MIN_NAME_WORDS <= position <= MAX_NAME_WORDS:
        return None
    opening = text.split()[:position]
    if not all(word[0].isupper() for word in (opening[0], opening[-1])):
        return None
    used = any(page.shapes[n].prose and n < number for n in page.having(words[position - 1]))
    return None if used else " ".join(opening)
