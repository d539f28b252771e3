"""Cuts links to the posts before and after: "Previous post", "Next".

Also the headlines beside them. Looks alike and stays: "Next" and "Previous" as headings of the
story's sections, sentences that begin alike. Seen between the story and its comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from copydesk.filters.line import box_label_marks, evidence, is_headline, quote
from copydesk.filters.run import MAX_ITEM_WORDS, is_headline_line
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Lines from "Previous" to "Next": a date, a headline and an author are between.
MAX_PAIR_DISTANCE = 4


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark label pairs, labels with a headline below, and their boxes."""
    cues = {cue.block: cue for cue in reversed(page.cues["prev-next"]) if _is_label(page, cue)}
    labels = sorted(cues)
    near = {
        number
        for pair in pairwise(labels)
        if pair[1] - pair[0] <= MAX_PAIR_DISTANCE
        for number in pair
    }
    for number in labels:
        paired = number in near
        headline = number + 1 < len(page.blocks) and _is_headline_below(page, number + 1)
        if paired or (headline and page.shapes[number].words > 1):
            pair = ", one of a pair" if paired else ", with a headline below"
            yield Mark(number, evidence(page, [cues[number]]) + pair)
        if paired and headline and number + 1 not in cues:
            why = f"a headline below {quote(page.blocks[number].text)}"
            yield Mark(number + 1, why, weight=0.8)
    yield from box_label_marks(page, "prev-next")


def _is_label(page: Page, cue: Cue) -> bool:
    """Return whether a line is a label, alone or with its headline.

    A phrase of one word that begins a line ("Next steps") is a label only before a colon.
    """
    shape, block = page.shapes[cue.block], page.blocks[cue.block]
    if cue.first or shape.prose or shape.words > MAX_ITEM_WORDS or is_headline(block):
        return False
    if block.kind == "table-row":
        return False
    if cue.how == "whole":
        return True
    after = block.text[page.phrase(cue)[1] :].lstrip()
    return not block.text.endswith((".", ",")) and (cue.last > 1 or after.startswith(":"))


def _is_headline_below(page: Page, number: int) -> bool:
    """Return whether the line after a label is a headline."""
    shape = page.shapes[number]
    return is_headline_line(page, number) and not shape.prose and shape.words <= MAX_ITEM_WORDS
