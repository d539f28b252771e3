"""Finds the people who contributed to the story.

"Harbor News' Jane Doe contributed to this report." The line stays in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.name_list import read_names
from copydesk.text.lazy_pattern import lazy_pattern

BEHIND = lazy_pattern(
    r"\b(?:by|from|de|von|mitarbeit|colaborou|collaborato|van)\b\s*:?\s*", re.IGNORECASE
)
"""The end of a phrase whose names are behind it, not before it."""
LAST_SENTENCE = lazy_pattern(r"[.!?]\s+(?=[^\W\d_a-z][^.!?]{0,200}$)")
OUTLET = lazy_pattern(
    r"^(?:The\s)?(?:Associated\sPress|[A-Z][\w.]*)(?:\s(?:News|staff|Audio|Radio|"
    r"Press))?\s(?:writers?|reporters?|journalists?|producers?|correspondents?|"
    r"staff)\s(?:writers?\s|reporters?\s)?(?=[A-Z])"
)
"""An outlet and a role before the names: "Associated Press writers Jane Doe and John Roe"."""


MOST = 400
"""Characters of names that are read."""
OF_OUTLET = lazy_pattern(
    r"\s(?:of|from|for|in|at|with)\s[^,;.]{2,60}?(?=\s(?:and|&)\s[A-Z]|[,;.]|\s?$)"
)
"""Where a contributor works or was: "Jane Doe of Harbor News"."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the contributors whom the story credits, without its authors."""
    chosen = ledger.chosen("authors")
    authors = chosen.value if chosen else ()
    for cue in page.cues["contributors"]:
        block = page.blocks[cue.block]
        if page.shapes[cue.block].words > 80:
            continue
        start, end = page.phrase(cue)
        before = block.text[max(0, start - 200) : start]
        sentence = LAST_SENTENCE.split(before)[-1] if before else ""
        behind = (
            BEHIND.search(block.text, start, end + 12)
            if not sentence.strip() or BEHIND.search(block.text[start:end])
            else None
        )
        text = block.text[behind.end() :] if behind else OUTLET.sub("", sentence.strip())
        for name in read_names(OF_OUTLET.sub("", text[:MOST])).people:
            if name in authors:
                continue
            yield Find(
                "contributors",
                name,
                cue.block,
                None,
                "line",
                "the story names its contributors",
                0.9,
            )
