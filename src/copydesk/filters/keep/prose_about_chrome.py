"""Keeps a paragraph of the story that was cut for a phrase in it: a report on newsletters, cookies
or comment forms.

Looks alike and stays cut: a pitch or notice, which speaks to the reader ("you", "our") or stands
with no story around it. Seen in stories about the media, and in columns on how a site works.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.standing import may_return, prose_near
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

WORDS = 15
"""Legal lines and pitches without "you" or "our" are shorter than fifteen words; paragraphs of a
report seldom are.
"""
LINKED = 0.3
"""A report links a name or two; a pitch is a link."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks cut paragraphs between standing prose that speak to nobody."""
    spoken = {cue.block for cue in page.cues["address"]}
    for number in ledger.by_block:
        shape = page.shapes[number]
        plain = (
            shape.prose
            and shape.ends
            and shape.words >= WORDS
            and shape.linked < LINKED
            and number not in spoken
        )
        if (
            plain
            and may_return(page, ledger, number)
            and prose_near(page, ledger, number, -1)
            and prose_near(page, ledger, number, 1)
        ):
            yield Mark(number, "a paragraph of the story that only speaks of such things")
