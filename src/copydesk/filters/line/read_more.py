"""Cuts pointers to other stories: "ALSO READ: Bridge shut", "Read more".

A pointer glued to the end of a paragraph is cut as a span. Looks alike and stays: sentences that
begin alike ("Related charges were dropped."), "see also" in an encyclopedia's text, a quotation, a
heading of the story's own. Seen between paragraphs and at the end of one, in bold, in capitals or
before a colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import (
    QUOTES,
    box_marks,
    by_block,
    evidence,
    is_headline,
    is_quoted,
    quote,
)
from copydesk.lexicon import Cue
from copydesk.model.block import Span
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a pointer (at most 6) and the headline after it (the longest seen has 24).
MAX_POINTER_WORDS = 30
# Characters of the shortest phrase whose capitals alone set it off: "MORE ON" has 7, and shorter
# capitals are an abbreviation.
MIN_CAPITAL_CHARS = 7
AFTER_POINTER = (":", "|", "»", ">", "→", "›", "：")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark pointers, whole or at a paragraph's end, and their boxes."""
    for number, cues in by_block(page.cues["read-more"]):
        if not is_headline(page.blocks[number]) and _points(page, cues[0]):
            yield Mark(number, evidence(page, cues[:1]))
    for number, cues in by_block(page.cues["read-more-inside"]):
        span = _tail(page, number, cues)
        if span is not None:
            words = page.blocks[number].text[slice(*span)]
            yield Mark(number, f"the paragraph ends with {quote(words)}", span=span)
    yield from box_marks(page, "read-more")


def _points(page: Page, cue: Cue) -> bool:
    """Return whether a block that begins with a pointer's words is one.

    It is where the words are all of it, or where a colon or capitals set them off.
    """
    block, shape = page.blocks[cue.block], page.shapes[cue.block]
    if cue.how == "whole":
        return block.kind != "heading"
    if shape.words > MAX_POINTER_WORDS or is_quoted(block.text):
        return False
    return _set_off(block.text, *page.phrase(cue)) and shape.stops < 2


def _set_off(text: str, start: int, end: int) -> bool:
    """Return whether a phrase is set off from what follows it.

    A colon, a bar or an arrow follows it, or it alone is in capitals.
    """
    phrase = text[start:end]
    if text[end : end + 3].lstrip().startswith(AFTER_POINTER):
        return True
    return phrase.isupper() and len(phrase) >= MIN_CAPITAL_CHARS and not text.isupper()


def _tail(page: Page, number: int, cues: list[Cue]) -> Span | None:
    """The span of a pointer after the last sentence of a paragraph of prose."""
    text = page.blocks[number].text
    if not page.shapes[number].stops:
        return None
    for cue in cues:
        if cue.first == 0 or len(page.tokens[number]) - cue.first > MAX_POINTER_WORDS:
            continue
        start, end = page.phrase(cue)
        opening = len(text[:start].rstrip(" ([*_-–—"))
        before = text[:opening].rstrip(QUOTES + ")")
        if (
            before.endswith((".", "!", "?", "…"))
            and _set_off(text, start, end)
            and text[start].isupper()
            and _is_one_headline(text[end:])
        ):
            return opening + len(text[opening:start]) - len(text[opening:start].lstrip()), len(text)
    return None


def _is_one_headline(rest: str) -> bool:
    """Return whether one sentence or headline follows a pointer's words."""
    return not any(stop in rest.rstrip(" .!?…)]*_\"'”’»") for stop in (". ", "! ", "? ", "… "))
