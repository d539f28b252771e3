"""Cuts menus: one entry a line, or entries in a row ("Home | News").

The row may also be a long line without separators. Looks alike and stays: lists of the story
(steps, ingredients, names, scores, verses), its headings, a byline under the menu. A list is a menu
if it has well-known entries; only what is between two of those is cut. Seen at the top of a page,
often twice, and at its foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from itertools import groupby
from operator import itemgetter

from copydesk.filters.line import is_headline
from copydesk.filters.run import runs
from copydesk.lexicon import phrases
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

# Words of a menu entry ("Terms of Service & Privacy"); longer lines are headlines or sentences.
MAX_ENTRY_WORDS = 5
# Lines of a menu; three short lines in a row are as often a byline, a date and a place.
MIN_MENU_LINES = 4
# Share of well-known entries in a menu: one in seven on the sites of firms, which have the most
# unusual menus, one in two in newspapers.
MIN_KNOWN_SHARE = 0.15
# Well-known entries, and their share, of a row of entries between separators.
MIN_KNOWN_IN_ROW = 2
MIN_KNOWN_SHARE_OF_ROW = 0.3
# Well-known words, and their share, of a row without separators.
MIN_KNOWN_WORDS = 5
MIN_KNOWN_SHARE_OF_WORDS = 0.5
# Share of the page's prose in a navigation element; one with more holds the page.
MAX_BOX_PROSE_SHARE = 0.1
# Roles of a menu's element.
MENU_ROLES = frozenset(("navigation", "menubar", "menu"))
BAR = lazy_pattern(r"\s*[|·•>»/\t\n]+\s*")
# The separators that are Latin-1: a set that goes beyond it takes three times as long to compile.
SIGN = lazy_pattern(r"[|·>»/\t\n]")
STARTS_BYLINE = frozenset(("by", "von", "por", "par", "di", "door"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark menu runs, rows of entries, and navigation elements."""
    labels, cut = _labels(), ledger.cut
    known = {
        cue.block
        for cue in page.cues["nav-label"]
        if cue.how == "whole" and cue.last <= MAX_ENTRY_WORDS
    }
    entries = (
        number
        for number, words in enumerate(page.tokens)
        if number in cut or (len(words) <= MAX_ENTRY_WORDS and _is_entry(page, number))
    )
    for run in runs(entries, MIN_MENU_LINES) if known else ():
        yield from _menu(run, known | cut, known)
    for block, words, shape in zip(page.blocks, page.tokens, page.shapes, strict=True):
        if len(words) > 2 and not shape.stops and (why := _row(block.text, words, labels)):
            yield Mark(block.number, why)
    yield from _elements(page)


@cache
def _labels() -> frozenset[str]:
    return frozenset(line for lines in phrases("nav-label").values() for line in lines)


def _is_entry(page: Page, number: int) -> bool:
    """Return whether a short line may be a menu's entry."""
    block, shape, words = page.blocks[number], page.shapes[number], page.tokens[number]
    if not words or shape.ends or is_headline(block):
        return False
    if block.kind in ("code", "caption", "table-row"):
        return False
    return words[0] not in STARTS_BYLINE and "#" not in words


def _menu(run: range, evidence: Set[int], known: set[int]) -> Iterator[Mark]:
    """Mark a run from its first known entry to its last.

    Enough of its entries must be known.
    """
    signs = [number for number in run if number in evidence]
    if len(signs) < 2 or not known.intersection(signs):
        return
    entries = range(signs[0], signs[-1] + 1)
    if len(signs) >= MIN_KNOWN_SHARE * len(entries) and len(entries) >= MIN_MENU_LINES:
        why = f"{len(signs)} of {len(entries)} lines in a row are well-known menu entries or cut"
        yield from marked(entries, why, 0.9)


def _row(text: str, words: list[str], labels: frozenset[str]) -> str:
    """Return the reason why a line is a row of menu entries.

    Empty where it is not.
    """
    between = BAR.split(text) if "•" in text or SIGN.search(text) else ()
    parts = [entry for part in between if len(between) > 2 and (entry := " ".join(tokens(part)))]
    if len(parts) > 2:
        known = sum(part in labels for part in parts)
        enough = known >= max(MIN_KNOWN_IN_ROW, MIN_KNOWN_SHARE_OF_ROW * len(parts))
        short = max(part.count(" ") for part in parts) < MAX_ENTRY_WORDS
        return f"{known} of {len(parts)} parts are menu entries" if enough and short else ""
    if len(words) < MIN_KNOWN_WORDS or "," in text or ":" in text:
        return ""
    known = len(labels.intersection(words))
    enough = known >= max(MIN_KNOWN_WORDS, MIN_KNOWN_SHARE_OF_WORDS * len(words))
    return f"{known} of {len(words)} words are menu entries" if enough else ""


def _elements(page: Page) -> Iterator[Mark]:
    """Mark the blocks inside elements that are menus by tag, role or class."""
    done = 0
    for box in page.facts.site_boxes:
        if (
            (box.tag == "nav" or box.role in MENU_ROLES)
            and box.last > done
            and page.prose_share(box.first, box.last) <= MAX_BOX_PROSE_SHARE
        ):
            name = box.tag if box.tag == "nav" else f'role="{box.role}"'
            yield from _inside(page, range(max(done, box.first), box.last), f"inside {name}")
            done = box.last
    for box, found in groupby(page.within("nav-box", MAX_BOX_PROSE_SHARE), key=itemgetter(1)):
        why = f"inside {box.tag}.{'.'.join(box.names)[:60]}"
        yield from _inside(page, [number for number, _ in found], why)


def _inside(page: Page, numbers: range | list[int], why: str) -> Iterator[Mark]:
    return marked((number for number in numbers if not is_headline(page.blocks[number])), why)
