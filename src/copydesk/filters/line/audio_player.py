"""Cuts an audio player's labels: "Listen to this article", "0:00 / 4:32", "1x", "Download MP3".

Looks alike and must stand: prose about listening, a live blog's times, scores. Seen between the
headline and the first paragraph. What needs its neighbours is the filter now-playing's.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, chrome
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

LABEL = 9
"""The longest label: "Use up/down arrow keys to increase or decrease volume" has nine words."""

TIMES = lazy_pattern(
    r"\d{1,2}:\d\d(?::\d\d)?\s*[/|]\s*-?\d{1,2}:\d\d(?::\d\d)?|-?0?0:00(?::00)?|"
    r"\d(?:\.\d{1,2})?\s?[x×]"
)
"""Where the player stands and how long it is ("0:00 / 4:32"), the start alone, or the speed
("1.5x"). A lone time of day is none of them.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the labels of audio players, and blocks inside their boxes."""
    for number in chrome(page, "audio-player", words=LABEL, prose_words=0):
        yield Mark(number, "a label of an audio player")
    yield from boxed_labels(page, "audio-player", "a label of an audio player")
    for number in page.having("#"):
        text = page.blocks[number].text
        if len(text) < 20 and TIMES.fullmatch(text):
            yield Mark(number, "a player's time or speed")
