"""Cuts the labels of share buttons: "Share", "Tweet this", "Copy link", "1.2K shares", "Facebook |
Twitter | Email".

Looks alike and must stand: a sentence about sharing, a heading in a story about one network
("Facebook"), prices of shares. Seen under the headline and after the last paragraph, one button a
line or all in a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, by_block, chrome
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

ROW = 24
"""The longest row of share buttons seen has twelve networks, each with "Share on"."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks share labels, rows of nothing but networks and share labels, and blocks inside share
    boxes.
    """
    for number in chrome(page, "share-bar"):
        yield Mark(number, "a share label")
    yield from _rows(page)
    yield from boxed_labels(page, "share-bar", "a share box")


def _rows(page: Page) -> Iterator[Mark]:
    labels = dict(by_block(page.cues["share-labels"]))
    for number, names in by_block(page.cues["networks"]):
        words = page.tokens[number]
        if len(words) <= ROW:
            parts = [*names, *labels.get(number, ())]
            covered = {at for cue in parts for at in range(cue.first, cue.last)}
            if len(parts) > 1 and all(
                at in covered or word == "#" for at, word in enumerate(words)
            ):
                yield Mark(number, "a row of share buttons")
