"""Cuts notices in place of embeds: "Content of YouTube. Load content".

Such a notice names the content, its provider and the consent that is missing. Looks alike and
stays: prose on privacy and on networks, which seldom names all three and does not recur. Seen
between paragraphs of European publishers, once for each video, post or map.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import evidence, is_whole, quote, worded
from copydesk.model.block import Block
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

PARTS = ("embed-content", "embed-provider", "embed-consent")
# Words of a notice in one paragraph, its sentences on data and on the privacy policy included.
MAX_NOTICE_WORDS = 75
# Words of a notice with two of the parts: "To see this content please enable targeting cookies."
MAX_BRIEF_WORDS = 14
# Words among which a notice names the content and its provider; a report names them anywhere.
MAX_SUBJECT_WORDS = 20
# Words of a title or button beside a notice: "External content hidden", "Always load from YouTube".
MAX_LABEL_WORDS = 9
# Blocks of the same words, of which two parts are enough.
MIN_COPIES = 2
EXCLUDED_KINDS = frozenset(("title", "code", "table-row"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark notices, the labels beside them, and whole-phrase buttons."""
    parts = _parts(page)
    notices = {number for number in parts if _is_notice(page, page.blocks[number], parts[number])}
    for number in sorted(notices):
        yield Mark(number, "names " + ", ".join(map(quote, parts[number].values())))
    for number in sorted(parts.keys() - notices):
        beside = {number - 1, number + 1} & notices
        if beside and _is_label(page, page.blocks[number]):
            yield Mark(number, f"beside {quote(page.blocks[min(beside)].text)}", weight=0.9)
    for block, shape, cues in worded(page, "embed-label"):
        if is_whole(cues) and not shape.prose and block.number not in notices:
            yield Mark(block.number, evidence(page, cues))


def _parts(page: Page) -> dict[int, dict[str, str]]:
    """Block short enough for a notice -> the name of each part that it has, and its words."""
    found: dict[int, dict[str, str]] = {}
    for name in PARTS:
        for cue in page.cues[name]:
            if name != "embed-consent" and cue.first >= MAX_SUBJECT_WORDS:
                continue
            if page.shapes[cue.block].words <= MAX_NOTICE_WORDS:
                words = page.blocks[cue.block].text[slice(*page.phrase(cue))]
                found.setdefault(cue.block, {}).setdefault(name, words)
    return dict(sorted(found.items()))


def _is_notice(page: Page, block: Block, parts: dict[str, str]) -> bool:
    """Return whether a sentence has enough of a notice's parts.

    A long one needs all, a short one two if it addresses the reader or recurs.
    """
    shape, named = page.shapes[block.number], len(set(parts.values()))
    if block.kind in EXCLUDED_KINDS or not shape.ends:
        return False
    if shape.words > MAX_LABEL_WORDS and page.copies[block.text] >= MIN_COPIES:
        return named > 1
    if block.number not in page.cued["address"]:
        return False
    brief = shape.words <= MAX_BRIEF_WORDS and {"embed-content", "embed-consent"} <= parts.keys()
    return named == len(PARTS) or (named > 1 and brief)


def _is_label(page: Page, block: Block) -> bool:
    """Return whether a block is short and not a sentence."""
    return page.shapes[block.number].words <= MAX_LABEL_WORDS and not page.shapes[block.number].ends
