"""Cuts requests to log in: "Log in or register", "Forgot password?".

Looks alike and stays: sentences that begin alike ("Register of voters closes"), and steps of a
manual ("Sign in to the machine with your card."). Seen at the top of pages, in dialogs, under a
teaser.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, evidence, is_whole, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a request that is a sentence: "You must be logged in to ...".
MAX_REQUEST_WORDS = 16
# Sentence ends in a request: a question and its answer.
MAX_STOPS = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark labels of log-in forms, short requests, and log-in boxes."""
    for block, shape, cues in worded(page, "login-notice"):
        if shape.stops > MAX_STOPS:
            continue
        question = cues[0].first == 0 and "?" in block.text and not shape.prose
        if is_whole(cues):
            yield Mark(block.number, evidence(page, cues))
        elif shape.words <= MAX_REQUEST_WORDS and (len(separate(cues)) > 1 or question):
            yield Mark(block.number, evidence(page, cues), weight=0.9)
    yield from box_marks(page, "login-notice")
