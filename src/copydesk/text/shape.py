"""Measures of one block's text that need no vocabulary and no language."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import unspaced

CLOSING = "\"'”’»)]」』"
"""What may follow the stop that ends a sentence."""
STOPPING = tuple(".!?…。！？؟।")
ENDING = (*STOPPING, ":", ";")
"""Ends of a sentence or a lead-in. A closing mark may follow that of a sentence only."""
STOPS = lazy_pattern(r"[.!?…。！？؟।](?:(?=[\s\"'”’»)\]」』]|$)|(?<=[。！？]))")
PROSE_WORDS = 10
"""A sentence of prose has ten words or more: menus, cards and labels of the training pages seldom
do and end without a stop.
"""
LONG_WORDS = 25
"""A block this long is prose if any sentence ends inside it, whatever its last character."""
MOSTLY_LINKED = 0.6
"""Above this share of linked text a block is a link, unless it is a whole sentence (pages link
their lead paragraphs).
"""


class Shape(NamedTuple):
    """Measures of a text.

    `words` (two unspaced characters count as one), `ends` (like a sentence), `stops` (sentence ends
    inside), `linked` (share of the characters, 0 to 1), `prose` (reads as sentences).
    """

    words: int
    ends: bool
    stops: int
    linked: float
    prose: bool


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence or a lead-in.

    At most five closing marks are behind its stop.
    """
    return text.endswith(ENDING) or text[-6:].rstrip(CLOSING).endswith(STOPPING)


def measure(text: str, count: int, linked: int) -> Shape:
    """Return the shape of a block's text.

    `count` is its number of tokens, `linked` its characters inside links.
    """
    words = count if text.isascii() else count - unspaced(text) // 2
    ends = text.endswith(ENDING) or (not text[-1:].isalnum() and ends_sentence(text))
    stops = len(STOPS.findall(text)) if words >= 5 else 0
    share = linked / len(text) if linked else 0.0
    prose = (ends and stops > 0 and words >= PROSE_WORDS) or (words >= LONG_WORDS and stops > 0)
    if prose and share > MOSTLY_LINKED and stops < 2 and words < LONG_WORDS:
        prose = False
    return Shape(words, ends, stops, share, prose)
