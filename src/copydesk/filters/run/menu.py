"""Cuts menus: one entry a line, entries in a row ("Home | News | Sport"), or a long line of them
without a mark between.

Looks alike and must stand: lists of the story (steps, ingredients, names, scores, verses), its
headings, a byline under the menu. What makes a list a menu is that entries of menus stand in it;
only what lies between two of those goes. Seen at the top of a page, often twice, and at its foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from itertools import groupby
from operator import itemgetter

from copydesk.filters.line import is_headline
from copydesk.filters.run import runs
from copydesk.lexicon import phrases
from copydesk.model.ledger import Ledger, Mark, marked
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

ENTRY = 5
"""Menu entries have five words at most ("Terms of Service & Privacy"); longer lines are headlines
or sentences.
"""
FEWEST = 4
"""Three short lines in a row are a byline, a date and a place as often as a menu."""
DENSE = 0.15
"""One entry in seven is a known one in the menus of firms, which are the strangest; in papers one
in two.
"""
BOX_PROSE = 0.1
"""A navigation element with more of the page's prose than this holds the page."""
MENUS = ("navigation", "menubar", "menu")
"""Roles of a menu's element, which is one of the site's furniture."""
BAR = lazy_pattern(r"\s*[|·•>»/\t\n]+\s*")
SIGN = lazy_pattern(r"[|·>»/\t\n]")
"""The bars that are Latin-1: a set that goes beyond it takes Python three times as long to
compile.
"""
STARTS_BYLINE = frozenset(("by", "von", "por", "par", "di", "door"))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks runs of menu entries, rows of them, and the blocks of navigation elements."""
    labels, cut = _labels(), ledger.cut
    known = {
        cue.block for cue in page.cues["nav-label"] if cue.how == "whole" and cue.last <= ENTRY
    }
    entries = (
        [
            number
            for number, words in enumerate(page.tokens)
            if number in cut or (len(words) <= ENTRY and _is_entry(page, number))
        ]
        if known
        else []
    )
    evidence = known | cut
    for run in runs(entries, FEWEST):
        yield from _menu(run, evidence, known)
    for block, words, shape in zip(page.blocks, page.tokens, page.shapes, strict=True):
        if len(words) > 2 and not shape.stops and _is_row(block.text, words, labels):
            yield Mark(block.number, "a row of menu entries")
    yield from _boxes(page)


@cache
def _labels() -> frozenset[str]:
    return frozenset(line for lines in phrases("nav-label").values() for line in lines)


def _is_entry(page: Page, number: int) -> bool:
    """Whether a line that is short enough may be a menu's entry."""
    block, shape, words = page.blocks[number], page.shapes[number], page.tokens[number]
    if (
        not words
        or shape.ends
        or is_headline(block)
        or block.kind in ("code", "caption", "table-row")
    ):
        return False
    return words[0] not in STARTS_BYLINE and "#" not in words


def _menu(run: range, evidence: Set[int], known: set[int]) -> Iterator[Mark]:
    """Marks for the entries of a run between the first and the last known one, where enough of them
    are known.
    """
    signs = [number for number in run if number in evidence]
    if len(signs) < 2 or not known.intersection(signs):
        return
    entries = range(signs[0], signs[-1] + 1)
    if len(signs) >= max(2, DENSE * len(entries)) and len(entries) >= FEWEST:
        yield from marked(
            entries, f"in a menu of {len(entries)} entries, {len(signs)} of them well known", 0.9
        )


def _is_row(text: str, words: list[str], labels: Set[str]) -> bool:
    """Whether a line is a row of entries: known ones between bars, or so many known words that
    nothing else is said.
    """
    between = BAR.split(text) if "•" in text or SIGN.search(text) else ()
    parts = (
        [entry for part in between if (entry := " ".join(tokens(part)))] if len(between) > 2 else ()
    )
    if len(parts) > 2:
        known = sum(part in labels for part in parts)
        return (
            known >= 2
            and known >= 0.3 * len(parts)
            and max(part.count(" ") for part in parts) < ENTRY
        )
    return (
        len(words) > 4
        and "," not in text
        and ":" not in text
        and len(labels & set(words)) >= max(5, 0.5 * len(words))
    )


def _boxes(page: Page) -> Iterator[Mark]:
    done = 0
    for box in page.facts.site_boxes:
        if (
            (box.tag == "nav" or box.role in MENUS)
            and box.last > done
            and page.prose_share(box.first, box.last) <= BOX_PROSE
        ):
            inside = [
                block.number
                for block in page.blocks[max(done, box.first) : box.last]
                if not is_headline(block)
            ]
            yield from marked(inside, f"inside a navigation element ({box.tag})")
            done = box.last
    for box, numbers in groupby(page.within("nav-box", BOX_PROSE), key=itemgetter(1)):
        inside = [number for number, _ in numbers if not is_headline(page.blocks[number])]
        yield from marked(inside, f"inside a menu's box ({box.tag}.{'.'.join(box.names)[:60]})")
