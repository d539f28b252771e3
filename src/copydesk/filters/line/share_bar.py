"""Cuts the labels of share buttons: "Share", "Copy link", "1.2K shares".

Looks alike and stays: a sentence about sharing, a heading in a story about one network
("Facebook"), prices of shares. Seen under the headline and after the last paragraph, one button a
line or all in a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_label_marks, by_block, phrase_marks
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a label: "Click to email a link to a friend (Opens in new window)" has 12.
MAX_LABEL_WORDS = 14
# Words of a paragraph with two share phrases. No case holds it: it is the bound of a newsletter
# pitch, and the phrases seldom meet in prose.
MAX_PROSE_WORDS = 45
# Words of the longest row seen: 12 networks, each after one word such as "Share".
MAX_ROW_WORDS = 24


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark share labels, rows of networks, and blocks inside share boxes."""
    yield from phrase_marks(page, "share-bar", words=MAX_LABEL_WORDS, prose_words=MAX_PROSE_WORDS)
    yield from _rows(page)
    yield from box_label_marks(page, "share-bar")


def _rows(page: Page) -> Iterator[Mark]:
    """Mark lines of two names and labels or more.

    Nothing else but numbers is in them.
    """
    labels = dict(by_block(page.cues["share-labels"]))
    for number, names in by_block(page.cues["networks"]):
        words = page.tokens[number]
        if len(words) > MAX_ROW_WORDS:
            continue
        parts = [*names, *labels.get(number, ())]
        covered = {at for cue in parts for at in range(cue.first, cue.last)}
        only = all(at in covered or word == "#" for at, word in enumerate(words))
        if len(parts) > 1 and only:
            yield Mark(number, f"only {len(parts)} names of networks and share labels")
