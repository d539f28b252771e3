"""Finds hidden boxes that a person reads after all.

An `aria-hidden` box is hidden from screen readers alone: it is often the page under a dialog, or
the rest of a story below a notice. The rest of a story behind a paywall is hidden by attribute,
class or style until a script has checked for a subscription.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from copydesk.model.block import Block, Box
from copydesk.readers.hiding import BY_RULE
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.shape import measure

LEAST_SHARE = 0.2
"""The share of a page's prose from which an `aria-hidden` box is the page, or much of it: dialogs
hold up to a fifth of a short page's prose.
"""
MOST_STYLED = 0.5
"""The share of a page's prose that the page's own style rules hide at most; where they hide more a
script shows it, and the story is in it.
"""
ENOUGH = 60
"""Words of prose from which the page's elements hold a story: a shorter body is a stub's."""
SHORTEST = 20
"""Characters of the shortest prose, in a script without spaces."""
LEAST_PROSE = 2
"""Blocks of prose that a paywall's box holds at least where it is a story's rest."""
MOSTLY_PROSE = 0.7
"""The share of a paywall box's words in prose where it is a story's rest: offers have prices, steps
and buttons.
"""
DIALOG_NAME = lazy_pattern(
    r"dialog|modal|popup|pop-up|overlay|lightbox|cookie|consent|off-?canvas|drawer|menu|nav",
    re.IGNORECASE,
)
PAYWALL_NAME = lazy_pattern(
    r"pay-?wall|reg-?wall|meter(?:ed|ing)|premium|paid|locked|subscri(?:ber|ption)|restricted"
    r"|(?:member|gated|protected)[-_]?(?:only|content)?",
    re.IGNORECASE,
)
OFFER_NAME = lazy_pattern(
    r"cta|offer|promo|intro|banner|notice|prompt|form|message|barrier|button|login|sign-?in|header",
    re.IGNORECASE,
)
"""The name of what a paywall shows in the story's place."""
PAYWALL_NOTE = "paywall-text"
"""The note of a page whose story goes on in a hidden paywall box, which was read."""


def without_false_hiding(
    blocks: Sequence[Block], boxes: Sequence[Box], jsonld: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Box, ...], tuple[str, ...]]:
    """Return the boxes without false hiding, and a note for a paywall's."""
    hidden = [box for box in boxes if box.hidden]
    if not any(_has_long_block(box, blocks) for box in hidden):
        return tuple(boxes), ()
    locked = frozenset(_locked_names(jsonld))
    page = [box for box in hidden if box.hidden == "aria-hidden" and _may_be_page(box)]
    story = [box for box in hidden if _is_paywall(box, locked)]
    styled = [box for box in hidden if box.hidden.startswith(BY_RULE)]
    shown: dict[int, Box] = {}
    notes: tuple[str, ...] = ()
    if any(_has_long_block(box, blocks) for box in (*page, *story, *styled)):
        words = _prose_words(blocks)
        if sum(_words_inside(styled, words)) > MOST_STYLED * sum(words):
            shown |= {box.number: box._replace(hidden="") for box in styled}
        for box in page:
            if sum(words[box.first : box.last]) > LEAST_SHARE * sum(words):
                shown[box.number] = box._replace(hidden="")
        for box in story:
            if _is_story(box, words, blocks, boxes[box.parent] if box.parent >= 0 else None):
                shown[box.number] = box._replace(hidden="")
                notes = (PAYWALL_NOTE,)
    return tuple(shown.get(box.number, box) for box in boxes) if shown else tuple(boxes), notes


def holds_story(blocks: Iterable[Block]) -> bool:
    """Whether a page's elements hold a story."""
    words = 0
    for block in blocks:
        if len(block.text) >= SHORTEST:
            words += prose_words(block.text, block.linked)
            if words >= ENOUGH:
                return True
    return False


def prose_words(text: str, linked: int = 0) -> int:
    """The words of a text that reads as prose; none of one that does not."""
    shape = measure(text, text.count(" ") + 1, linked)
    return shape.words if shape.prose else 0


def _prose_words(blocks: Sequence[Block]) -> list[int]:
    """The words of each block of prose; zero for the others."""
    return [
        prose_words(block.text, block.linked) if block.kind != "control" else 0 for block in blocks
    ]


def _words_inside(boxes: Sequence[Box], words: Sequence[int]) -> Iterator[int]:
    """The words of each block of prose in these boxes.

    The boxes are in page order; a block in two of them comes once.
    """
    done = 0
    for box in boxes:
        yield from words[max(done, box.first) : box.last]
        done = max(done, box.last)


def _has_long_block(box: Box, blocks: Sequence[Block]) -> bool:
    """Whether a box holds a block as long as a sentence of prose."""
    return any(len(block.text) >= 40 for block in blocks[box.first : box.last])


def _may_be_page(box: Box) -> bool:
    """Whether a box is not a dialog or a menu by its role or names."""
    return box.role not in (
        "dialog",
        "alertdialog",
        "menu",
        "navigation",
    ) and not any(map(DIALOG_NAME.search, box.names))


def _is_paywall(box: Box, locked: frozenset[str]) -> bool:
    """Whether a box is a paywall's, by name or by JSON-LD; not its offer."""
    return not locked.isdisjoint(box.names) or (
        any(map(PAYWALL_NAME.search, box.names)) and not any(map(OFFER_NAME.search, box.names))
    )


def _is_story(box: Box, words: Sequence[int], blocks: Sequence[Block], parent: Box | None) -> bool:
    """Whether a paywall's box holds the rest of a story.

    It holds paragraphs of prose alone, which are nowhere else on the page, after visible prose in
    the same element.
    """
    inside, held = words[box.first : box.last], blocks[box.first : box.last]
    others = {block.text for block in (*blocks[: box.first], *blocks[box.last :])}
    return (
        sum(map(bool, inside)) >= LEAST_PROSE
        and parent is not None
        and any(words[parent.first : box.first])
        and all(block.kind not in ("control", "item") for block in held)
        and not any(block.text in others for block in held)
        and sum(inside) >= MOSTLY_PROSE * sum(block.text.count(" ") + 1 for block in held)
    )


def _locked_names(jsonld: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The class names of story parts that JSON-LD marks as not free."""
    for node in jsonld:
        selector = node.get("cssSelector")
        if str(node.get("isAccessibleForFree")).lower() == "false" and isinstance(selector, str):
            yield selector.strip().lstrip(".#")
