"""Cuts the other lines of a newsletter's box: the button, the consent, the thanks that stand beside
a pitch.

Looks alike and must stand: the story's paragraphs on both sides, a subheading before the next of
them. Seen around what the filter newsletter-pitch has cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.lexicon import phrases
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

REACH = 3
"""Between a pitch and its button stand a field, its error and a consent."""
CONSENT = 45


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks form labels and consent lines within REACH blocks of a pitch."""
    pitches = sorted(
        {cue.block for cue in page.cues["newsletter-pitch"] if ledger.is_cut(cue.block)}
    )
    labels = {line for lines in phrases("form-label").values() for line in lines}
    consents = {cue.block for cue in page.cues["consent"]}
    done = -1
    for pitch in pitches:
        for number in range(max(done + 1, pitch - 1), min(len(page.blocks), pitch + REACH + 1)):
            done = number
            if ledger.is_cut(number) or is_headline(page.blocks[number]):
                continue
            if " ".join(page.tokens[number]) in labels:
                yield Mark(number, "a form's label beside a newsletter pitch")
            elif number in consents and page.shapes[number].words <= CONSENT:
                yield Mark(number, "a consent beside a newsletter pitch")
