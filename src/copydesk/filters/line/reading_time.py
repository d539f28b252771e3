"""Cuts how long a story takes to read: "4 min read", "Reading time: 5 minutes", "Lesezeit: 3 Min.".

Looks alike and must stand: the rest of a line that holds a byline or date as well (only the span
goes), sentences about minutes. Seen beside the byline and date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, by_block, is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

LABEL = 8
"""The longest line of nothing else: "Estimated reading time: less than 1 minute, 200 words"."""
META = 20
"""A line with byline, date, section and reading time."""
SPAN = lazy_pattern(
    r"[|•·,–—-]?\s*(?:reading time:?\s*)?\d{1,3}[\s-]?min(?:ute|uto|uti|utos|uten|utes)?s?\.?"
    r"\s+(?:read|lesezeit|de lectura|de lecture|de leitura|di lettura|leestijd)\b",
    re.IGNORECASE,
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks reading times: the line where it says little else, otherwise the words."""
    for number, _ in by_block(page.cues["reading-time"]):
        block, shape = page.blocks[number], page.shapes[number]
        if shape.prose or shape.words > META or is_headline(block):
            continue
        found = SPAN.search(block.text)
        rest = block.text[: found.start()] + block.text[found.end() :] if found else ""
        if found and len(rest.split()) > 1:
            yield Mark(number, "how long the story takes to read", span=found.span())
        elif shape.words <= LABEL:
            yield Mark(number, "how long the story takes to read")
    yield from boxed_labels(page, "reading-time", "how long the story takes to read")
