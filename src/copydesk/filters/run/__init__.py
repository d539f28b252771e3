"""Filters that look at a block and its neighbours: runs and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.filters.line import evidence, quote
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of a headline in a list of stories; a longer line is a sentence of the story.
MAX_ITEM_WORDS = 25
# Words of a line that is surely a headline; shorter lines under a heading are often the story's own
# list.
MIN_HEADLINE_WORDS = 5
# Lines of a card beside its headline; after more of them the list is over and a menu begins.
MAX_CARD_LINES = 5
# Share of headlines among the lines of a list: a card has a caption, a section, a headline, a date.
MIN_HEADLINE_SHARE = 0.25
NUMBERED = lazy_pattern(r"\d{1,3}[.)]\s")


def is_headline_line(page: Page, number: int) -> bool:
    """Return whether a line reads as a headline.

    It is long enough, does not end as a sentence and does not begin as a continuation.
    """
    shape, text = page.shapes[number], page.blocks[number].text
    return (
        shape.words >= MIN_HEADLINE_WORDS
        and not text.endswith((".", ";", ",", ":"))
        and not text[0].islower()
    )


def has_headlines(page: Page, items: range, least: int) -> bool:
    """Return whether enough lines under a heading read as headlines.

    At least `least` of them must.
    """
    count = sum(is_headline_line(page, number) for number in items)
    return count >= max(least, MIN_HEADLINE_SHARE * len(items))


def runs(numbers: Iterable[int], least: int) -> Iterator[range]:
    """Yield the ranges of consecutive block numbers.

    A range has at least `least` of them; the numbers ascend.
    """
    start = end = -1
    for number in numbers:
        if number != end:
            if end - start >= least:
                yield range(start, end)
            start = number
        end = number + 1
    if end - start >= least:
        yield range(start, end)


def list_under(page: Page, heading: int, most: int) -> range:
    """Return the list under a heading: blocks after it that are not prose.

    At most `most` are looked at. The last of them is left out where it may head the prose that
    follows.
    """
    end, lone = heading + 1, 0
    while (
        end < len(page.blocks)
        and end - heading <= most
        and lone <= MAX_CARD_LINES
        and _is_item(page, end)
    ):
        lone = 0 if is_headline_line(page, end) else lone + 1
        end += 1
    if lone > MAX_CARD_LINES:
        return range(heading + 1, end - lone)
    return range(heading + 1, end - 1 if _last_is_subhead(page, heading, end) else end)


def heading_marks(page: Page, cue: Cue, items: range) -> Iterator[Mark]:
    """Mark a heading and the list of headlines under it."""
    yield Mark(cue.block, f"{evidence(page, [cue])}, with headlines below")
    for number in items:
        why = f"listed under {quote(page.blocks[cue.block].text)}"
        yield Mark(number, why, weight=0.8)


def _is_item(page: Page, number: int) -> bool:
    block, shape = page.blocks[number], page.shapes[number]
    if NUMBERED.match(block.text) or shape.prose or shape.words > MAX_ITEM_WORDS:
        return False
    excluded = block.kind in ("code", "table-row", "quote")
    return not excluded and not (block.kind == "heading" and block.level == 1)


def _last_is_subhead(page: Page, heading: int, end: int) -> bool:
    """Return whether the last block before `end` heads the prose there.

    It does if the markup makes it a heading, or if it has no link and at most half as many words as
    the longest line above it.
    """
    last = end - 1
    if last == heading or end == len(page.blocks) or not page.shapes[end].prose:
        return False
    if page.blocks[last].kind == "heading":
        return True
    above = [page.shapes[number].words for number in range(heading + 1, last)]
    longest = max(above, default=MIN_HEADLINE_WORDS + 3)
    return not page.blocks[last].linked and 2 * page.shapes[last].words <= longest
