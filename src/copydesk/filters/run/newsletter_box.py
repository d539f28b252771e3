"""Cuts the button, consent and thanks beside a newsletter pitch.

Looks alike and stays: the story's paragraphs on both sides, a subheading before the next of them.
Seen around the lines that the filter newsletter-pitch has cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline, quote
from copydesk.lexicon import phrases
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Blocks below a pitch: a field, its error message and a consent come before the button.
MAX_DISTANCE = 3
# Words of a consent.
MAX_CONSENT_WORDS = 45


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark form labels and consent lines beside a pitch.

    They are from one block above it to MAX_DISTANCE below.
    """
    pitches = sorted(
        {cue.block for cue in page.cues["newsletter-pitch"] if ledger.is_cut(cue.block)}
    )
    labels = {line for lines in phrases("form-label").values() for line in lines}
    consents = {cue.block for cue in page.cues["consent"]}
    done = -1
    for pitch in pitches:
        last = min(len(page.blocks) - 1, pitch + MAX_DISTANCE)
        for number in range(max(done + 1, pitch - 1), last + 1):
            done = number
            if ledger.is_cut(number) or is_headline(page.blocks[number]):
                continue
            beside = f"beside {quote(page.blocks[pitch].text)}"
            if " ".join(page.tokens[number]) in labels:
                yield Mark(number, f"a form label {beside}")
            elif number in consents and page.shapes[number].words <= MAX_CONSENT_WORDS:
                yield Mark(number, f"a consent {beside}")
