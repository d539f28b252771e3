"""Cuts a player's keys and times beside its labels: "Mute/Unmute m".

"0 seconds of 1 minute" is one too. Looks alike and stays: a list of keys in a manual, where no
label of a player is near, and times of a race. Seen inside stories of newspapers and television
stations, one line for each key.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

PLAYERS = ("video-player", "audio-player")
# A toggle or action with its key behind it, a position of a length, a time with a chapter's title.
KEY = lazy_pattern(
    r"[^\W\d_][\w ]{1,24}(?:/[^\W\d_][\w ]{1,24})+ (?:SPACE|[A-Za-z]|[←→↑↓])|"
    r"[^\W\d_][\w %]{1,24} (?:SPACE|[a-z]|[←→↑↓]|0-9)|"
    r"\d+ [^\W\d_]+(?:,? \d+ [^\W\d_]+)? (?:of|von|sur|de|di|van) "
    r"\d+ [^\W\d_]+(?:,? \d+ [^\W\d_]+)?"
    r"(?:\s?[^\W\d_]+ \d+%)?"
)
# Characters of the longest KEY.
MAX_KEY_CHARS = 70
# Blocks from a line to a label of the player, other lines of the player not counted.
MAX_GAP = 1
# Labels of a player that make a box of it; a story's picture has one.
MIN_LABELS = 2


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark keys and times that lines of the same player join to its labels."""
    labels = {cue.block for name in PLAYERS for cue in page.cues[name] if cue.how == "whole"}
    if len(labels) < MIN_LABELS:
        return
    found = dict.fromkeys(labels, min(labels))
    for direction in (1, -1):
        gap, label = MAX_GAP + 1, -1
        for number in range(len(page.blocks))[::direction]:
            if number in labels:
                gap, label = 0, number
            elif gap <= MAX_GAP and _is_key(page.blocks[number].text):
                gap = 0
                found.setdefault(number, label)
            else:
                gap += 1 + MAX_GAP * page.shapes[number].prose
    for number in sorted(found.keys() - labels):
        yield Mark(number, f"a player's key or time beside {_label(page, found[number])}")


def _is_key(text: str) -> bool:
    return len(text) <= MAX_KEY_CHARS and KEY.fullmatch(text) is not None


def _label(page: Page, number: int) -> str:
    return quote(page.blocks[number].text)
