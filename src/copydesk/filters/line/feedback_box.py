"""Cuts lines that ask what a reader thinks or knows: "Report a typo", "Was this article helpful?",
"Have a news tip? Email us at ...".

Looks alike and must stand: questions of the story ("What do you think the hinge weighs?"), a
reporter's call for witnesses in running text. Seen after the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed_labels, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

ASKS = 30
"""A question and the address to write to."""
LABEL = 9
"""A question alone, which is no sentence of prose: "Did you find this article on the tides
helpful?".
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks requests for feedback, and blocks inside boxes named for them."""
    for block, shape, cues in worded(page, "feedback-box"):
        if shape.stops > 3:
            continue
        opens = cues[0].first == 0
        whole = is_whole(cues) and shape.words > 1
        if whole and block.kind != "heading":
            yield Mark(block.number, "asks the reader for feedback")
        elif opens and shape.words <= ASKS and (apart(cues) > 1 or "@" in block.text):
            yield Mark(
                block.number,
                "asks the reader for feedback: it begins so, and an address or another "
                "such phrase follows",
            )
        elif opens and cues[0].last > 2 and shape.words <= LABEL and "?" in block.text:
            yield Mark(block.number, "asks the reader for feedback", weight=0.7)
    yield from boxed_labels(page, "feedback-box", "a feedback box")
