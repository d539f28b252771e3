"""Cuts lists with a time before each line: "14:37 Ferry is back".

They are tickers of other news, whose times do not rise, and the chapters below a player. Looks
alike and stays: the chapters of a podcast and a programme of the day, whose times rise below a line
of the story, the entries of a live blog and of a chronology, which are sentences, and a single
time. Seen beside and below stories of papers and agencies, and under the players of stations. Of
some 110 such lists in eight collections, one is in the truth: a server's log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from copydesk.filters.line import is_headline, quote
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

TIME = lazy_pattern(
    r"\W?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d)(?:\s?[apAP]\.?[mM]\b\.?)?[\])]?"
    r"[\s|•·–—-]{0,4}(?P<text>(?!\d)\S)?"
)
# Lines with a time from which on they are a list.
MIN_LINES = 3
# Words of a line: a headline, or a chapter.
MAX_WORDS = 20
EXCLUDED_KINDS = frozenset(("code", "table-row", "title"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the lines of each list, and the times above them."""
    entries: list[range] = []
    number = 0
    while number <= len(page.blocks):
        entry = _entry(page, number)
        if entry:
            entries.append(entry)
            number = entry.stop
            continue
        yield from _marks(page, ledger, entries)
        entries, number = [], number + 1


def _marks(page: Page, ledger: Ledger, entries: list[range]) -> Iterator[Mark]:
    """Mark a list, unless it is a list of chapters or a programme of the story."""
    if len(entries) < MIN_LINES:
        return
    start = entries[0].start
    below_player = start > 0 and ledger.is_cut(start - 1)
    if _rises(page, entries) and not below_player:
        return
    why = f"one of {len(entries)} lines with a time each, from {quote(page.blocks[start].text)}"
    for number in range(start, entries[-1].stop):
        yield Mark(number, why)


def _rises(page: Page, entries: list[range]) -> bool:
    """Whether each line's time is later than the one before."""
    times = [
        [int(part) for part in f"0:{found['time']}".split(":")[-3:]]
        for entry in entries
        if (found := TIME.match(page.blocks[entry.start].text))
    ]
    return all(before < after for before, after in pairwise(times))


def _entry(page: Page, number: int) -> range | None:
    """Return the block or two of a time with a short line behind or below it, or None."""
    found = _time(page, number)
    if found is None:
        return None
    if found["text"]:
        return range(number, number + 1)
    is_followed = _is_short(page, number + 1) and not _time(page, number + 1)
    return range(number, number + 2) if is_followed else None


def _time(page: Page, number: int) -> re.Match[str] | None:
    """Return the match of the time that begins a short line, or None."""
    begins = _is_short(page, number) and page.tokens[number][:1] == ["#"]
    text = page.blocks[number].text if begins else ""
    return TIME.match(text) if ":" in text else None


def _is_short(page: Page, number: int) -> bool:
    """Whether a block may be a line of such a list: short and not a sentence."""
    if number >= len(page.blocks):
        return False
    block, shape = page.blocks[number], page.shapes[number]
    return (
        shape.words <= MAX_WORDS
        and not (shape.ends and shape.stops)
        and block.kind not in EXCLUDED_KINDS
        and not is_headline(block)
    )
