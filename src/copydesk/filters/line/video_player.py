"""Cuts a video player's labels: "Play video", "Volume 90%", "Next up", "Press shift question mark
to access a list of keyboard shortcuts".

Looks alike and must stand: "Watch: ..." as a headline of its own page, prose about videos and
volumes. Seen above and inside stories of television stations.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, chrome
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

LABEL = 14
"""The longest label, on keyboard shortcuts, has eleven words; notes on missing browsers up to
14.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the labels of video players, and blocks inside their boxes."""
    for number in chrome(page, "video-player", words=LABEL, prose_words=0):
        yield Mark(number, "a label of a video player")
    yield from boxed_labels(page, "video-player", "a label of a video player")
