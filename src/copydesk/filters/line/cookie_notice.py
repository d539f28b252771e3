"""Cuts cookie and consent notices: "We use cookies to ...", "Accept all".

Looks alike and stays: recipes, and stories about cookies and consent laws (the chain holds this
filter back where it would cut much of a page). A notice often has three sentences, and each needs
two phrases of its own. Seen as the first or last lines of a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, evidence, is_whole, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a whole notice in one paragraph, its sentence on partners included.
MAX_NOTICE_WORDS = 90
# Words of the longest button: "Accept all cookies and close this window for now".
MAX_LABEL_WORDS = 9
# Words of the description of one kind of cookie in a preference dialog, which has three phrases.
MAX_DESCRIPTION_WORDS = 130


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark notices and their buttons, and blocks inside consent dialogs."""
    for block, shape, cues in worded(page, "cookie-notice"):
        signals, opens, words = len(separate(cues)), cues[0].first == 0, shape.words
        if (is_whole(cues) and not shape.prose) or (
            opens
            and (
                (words <= MAX_NOTICE_WORDS and signals > 1)
                or (words <= MAX_DESCRIPTION_WORDS and signals > 2)
                or (words <= MAX_LABEL_WORDS and not shape.prose)
            )
        ):
            yield Mark(block.number, evidence(page, cues))
        elif signals > 2 and words <= MAX_NOTICE_WORDS:
            yield Mark(block.number, evidence(page, cues), weight=0.8)
    yield from box_marks(page, "cookie-notice")
