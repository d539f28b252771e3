"""Cuts lines that ask a reader to log in: "Log in or register", "Already have an account? Sign in",
"Forgot your password?".

Looks alike and must stand: sentences that begin alike ("Register of voters closes"), steps of a
manual ("Sign in to the machine with your card."). Seen at the top of pages, in dialogs, under a
teaser.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

ASKS = 16
"""A request to log in that is a sentence: "You must be logged in to ...", "Already have an account?
...".
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks labels of log-in forms and short requests to log in, and blocks inside log-in boxes."""
    for block, shape, cues in worded(page, "login-notice"):
        if shape.stops > 2:
            continue
        signals = apart(cues)
        if is_whole(cues):
            yield Mark(block.number, "a label of a log-in form")
        elif shape.words <= ASKS and (
            signals > 1 or (cues[0].first == 0 and "?" in block.text and not shape.prose)
        ):
            yield Mark(block.number, "asks the reader to log in", weight=0.9)
    yield from boxed(page, "login-notice", "a log-in form")
