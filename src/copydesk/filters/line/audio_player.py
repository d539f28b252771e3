"""Cuts an audio player's labels: "Listen to this article", "0:00 / 4:32".

Looks alike and stays: prose about listening, the times of a live blog, scores. Lines that need
their neighbours belong to the filter now-playing. Seen between the headline and the first
paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, phrase_marks, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of the longest label: "Use up/down arrow keys to increase or decrease volume".
MAX_LABEL_WORDS = 9
# Characters of the longest of the TIMES: "1:00:00 | -1:00:00" has 18.
MAX_TIMES_CHARS = 19
# Position and length ("0:00 / 4:32"), the start alone, or the speed ("1.5x"). A lone time of day
# does not match.
TIMES = lazy_pattern(
    r"\d{1,2}:\d\d(?::\d\d)?\s*[/|]\s*-?\d{1,2}:\d\d(?::\d\d)?|-?0?0:00(?::00)?|"
    r"\d(?:\.\d{1,2})?\s?[x×]"
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the labels of audio players, and blocks inside their boxes."""
    yield from phrase_marks(page, "audio-player", words=MAX_LABEL_WORDS)
    yield from box_label_marks(page, "audio-player")
    for number in page.having("#"):
        text = page.blocks[number].text
        if len(text) <= MAX_TIMES_CHARS and TIMES.fullmatch(text):
            yield Mark(number, f"the whole line is a playing time or speed, {quote(text)}")
