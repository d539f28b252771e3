"""Cuts reading times: "4 min read", "Lesezeit: 3 Min.".

Looks alike and stays: sentences about minutes, and the rest of a line that holds a byline or date
as well (only the span is cut). Seen beside the byline and date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, by_block, evidence, is_headline, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of the longest line of nothing else: "Estimated reading time: 1 minute, 200 words".
MAX_LABEL_WORDS = 8
# Words of a line with byline, date, section and reading time.
MAX_LINE_WORDS = 20
SPAN = lazy_pattern(
    r"[|•·,–—-]?\s*(?:reading time:?\s*)?\d{1,3}[\s-]?min(?:ute|uto|uti|utos|uten|utes)?s?\.?"
    r"\s+(?:read|lesezeit|de lectura|de lecture|de leitura|di lettura|leestijd)\b",
    re.IGNORECASE,
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark reading times: the line if it holds little else, or the words."""
    for number, cues in by_block(page.cues["reading-time"]):
        block, shape = page.blocks[number], page.shapes[number]
        if shape.prose or shape.words > MAX_LINE_WORDS or is_headline(block):
            continue
        found = SPAN.search(block.text)
        rest = block.text[: found.start()] + block.text[found.end() :] if found else ""
        if found and len(rest.split()) > 1:
            why = f"reading time {quote(found[0].strip('|•·,–—- '))}"
            yield Mark(number, why, span=found.span())
        elif shape.words <= MAX_LABEL_WORDS:
            yield Mark(number, evidence(page, cues))
    yield from box_label_marks(page, "reading-time")
