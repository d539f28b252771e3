"""Keeps a contributor line: "Harbor News' Jane Doe contributed".

Looks alike and stays cut: a paragraph about contributions, a line of another story, or one far from
the story that it would end. Seen as the last line of agency stories, short, and often below a box.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.keep.remaining_prose import body_near
from copydesk.filters.line import evidence
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a line with three agencies' reporters and their cities: 26.
MAX_LINE_WORDS = 30
# Blocks from the story to the line: a share bar or an advertisement can be between.
MAX_DISTANCE = 6


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark cut lines with a contributor's phrase below the story's prose."""
    lines = {cue.block: cue for cue in reversed(page.cues["contributors"])}
    for number, cue in sorted(lines.items()):
        short = page.shapes[number].words <= MAX_LINE_WORDS
        cut = ledger.is_cut(number)
        if short and cut and body_near(page, ledger, number, -1, MAX_DISTANCE):
            yield Mark(number, f"{evidence(page, [cue])}, below the story")
