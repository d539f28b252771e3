"""Keeps a paragraph of the story that was cut for a phrase in it.

It reports on newsletters, cookies or comment forms. Looks alike and stays cut: a pitch or notice,
which addresses the reader ("you", "our", "To get it, consider ...") or has no story around it. Seen
in stories about the media, and in columns on how a site works.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.keep.remaining_prose import body_near, reversible_cut
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.request import purposeful_request

# Words of a paragraph of a report; legal lines and pitches without "you" or "our" are shorter.
MIN_PARAGRAPH_WORDS = 15
# Share of a report's characters that are linked: a name or two; a pitch is a link.
MAX_LINKED_SHARE = 0.3


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark cut paragraphs between paragraphs of body.

    Those that address the reader stay cut.
    """
    addressed = {cue.block for cue in page.cues["address"]}
    for number in ledger.by_block:
        if (
            number not in addressed
            and not purposeful_request(page.blocks[number].text)
            and _is_paragraph(page, number)
            and reversible_cut(page, ledger, number)
            and body_near(page, ledger, number, -1)
            and body_near(page, ledger, number, 1)
        ):
            yield Mark(number, "does not address the reader, between paragraphs of the story")


def _is_paragraph(page: Page, number: int) -> bool:
    shape = page.shapes[number]
    return (
        shape.prose
        and shape.ends
        and shape.words >= MIN_PARAGRAPH_WORDS
        and shape.linked < MAX_LINKED_SHARE
    )
