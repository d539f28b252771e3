"""Cuts a video player's labels: "Play video", "Volume 90%", "Next up".

Looks alike and stays: "Watch: ..." as a headline of its own page, prose about videos and volumes.
Seen above and inside stories of television stations.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, phrase_marks
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a note that holds a phrase, on a browser that cannot play the video.
MAX_LABEL_WORDS = 14


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the labels of video players, and blocks inside their boxes."""
    yield from phrase_marks(page, "video-player", words=MAX_LABEL_WORDS)
    yield from box_label_marks(page, "video-player")
