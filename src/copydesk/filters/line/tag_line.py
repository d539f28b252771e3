"""Cuts a story's tags and categories: "Tags: ferries, harbour".

Also "This entry was posted in Ferries and tagged harbour.". Looks alike and stays: sentences that
begin alike ("Topics: the exam covers ...", "This article was posted on the harbour's door."), and a
label of the story's own table ("Category: B"). The tags field reads these lines. Seen below the
headline and after the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, by_block, evidence, is_headline
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a line of tags: a dozen tags have about 40.
MAX_LINE_WORDS = 40
# Words of a blog's entry footer: date, category, tags, permalink, whether comments are open.
MAX_FOOTER_WORDS = 60
# Words of a single tag after a label and a colon.
MAX_TAG_WORDS = 4
SEPARATORS = (",", "|", "/", "•", "·", "#", ";")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark tag labels, lines of tags, a blog's entry footer, and tag boxes."""
    footers = {cue.block for cue in page.cues["entry-footer"]}
    for number, cues in by_block(page.cues["tag-line"]):
        block, shape = page.blocks[number], page.shapes[number]
        why = evidence(page, cues)
        if number in footers and cues[0].last > 1 and shape.words <= MAX_FOOTER_WORDS:
            yield Mark(number, why)
        elif not _can_list(page, number):
            continue
        elif cues[0].how == "whole" and block.kind != "heading":
            yield Mark(number, why, weight=0.8)
        elif _lists(page, cues[0]):
            yield Mark(number, f"{why}, and lists")
    yield from box_label_marks(page, "tag-line")


def _can_list(page: Page, number: int) -> bool:
    """Return whether a line can list tags.

    It is short, and neither headline, prose, code nor table row.
    """
    block, shape = page.blocks[number], page.shapes[number]
    excluded = is_headline(block) or block.kind in ("code", "table-row")
    return not (excluded or shape.prose or shape.words > MAX_LINE_WORDS)


def _lists(page: Page, label: Cue) -> bool:
    """Return whether tags follow the label.

    They are linked, after a colon or with separators, and not a sentence.
    """
    block = page.blocks[label.block]
    rest = block.text[page.phrase(label)[1] :].lstrip()
    if not rest or block.text.endswith((".", "!", "?")):
        return False
    items = rest.lstrip(":| ")
    several = any(separator in items for separator in SEPARATORS)
    return (
        block.linked > 0
        or (rest[0] in ":|" and (several or len(items.split()) <= MAX_TAG_WORDS))
        or (several and items[0].isupper() and ":" not in items)
    )
