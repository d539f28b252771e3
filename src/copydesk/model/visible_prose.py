"""Measures the blocks of a page; unseen text does not count as prose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.text.shape import Shape, measure

if TYPE_CHECKING:
    from copydesk.model.block import Block, Box

MAX_UNSEEN_SHARE = 0.7
"""Share of a page's words that may be hidden. More than that is what a script would show, or is in
an unclosed noscript, and counts as prose.
"""
UNPARSED = frozenset(("iframe", "noembed", "noframes"))
"""Elements whose content a parser takes for text. An unclosed one holds the rest of the page with
its scripts, and never counts as prose.
"""


def seen_shapes(
    blocks: Sequence[Block], boxes: Sequence[Box], tokens: Sequence[list[str]]
) -> tuple[Shape, ...]:
    """Return the shape of each block; an unseen one is not prose."""
    found = [
        measure(block.text, len(words), block.linked)
        for block, words in zip(blocks, tokens, strict=True)
    ]
    unseen = _unseen(blocks, boxes)
    raw = [number for number in unseen if blocks[number].tag in UNPARSED]
    of_raw = _words(found, raw)
    of_unseen = _words(found, unseen) - of_raw
    of_all = _words(found, range(len(found))) - of_raw
    for number in unseen if of_unseen <= MAX_UNSEEN_SHARE * of_all else raw:
        found[number] = found[number]._replace(prose=False)
    return tuple(found)


def _words(shapes: Sequence[Shape], numbers: Sequence[int]) -> int:
    return sum([shapes[number].words for number in numbers])


def _unseen(blocks: Sequence[Block], boxes: Sequence[Box]) -> list[int]:
    """Blocks in hidden boxes, and controls, ascending."""
    hidden: set[int] = set()
    done = 0
    for box in boxes:
        if box.hidden and box.last > done:
            hidden.update(range(max(done, box.first), box.last))
            done = box.last
    return [block.number for block in blocks if block.kind == "control" or block.number in hidden]
