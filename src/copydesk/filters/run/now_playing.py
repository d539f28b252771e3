"""Cuts a radio player's lines: "Current track", "Title", "Artist", the names between them, "Listen
live", times.

Looks alike and must stand: a story that itself says "current track" or lists songs: its sentences
and its list are not beside two labels of a player. A single "Title" or "Play" stands. Seen above
the headline of radio stations' pages, below it, and at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.filters.line import boxed, is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

NAME = 8
"""A track's or a programme's name between two labels: "Saturday Night at the Old Mill with Bo" has
eight words.
"""
GAP = 2
"""Between two labels stand a track and its artist, no more."""
TIME = lazy_pattern(
    r"[\d:./\s–-]+(?:[ap]\.?m\.?)?(?:[\s–-]+[\d:.]+\s*(?:[ap]\.?m\.?)?)?", re.IGNORECASE
)
PAIRED = frozenset(("title", "titel", "título", "titre", "titolo", "track", "song"))
PAIRS = frozenset(("artist", "artista", "artiste", "artiest", "interpret", "künstler"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the labels of a player that stand together, what stands between them, and blocks inside
    a player's box.
    """
    labels = sorted(
        {
            cue.block
            for cue in page.cues["now-playing"]
            if cue.how == "whole" and not is_headline(page.blocks[cue.block])
        }
    )
    sure = {cue.block for cue in page.cues["player-cue"] if cue.how == "whole"}
    for group in _groups(labels):
        words = {word for number in group for word in page.tokens[number]}
        if sure.intersection(group) or (words & PAIRED and words & PAIRS and len(group) > 1):
            yield from _box(page, group)
    yield from boxed(page, "now-playing", "a radio player")


def _groups(labels: list[int]) -> Iterator[list[int]]:
    """Labels with at most GAP blocks between one and the next."""
    group: list[int] = []
    for number in labels:
        if group and number - group[-1] > GAP + 1:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _box(page: Page, group: list[int]) -> Iterator[Mark]:
    held = set(group)
    for number in range(group[0], group[-1] + 1):
        if number in held:
            yield Mark(number, "a label of a radio player")
        elif _is_name(page, number):
            yield Mark(number, "between the labels of a radio player", weight=0.9)
    after = group[-1] + 1
    while after < len(page.blocks) and TIME.fullmatch(page.blocks[after].text):
        yield Mark(after, "a time beside a radio player")
        after += 1


def _is_name(page: Page, number: int) -> bool:
    """Whether a line between labels can be a track, an artist, a programme or a time."""
    shape = page.shapes[number]
    return (
        not shape.prose
        and not shape.ends
        and shape.words <= NAME
        and not is_headline(page.blocks[number])
    )
