"""Cuts legal lines: copyright, "All rights reserved", terms, privacy.

Looks alike and stays: prose about rights and privacy, a photo credit ("© Anna Holt") in its
caption, a heading in the story. The copyright field reads these lines. Seen at the end of a story
and at the foot of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.filters.line import box_marks, evidence, is_whole, quote, separate, worded
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of an agency's notice, its copyright line included.
MAX_NOTICE_WORDS = 70
# Words of a row of legal links, or of a sentence of the footer.
MAX_LABEL_WORDS = 14
# Words of a line that begins with a copyright sign and a year: the owner and a sentence on rights.
MAX_COPYRIGHT_WORDS = 28
# Characters from the line's start: a copyright line begins with its sign, a credit may end in it.
MAX_SIGN_OFFSET = 40
MAX_YEAR_OFFSET = 200
# A copyright sign, then a year close by: "© 2024 Lantern Media". Photo credits seldom have one.
SIGNED = lazy_pattern(
    r"(?:copyright\s*)?(?:©|\(c\)|&copy;|copyright)\s*(?:copyright\s*)?(?:\d{4}|[\w ]{1,30}\d{4})",
    re.IGNORECASE,
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark legal lines by phrase, copyright sign with a year, and box."""
    for block, shape, cues in worded(page, "legal-line"):
        signed = SIGNED.search(block.text[:MAX_YEAR_OFFSET])
        signals = len(separate(cues)) + (signed is not None)
        if (
            (is_whole(cues) and block.kind != "heading")
            or (not shape.prose and shape.words <= MAX_LABEL_WORDS)
            or (shape.words <= MAX_NOTICE_WORDS and signals > 1)
        ):
            why = f"copyright notice {quote(signed[0])}" if signed else evidence(page, cues)
            yield Mark(block.number, why)
    for block in page.blocks:
        if (
            "©" in block.text[:MAX_SIGN_OFFSET]
            and page.shapes[block.number].words <= MAX_COPYRIGHT_WORDS
            and block.kind != "caption"
            and SIGNED.match(block.text)
        ):
            yield Mark(block.number, f"copyright notice {quote(block.text)}")
    yield from box_marks(page, "legal-line")
