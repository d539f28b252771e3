"""Cuts a radio player's lines: "Current track", "Title", "Artist".

Also the names between the labels, "Listen live" and times. Looks alike and stays: a story that has
"current track" in a sentence or lists songs, which are not beside two labels of a player, and a
single "Title" or "Play". Seen above the headline of radio stations' pages, below it, and at the
foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.filters.line import box_marks, is_headline, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of a track's or programme's name: "Saturday Night at the Old Mill with Bo" has 8.
MAX_NAME_WORDS = 8
# Lines between two labels: a track and its artist.
MAX_GAP_LINES = 2
TIME = lazy_pattern(
    r"[\d:./\s–-]+(?:[ap]\.?m\.?)?(?:[\s–-]+[\d:.]+\s*(?:[ap]\.?m\.?)?)?", re.IGNORECASE
)
# A label for the title and one for the artist are a player's; each alone may be anything.
TITLE_LABELS = frozenset(("title", "titel", "título", "titre", "titolo", "track", "song"))
ARTIST_LABELS = frozenset(("artist", "artista", "artiste", "artiest", "interpret", "künstler"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark a player's neighbouring labels, the lines between, and its boxes."""
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
        paired = words & TITLE_LABELS and words & ARTIST_LABELS and len(group) > 1
        if paired or sure.intersection(group):
            yield from _player(page, group)
    yield from box_marks(page, "now-playing")


def _groups(labels: list[int]) -> Iterator[list[int]]:
    """Group the labels with at most MAX_GAP_LINES between one and the next."""
    group: list[int] = []
    for number in labels:
        if group and number - group[-1] > MAX_GAP_LINES + 1:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _player(page: Page, group: list[int]) -> Iterator[Mark]:
    first, last = quote(page.blocks[group[0]].text), quote(page.blocks[group[-1]].text)
    labels = set(group)
    for number in range(group[0], group[-1] + 1):
        if number in labels:
            yield Mark(number, f"player label {quote(page.blocks[number].text)}")
        elif _is_name(page, number):
            yield Mark(number, f"between {first} and {last}", weight=0.9)
    after = group[-1] + 1
    while after < len(page.blocks) and TIME.fullmatch(page.blocks[after].text):
        yield Mark(after, f"a time below {last}")
        after += 1


def _is_name(page: Page, number: int) -> bool:
    """Return whether a line between labels can be what is played.

    That is a track, an artist, a programme or a time.
    """
    shape = page.shapes[number]
    return (
        not shape.prose
        and not shape.ends
        and shape.words <= MAX_NAME_WORDS
        and not is_headline(page.blocks[number])
    )
