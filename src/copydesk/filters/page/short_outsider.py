"""Cuts what is outside the blocks that hold the mass of the prose.

They are short lines, links and teasers. Looks alike and stays: subheads, list items, quotes and
captions between paragraphs, the list or code to which the last paragraph leads with a colon, and a
second mass of prose as long as the first. Seen on every page: menus above, cards and notices below.
It is the only filter for a page on which no phrase matches.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.story_extent import stretch, words_of_prose
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of prose in the story; with fewer than two short paragraphs (a poem, a score table, a login
# page) the story's extent is not known.
MIN_STORY_WORDS = 40
# Share of linked characters of a line that belongs to the story's end.
MAX_LINKED_SHARE = 0.5
# What a paragraph that ends with a colon leads to: a shopping list, lines to type, prices.
LISTED = frozenset(("item", "code", "table-row"))
# Words of the items of a text dump, where the marks of a list are lost.
MIN_ITEM_WORDS, MAX_ITEM_WORDS = 2, 25
COLONS = (":", "：")
# Words of a line that leads to the story's own list; "More on the ferries of Orrin:" leads away,
# unless a sentence follows the list.
MIN_LEAD_IN_WORDS = 8
# Prose beside the story, as a share of the story's, from which it is a second story.
MIN_SECOND_STORY_SHARE = 0.5


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks above and below the story."""
    story = stretch(page, ledger)
    if story.words < MIN_STORY_WORDS:
        return
    first = _with_subhead(page, story.first)
    last = _with_closing(page, ledger, _with_list(page, ledger, story.last))
    for start, end, side in ((0, first, "above"), (last, len(page.blocks), "below")):
        words = words_of_prose(page, ledger, start, end)
        prose = [number for number in range(start, end) if page.shapes[number].prose]
        short = (number for number in range(start, end) if not page.shapes[number].prose)
        yield from marked(short, f"no prose, {side} the story's {story.words} words", 0.7)
        if words < MIN_SECOND_STORY_SHARE * story.words:
            why = f"{words} words of prose {side} the story's {story.words}"
            yield from marked(prose, why, 0.5)


def _with_subhead(page: Page, first: int) -> int:
    """The first block of the story, or the subhead directly above it."""
    above = page.blocks[first - 1] if first else None
    return first - 1 if above is not None and above.kind == "heading" and above.level > 1 else first


def _with_list(page: Page, ledger: Ledger, last: int) -> int:
    """Return the story's end after a list or code led to by a colon.

    The line after the last paragraph may lead to the list instead, if it is long enough or if a
    sentence follows the list.
    """
    lead = last - 1 if page.blocks[last - 1].text.endswith(COLONS) else last
    if lead >= len(page.blocks) or not page.blocks[lead].text.endswith(COLONS):
        return last
    end = lead + 1
    while end < len(page.blocks) and _is_listed(page, ledger, end):
        end += 1
    leads_to_it = lead < last or page.shapes[lead].words >= MIN_LEAD_IN_WORDS
    return end if end > lead + 1 and (leads_to_it or _ends_with_sentence(page, end)) else last


def _ends_with_sentence(page: Page, end: int) -> bool:
    """Whether the line before `end` is a sentence, with which the story continues."""
    shape = page.shapes[end - 1]
    return shape.ends and shape.stops > 0


def _is_listed(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a block that no filter cut may be an item of a list."""
    shape, kind = page.shapes[number], page.blocks[number].kind
    if ledger.is_cut(number) or shape.linked >= MAX_LINKED_SHARE:
        return False
    is_line = page.form == "text" and MIN_ITEM_WORDS <= shape.words <= MAX_ITEM_WORDS
    return kind in LISTED or (kind == "paragraph" and is_line)


def _with_closing(page: Page, ledger: Ledger, last: int) -> int:
    """Return the story's end after short sentences and reporters' credits.

    They are below its last paragraph. A note between them is included.
    """
    credited = {cue.block for cue in page.cues["contributors"]}
    while last < len(page.blocks) and not ledger.is_cut(last):
        shape = page.shapes[last]
        sentence = shape.ends and shape.stops and shape.linked < MAX_LINKED_SHARE
        if not sentence and not credited & {last, last + 1}:
            break
        last += 1
    return last
