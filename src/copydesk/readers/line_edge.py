"""Decides by the edges of two lines whether a sentence continues."""

from __future__ import annotations

from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import unspaced

CLOSES = lazy_pattern(
    r"[,;:!?)\]}%。，、；：！？）」』]|\.(?!\w)|[”’»\"'“](?:[\s,.;:!?)—–-]|$)|[’'](?:s|t|re|ve|ll|d|m)\b"
)
"""The beginning of a line that can only go on from the line before: no paragraph begins with a
comma.
"""
DASHED = lazy_pattern(r"(?:[-–—]{1,2}\s?|&\s|/)(?P<small>[^\W\d_])|-[^\W\d_]")
APART = lazy_pattern(r"\w+:|https?\b|www\.|[\w.-]+\.\w+$|\S*@|(?:by|von|par|por|di|door)\s[A-ZÀ-Þ]")
"""A small letter that begins an address, a label ("photo: ...") or a byline continues nothing."""
OPENED = lazy_pattern(r"[(\[{„¿¡$£€@]$|(?:^|[\s(])[\"'“‘«]$")
"""The end of a line that goes on in the next."""
NOTE = lazy_pattern(r"\[\w{1,4}\]$")


def continues(text: str) -> bool:
    """Whether a line begins like the middle of a sentence.

    It begins with a small letter, or with a dash and one.
    """
    if text[0].islower():
        return APART.match(text) is None
    match = DASHED.match(text)
    return match is not None and (match["small"] is None or match["small"].islower())


def closes(text: str) -> bool:
    """Whether a line begins as only what goes on from another does."""
    return not text[0].isalnum() and CLOSES.match(text) is not None


def count_words(text: str) -> int:
    """Count the words of a line.

    Two characters of a script without spaces count as one word.
    """
    return text.count(" ") + 1 + (0 if text.isascii() else unspaced(text) // 2)


def seam(before: str, after: str) -> str:
    """Return the text between two lines of one sentence.

    It is a space, or empty before a comma or a stroke and a word, after a bracket, and between
    characters of a script without spaces.
    """
    is_stroke_and_word = after[0] == "/" and len(after) > 1
    if closes(after) or NOTE.match(after) or OPENED.search(before) or is_stroke_and_word:
        return ""
    return "" if unspaced(before[-1]) and unspaced(after[0]) else " "
