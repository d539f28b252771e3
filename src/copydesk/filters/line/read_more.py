"""Cuts pointers to other stories: "ALSO READ: Bridge to stay closed", "Related: ...", "Read more",
also glued to the end of a paragraph.

Looks alike and must stand: sentences that begin alike ("Related charges were dropped."), "see also"
of an encyclopedia's text, a quotation, a heading of the story's own. Seen between paragraphs and at
the end of one, in bold, in capitals or before a colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import QUOTES, boxed, by_block, is_headline, is_quoted
from copydesk.lexicon import Cue
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page, Span

POINTER = 30
"""The longest headline that a pointer was seen to name has 24 words; the pointer itself has up to
six.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks whole pointers, pointers at the end of a paragraph, and blocks inside boxes named for
    them.
    """
    for number, cues in by_block(page.cues["read-more"]):
        if not is_headline(page.blocks[number]) and _points(page, cues[0]):
            yield Mark(number, "points to another story")
    for number, cues in by_block(page.cues["read-more-inside"]):
        span = _tail(page, number, cues)
        if span is not None:
            yield Mark(number, "the end points to another story", span=span)
    yield from boxed(page, "read-more", "a pointer to another story")


def _points(page: Page, cue: Cue) -> bool:
    """Whether a block that begins with a pointer's words is one: they are all of it, or a colon,
    capitals or a link sets them off.
    """
    block, shape = page.blocks[cue.block], page.shapes[cue.block]
    if cue.how == "whole":
        return block.kind != "heading"
    if shape.words > POINTER or is_quoted(block.text):
        return False
    start, end = page.phrase(cue)
    set_off = _set_off(block.text, start, end)
    return set_off and shape.stops < 2


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether a colon, a bar, an arrow or a dash follows the phrase, or it alone is in capitals."""
    after = text[end : end + 3].lstrip()
    phrase = text[start:end]
    return after[:1] in (":", "|", "»", ">", "→", "›", "：") or (
        phrase.isupper() and len(phrase) > 6 and not text.isupper()
    )


def _tail(page: Page, number: int, cues: list[Cue]) -> Span | None:
    """The span from a pointer that follows a sentence's end in a paragraph of prose up to the
    paragraph's end.
    """
    text = page.blocks[number].text
    if not page.shapes[number].stops:
        return None
    for cue in cues:
        if cue.first == 0 or len(page.tokens[number]) - cue.first > POINTER:
            continue
        start, end = page.phrase(cue)
        opening = len(text[:start].rstrip(" ([*_-–—"))
        before = text[:opening]
        if (
            before.rstrip(QUOTES + ")").endswith((".", "!", "?", "…"))
            and _set_off(text, start, end)
            and text[start].isupper()
            and _one_headline(text[end:])
        ):
            return opening + len(text[opening:start]) - len(text[opening:start].lstrip()), len(text)
    return None


def _one_headline(rest: str) -> bool:
    """Whether what follows a pointer's words is no more than one sentence or headline, and no more
    prose comes after it.
    """
    return not any(stop in rest.rstrip(" .!?…)]*_\"'”’»") for stop in (". ", "! ", "? ", "… "))
