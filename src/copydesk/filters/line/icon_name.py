"""Cuts names of icons that a font draws: "chevron_right", "icon-share".

Looks alike and stays: code, whose names have underscores too, and a hyphenated word of the story.
Seen in crawls of pages that draw their arrows and symbols with ligatures, alone or at the end of a
label.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of a label with an icon: "Download chevron_right", "share Share this story bookmark_border".
MAX_LABEL_WORDS = 6
ICON = lazy_pattern(
    r"(?:^|(?<=\s))(?:(?:arrow|chevron|keyboard|expand|unfold|more|bookmark|play|pause|volume|skip|"
    r"account|person|shopping|favorite|star|access|calendar|location|content|file|photo|open|error|"
    r"check|radio|navigate|thumb|mail|add|remove|search|menu|close|format)(?:_[a-z]+){1,3}|"
    r"(?:icon|fa|glyphicon|svg|ico|btn|ui-icon)[-_][a-z]+(?:[-_][a-z]+){0,3})(?=\s|$)"
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark short lines that have the name of an icon and are not sentences."""
    for block, shape in zip(page.blocks, page.shapes, strict=True):
        if shape.words > MAX_LABEL_WORDS or shape.ends or block.kind in ("code", "table-row"):
            continue
        if "_" not in block.text and "-" not in block.text:
            continue
        if found := ICON.search(block.text):
            yield Mark(block.number, f"{quote(found[0])} is the name of an icon")
