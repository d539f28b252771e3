"""Cuts teasers in sentences: decks between linked headlines.

A deck that breaks off ("The council will vote on the ferry and...") below a headline and its date
needs no second card. Looks alike and stays: a list article, whose subheads are not linked, a
story's paragraph after a linked line, and a quotation that breaks off. Seen below the stories of
newspapers and magazines, each card with a headline, a sentence and its age.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise, takewhile

from copydesk.filters.line import quote
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import dates_in
from copydesk.text.lazy_pattern import lazy_pattern

# Cards of a list; fewer are links between a story's paragraphs.
MIN_CARDS = 3
# Words of the longest deck.
MAX_DECK_WORDS = 45
# Words of a headline on a card, and of a line beside it: section, author, age.
MIN_HEAD_WORDS, MAX_LINE_WORDS = 3, 10
# Blocks from one card's headline to the next: kicker, headline, deck, author, age.
MAX_CARD_BLOCKS = 5
# Share of linked characters of a headline on a card.
MIN_LINKED_SHARE = 0.7
# Blocks from a headline to its deck that breaks off: author, date and number of comments between.
MAX_DECK_DISTANCE = 4
# Ends of a deck that breaks off; some feeds escape theirs twice.
BROKEN_OFF = ("...", "…", "[…]", "[...]", "(...)", "(…)", "[&hellip;]")
# Prose above cards without an age or a heading, as a multiple of theirs: a list article is mostly
# its cards.
MIN_STORY_SHARE = 2
AGE = lazy_pattern(
    r"(?:\D{0,6}\b)?(?:\d{1,2}|an?|one|ein(?:er|em)?|une?)\s?(?:\w+\s)?"
    r"(?:h|hrs?|hours?|mins?|minutes?|days?|weeks?|Stunden?|Minuten|Tagen?|heures?|jours?|horas?|"
    r"días?|"
    r"dias|ore|giorni|uur|dagen|timmar|timer|godzin|часов|часа)\b(?:\s(?:ago|old|fa|geleden|sedan|"
    r"siden|temu|назад))?",
)
# Characters of the longest AGE.
MAX_AGE_CHARS = 24


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks of runs of cards below the headline."""
    headline = ledger.chosen("headline")
    top = headline.block + 1 if headline and headline.block is not None else 0
    ages = {n for n in range(top, len(page.blocks)) if _is_age(page, n)}
    heads = [n for n in range(top, len(page.blocks)) if _is_head(page, n, ages)]
    cued = {
        c.block for name in ("related-list", "most-read", "after-story") for c in page.cues[name]
    }
    yield from _broken_off(page, ages, top)
    run: list[int] = []
    for number in [*heads, len(page.blocks) + MAX_CARD_BLOCKS + 1]:
        if run and number - run[-1] > MAX_CARD_BLOCKS:
            yield from _cards(page, run, ages, cued)
            run = []
        run.append(number)


def _broken_off(page: Page, ages: Set[int], top: int) -> Iterator[Mark]:
    """Mark cards below the story whose deck breaks off, from their headline on."""
    for number in range(top + 1, len(page.blocks)):
        shape, text = page.shapes[number], page.blocks[number].text
        if not (shape.prose and shape.words <= MAX_DECK_WORDS and text.endswith(BROKEN_OFF)):
            continue
        above = range(number - 1, max(top, number - 1 - MAX_DECK_DISTANCE), -1)
        card = list(takewhile(lambda place: not page.shapes[place].prose, above))
        # The farthest: the author's line above the date reads like a headline too.
        head = next((place for place in reversed(card) if _is_head(page, place, ages)), None)
        if head is None or ages.isdisjoint(card):
            continue
        if page.prose_before[head] >= MIN_STORY_SHARE * shape.words:
            why = f"a headline with a date and a sentence that breaks off: {quote(text)}"
            yield from marked(range(head, number + 1), why, 0.8)


def _is_head(page: Page, number: int, ages: Set[int]) -> bool:
    """Return whether a block is a card's headline.

    It is linked, or above a line that is an age or date.
    """
    block, shape = page.blocks[number], page.shapes[number]
    if shape.prose or shape.words < MIN_HEAD_WORDS or block.kind in ("code", "table-row"):
        return False
    if number in ages:
        return False
    return shape.linked >= MIN_LINKED_SHARE or (
        not shape.ends and not ages.isdisjoint(range(number + 1, number + 4))
    )


def _is_age(page: Page, number: int) -> bool:
    text = page.blocks[number].text
    if page.shapes[number].words > MAX_LINE_WORDS or page.shapes[number].ends:
        return False
    return (len(text) <= MAX_AGE_CHARS and AGE.fullmatch(text) is not None) or any(
        dated.end - dated.start >= len(text) - 3 for dated in dates_in(text)
    )


def _cards(page: Page, heads: list[int], ages: Set[int], cued: Set[int]) -> Iterator[Mark]:
    """Mark a run of cards.

    The cards are dated, below a list's heading, or much less than the story.
    """
    spans = [range(*pair) for pair in pairwise([*heads, min(heads[-1] + 3, len(page.blocks))])]
    decks = [[n for n in span if page.shapes[n].prose] for span in spans]
    if sum(map(bool, decks)) < max(MIN_CARDS, len(heads) / 2):
        return
    lengths = [page.shapes[n].words for deck in decks for n in deck]
    if any(len(deck) > 1 for deck in decks) or max(lengths) > MAX_DECK_WORDS:
        return
    dated = sum(not ages.isdisjoint(span) for span in spans)
    above = page.prose_before[heads[0]]
    listed = 2 * dated >= len(heads) or cued & set(range(heads[0] - 3, heads[0]))
    if not listed and above < MIN_STORY_SHARE * sum(lengths):
        return
    why = f"one of {len(heads)} headlines with a sentence below, first {{}}"
    first = quote(page.blocks[heads[0]].text)
    for number in range(heads[0], decks[-1][-1] + 1 if decks[-1] else heads[-1] + 1):
        yield Mark(number, why.format(first), weight=0.8)
