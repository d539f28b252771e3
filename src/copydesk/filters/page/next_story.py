"""Cuts a second story with its own headline and byline or date.

Looks alike and stays: a section of the story under a subhead, the entries of a live blog (their
times are of one day), a story of the same author whose headline has the page headline's words, and
on HTML pages what is in the same element as the story's prose: the books of a list, each with its
author and day. Seen on sites that load the next story at the end, and on blogs that print older
posts below the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.block import ITEM_TAGS
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import dates_in
from copydesk.parse.name_list import read_names

# Words of prose between the page's headline and another; a shorter text is a standfirst or teaser.
MIN_STORY_WORDS = 40
# Words of prose below another headline; a card in a list has one sentence.
MIN_NEXT_WORDS = 40
# Words of a headline.
MIN_HEADLINE_WORDS, MAX_HEADLINE_WORDS = 4, 25
# Blocks below a headline that may be its byline or date: kicker and standfirst are between.
MAX_DISTANCE = 3
# Words of a byline or date with role, place and reading time.
MAX_SIGNATURE_WORDS = 14
# Share of a headline's words that the first story may have, and still be about something else.
MAX_SHARED = 0.5
# Share of the longer words in two paragraphs below that the story above has too.
MAX_RECURRING = 0.4
# Share of the first story's prose in the innermost element that holds it: its standfirst may be
# apart. Of 41 labelled pages with a cut, 15 have it in that element; the truth has a tenth or more
# of the cut blocks on 10 of these 15, and on 5 of the other 26.
STORY_SHARE = 0.67
# Letters by which words are compared: those of inflected forms are the same.
STEM = 5


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark everything from the first other signed headline on."""
    headline = ledger.chosen("headline")
    if headline is None or headline.block is None:
        return
    own = _own(ledger)
    start = page.prose_before[headline.block]
    signed = map(ledger.chosen, ("byline", "date"))
    first = max([headline.block, *(find.block for find in signed if find and find.block)])
    for number in range(first + 1, len(page.blocks)):
        above = page.prose_before[number] - start
        below = page.prose_before[-1] - page.prose_before[number]
        if above < MIN_STORY_WORDS or not _reads_as_headline(page, number):
            continue
        if below < MIN_NEXT_WORDS:
            return
        signature = _signature(page, number, own)
        if (
            signature
            and _is_other(page, headline.block, number)
            and not _is_in_story(page, headline.block, number)
        ):
            why = f"another story: {quote(page.blocks[number].text)}, {quote(signature)}"
            yield from marked(range(number, len(page.blocks)), why, 0.9)
            return


def _own(ledger: Ledger) -> set[object]:
    """The first story's authors and days."""
    authors, dates = ledger.chosen("authors"), map(ledger.chosen, ("date", "date_modified"))
    days = {str(date.value)[:10] for date in dates if date}
    return days | set(authors.value if authors else ())


def _reads_as_headline(page: Page, number: int) -> bool:
    block, shape = page.blocks[number], page.shapes[number]
    if block.kind not in ("heading", "paragraph") or shape.prose or block.text[0].islower():
        return False
    sentence = block.text.endswith((".", ":", ";", ",")) and block.kind == "paragraph"
    return MIN_HEADLINE_WORDS <= shape.words <= MAX_HEADLINE_WORDS and not sentence


def _signature(page: Page, number: int, own: set[object]) -> str | None:
    """Return the byline or date right below another story's headline.

    The headline is not the first story's, and prose is below. A date counts without a byline only
    where it names another day.
    """
    labelled = {cue.block: cue for cue in page.cues["byline"] if cue.first == 0}
    for below in range(number + 1, min(number + 1 + MAX_DISTANCE, len(page.blocks))):
        text = page.blocks[below].text
        if page.shapes[below].words > MAX_SIGNATURE_WORDS or page.shapes[below].prose:
            return None
        names = read_names(text).people if below in labelled else ()
        days = {dated.value[:10] for dated in dates_in(text)}
        if (names and not own & set(names)) or (days and own and not own & days):
            return text if _prose_follows(page, below) and "@" not in text else None
    return None


def _prose_follows(page: Page, number: int) -> bool:
    return any(page.shapes[n].prose for n in range(number, min(number + 4, len(page.blocks))))


def _is_other(page: Page, headline: int, number: int) -> bool:
    """Return whether the first story has few words of the headline.

    Words that recur below it count too. A teaser between paragraphs has a headline and a date, but
    the story goes on below it with the names that it had above.
    """
    above = {word[:STEM] for words in page.tokens[headline:number] for word in words}
    headed = {word[:STEM] for word in page.tokens[number] if len(word) > 3}
    counts = Counter(
        stem
        for words, shape in zip(page.tokens[number:], page.shapes[number:], strict=True)
        if shape.prose
        for stem in {word[:STEM] for word in words if len(word) > STEM}
    )
    recurring = {stem for stem, count in counts.items() if count > 1}
    return all(
        len(stems & above) <= most * len(stems)
        for stems, most in ((headed, MAX_SHARED), (recurring, MAX_RECURRING))
    )


def _is_in_story(page: Page, headline: int, number: int) -> bool:
    """Return whether the innermost element that holds the first story holds the block too.

    A list's item is not one: the first of a list of books may be most of the prose so far.
    """
    before = page.prose_before
    least = STORY_SHARE * (before[number] - before[headline])
    holders = [
        box
        for box in page.boxes
        if box.last - box.first > 1
        and box.tag not in ITEM_TAGS
        and before[min(box.last, number)] - before[max(box.first, headline)] >= least
    ]
    return bool(holders) and number < holders[-1].last
