"""Measures of one block's text that need no vocabulary and no language."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.late import late
from copydesk.made import made

ENDS = late(r"[.!?…。！？؟।][\"'”’»)\]」』]*$|[:;]$")
STOPS = late(r"[.!?…。！？؟।](?:(?=[\s\"'”’»)\]」』]|$)|(?<=[。！？]))")
UNSPACED = late(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
FAR = late(r"[^\x00-\u303f]")
"""What every unspaced script is among. It takes a third as long to compile as those, and most pages have none."""

PROSE_WORDS = 10
"""A sentence of prose has ten words or more: menus, cards and labels of the training pages seldom do and end without a stop."""
LONG_WORDS = 25
"""A block this long is prose if any sentence ends inside it, whatever its last character."""
MOSTLY_LINKED = 0.6
"""Above this share of linked text a block is a link, unless it is a whole sentence (pages link their lead paragraphs)."""


class Shape(NamedTuple):
    """`words` (two unspaced characters count as one), `ends` (like a sentence), `stops` (sentence ends inside), `linked` (share of the
    characters, 0 to 1), `prose` (reads as sentences)."""

    words: int
    ends: bool
    stops: int
    linked: float
    prose: bool


def measure(text: str, count: int, linked: int) -> Shape:
    """The shape of a block's text; `count` is its number of tokens, `linked` its characters inside links."""
    unspaced = len(UNSPACED.findall(text)) if not text.isascii() and FAR.search(text) else 0
    words = count - unspaced // 2
    ends = not text[-1:].isalnum() and ENDS.search(text[-6:]) is not None
    stops = len(STOPS.findall(text)) if words >= 5 else 0
    share = linked / len(text) if linked else 0.0
    prose = (ends and stops > 0 and words >= PROSE_WORDS) or (words >= LONG_WORDS and stops > 0)
    if prose and share > MOSTLY_LINKED and stops < 2 and words < LONG_WORDS:
        prose = False
    return made(Shape, (words, ends, stops, share, prose))
