"""Filters that look at a block and its neighbours, and what they share: runs of blocks, and the
list under a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

ITEM = 25
"""The longest headline in a list of stories; a longer line is a sentence of the story."""
HEADLINE = 5
"""Headlines have five words and more; shorter lines under a heading are as often the story's own
list.
"""
CARD = 5
"""A card has at most five lines beside its headline; after more the list is over and a menu
begins.
"""
MOSTLY = 0.25
"""A card has a picture's caption, a section, a headline and a date; where fewer lines are headlines
the list is of something else.
"""
NUMBERED = lazy_pattern(r"\d{1,3}[.)]\s")


def is_headline_line(page: Page, number: int) -> bool:
    """Whether a line reads as a headline: long enough, and it does not stop as a sentence or begin
    as a continuation.
    """
    shape, text = page.shapes[number], page.blocks[number].text
    return (
        shape.words >= HEADLINE
        and not text.endswith((".", ";", ",", ":"))
        and not text[0].islower()
    )


def has_headlines(page: Page, items: range, least: int) -> bool:
    """Whether enough of the lines under a heading read as headlines."""
    count = sum(is_headline_line(page, number) for number in items)
    return count >= max(least, MOSTLY * len(items))


def runs(numbers: Iterable[int], least: int) -> Iterator[range]:
    """The stretches of at least `least` blocks whose numbers follow one another, of numbers that
    ascend.
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
    """The headlines under a heading: the blocks after it that are no prose, at most `most`, without
    the last where it may head the prose that follows.
    """
    end, lone = heading + 1, 0
    while end < len(page.blocks) and end - heading <= most and lone <= CARD and _is_item(page, end):
        lone = 0 if is_headline_line(page, end) else lone + 1
        end += 1
    if lone > CARD:
        return range(heading + 1, end - lone)
    last = end - 1
    followed = end < len(page.blocks) and page.shapes[end].prose
    if (
        last > heading
        and followed
        and (page.blocks[last].kind == "heading" or _is_short_beside(page, heading, last))
    ):
        end = last
    return range(heading + 1, end)


def _is_item(page: Page, number: int) -> bool:
    block, shape = page.blocks[number], page.shapes[number]
    if NUMBERED.match(block.text):
        return False
    return (
        not shape.prose
        and shape.words <= ITEM
        and block.kind not in ("code", "table-row", "quote")
        and not (block.kind == "heading" and block.level == 1)
    )


def _is_short_beside(page: Page, heading: int, last: int) -> bool:
    """Whether a line without a link is much shorter than the headlines above it: the next section's
    heading.
    """
    above = [page.shapes[number].words for number in range(heading + 1, last)]
    return not page.blocks[last].linked and 2 * page.shapes[last].words <= max(
        above, default=HEADLINE + 3
    )
