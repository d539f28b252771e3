"""Cuts notices of a page about itself: "This story is three years old".

They begin with a name of the page ("this article", "the transcript") and say how old it is, that a
machine translated, read or wrote it, or that it may contain errors. Looks alike and stays:
corrections ("This article was changed to ..."), a report on another text, a story's own sentence on
the past. Seen between the headline and the first paragraph, and below the last.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import evidence, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a notice with what follows from it: "It may no longer reflect ...".
MAX_NOTICE_WORDS = 45
# Words before the page's name: "Please note that this article ...", "A machine has read the story".
MAX_WORDS_BEFORE = 4
# Words between the page's name and the statement, in one sentence.
MAX_WORDS_BETWEEN = 16


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark short blocks that name the page and then make a statement on it."""
    names = {cue.block: cue for cue in reversed(page.cues["self-reference"])}
    for block, shape, cues in worded(page, "page-notice"):
        name = names.get(block.number)
        if name is None or name.first > MAX_WORDS_BEFORE or shape.words > MAX_NOTICE_WORDS:
            continue
        stated = [cue for cue in cues if 0 <= cue.first - name.last <= MAX_WORDS_BETWEEN]
        if stated:
            yield Mark(block.number, evidence(page, [name, *stated]))
