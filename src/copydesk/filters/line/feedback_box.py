"""Cuts requests for feedback: "Report a typo", "Was this helpful?".

Looks alike and stays: questions of the story ("What do you think the hinge weighs?"), and a
reporter's call for witnesses in running text. Seen after the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, evidence, is_whole, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a question and the address to write to.
MAX_REQUEST_WORDS = 30
# Words of a question alone: "Did you find this article on the tides helpful?".
MAX_LABEL_WORDS = 9
# Sentence ends in a request; a paragraph with more of them is a story's.
MAX_STOPS = 3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark requests for feedback, and blocks inside boxes named for them."""
    for block, shape, cues in worded(page, "feedback-box"):
        if shape.stops > MAX_STOPS:
            continue
        opens, why = cues[0].first == 0, evidence(page, cues)
        if (is_whole(cues) and shape.words > 1 and block.kind != "heading") or (
            opens and shape.words <= MAX_REQUEST_WORDS and len(separate(cues)) > 1
        ):
            yield Mark(block.number, why)
        elif opens and shape.words <= MAX_REQUEST_WORDS and "@" in block.text:
            yield Mark(block.number, f"{why}, and has an e-mail address")
        elif opens and cues[0].last > 2 and shape.words <= MAX_LABEL_WORDS and "?" in block.text:
            yield Mark(block.number, f"{why}, and is a question", weight=0.7)
    yield from box_label_marks(page, "feedback-box")
