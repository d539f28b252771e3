"""What the second net sees: the first net's belief about a block's neighbours, its boxes and its page."""

from __future__ import annotations

from copydesk.page import Page

LEVELS = 4
"""Boxes around a block whose other blocks are asked."""


def groups(page: Page) -> list[list[tuple[int, int]]]:
    """For each block up to LEVELS half-open ranges of blocks: the boxes around it that hold more than the one inside them, innermost first."""
    known: dict[int, list[tuple[int, int]]] = {-1: []}
    for box in page.boxes:
        around = known[box.parent]
        size = box.last - box.first
        if size < 2 or (around and around[0] == (box.first, box.last)):
            known[box.number] = around
        else:
            known[box.number] = [(box.first, box.last), *around][:LEVELS]
    return [known[block.box] for block in page.blocks]
