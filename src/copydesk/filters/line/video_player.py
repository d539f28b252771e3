"""Cuts a video player's labels: "Play video", "Volume 90%", "0:00 / 1:42".

Looks alike and stays: the times of a live blog, "Watch: ..." as a headline of its own page, prose
about videos and volumes. Seen above and inside stories of television stations.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, phrase_marks, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# A position and a length, or the start: a story's times are none of these.
TIMELINE = lazy_pattern(
    r"0?0:00(?::00)?|(?:(?:\d{1,2}:)?\d{1,2}:\d\d)?\s?/\s?(?:\d{1,2}:)?\d{1,2}:\d\d"
)
# Words of a note that holds a phrase, on a browser that cannot play the video.
MAX_LABEL_WORDS = 14


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the labels of video players, and blocks inside their boxes."""
    yield from phrase_marks(page, "video-player", words=MAX_LABEL_WORDS)
    yield from box_label_marks(page, "video-player")
    for number in page.having("#"):
        block = page.blocks[number]
        if block.kind not in ("code", "table-row") and TIMELINE.fullmatch(block.text):
            yield Mark(number, f"a player's position, {quote(block.text)}", weight=0.8)
