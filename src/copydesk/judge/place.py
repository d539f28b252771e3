"""Features of a block's place.

On the page, among its neighbours, in a dump's lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from copydesk.judge.columns import OFFSETS, OWN, SEEN
from copydesk.judge.scale import SHARE, Whole, log_counts
from copydesk.model.ledger import Ledger, blocks_cut
from copydesk.model.page import Page

REACH = 6
"""Blocks on each side of the thirteen that count as near."""
FAR = 60
"""A distance of this many blocks or more is far."""
FIGURES, CAPITALS = (
    [column.name for column in OWN].index(name) for name in ("figures", "capitals")
)
MEDIAN = 25
"""Words of the median block of prose of a page without prose."""


class Profile(NamedTuple):
    """The words of each block, and whether it is prose, a heading, cut."""

    words: Whole
    prose: Whole
    headings: Whole
    cut: Whole

    @classmethod
    def of(cls, page: Page, ledger: Ledger) -> Profile:
        """The profile of this page."""
        return cls(
            np.array([shape.words for shape in page.shapes]),
            np.array([shape.prose for shape in page.shapes], int),
            np.array([block.kind == "heading" for block in page.blocks], int),
            np.array(blocks_cut(page, ledger), int),
        )


def of_place(page: Page, ledger: Ledger, profile: Profile, numbers: Whole) -> Whole:
    """The features of PLACE, a row a block of the page's in doubt."""
    size = len(page.blocks)
    before, all_prose = np.array(page.prose_before), max(1, page.prose)
    prose_words = np.sort(profile.words[profile.prose > 0])
    median = prose_words[len(prose_words) // 2] if len(prose_words) else MEDIAN
    settled = np.diff(numbers, prepend=-1, append=size) - 1
    of_all = [
        SHARE * np.arange(size) // size,
        SHARE * before[:-1] // all_prose,
        SHARE * (page.prose - before[1:]) // all_prose,
        *_of_headline(ledger, size),
        _since(profile.prose),
        _since(profile.prose[::-1])[::-1],
        np.full(size, log_counts(np.array(page.prose))),
        np.full(size, log_counts(np.array(size))),
        np.minimum(64, SHARE * profile.words // median),
        _since(profile.headings),
        _since(profile.headings[::-1])[::-1],
        _under_cut(profile),
        log_counts(_near(profile.words * profile.prose)),
        log_counts(_near(np.array([block.linked for block in page.blocks]))),
        _near(profile.cut),
        profile.cut,
        _certainties(ledger, size, numbers),
        _found(ledger, size),
    ]
    return np.stack(
        [*(column[numbers] for column in of_all), log_counts(settled[:-1]), log_counts(settled[1:])]
    ).T


def _of_headline(ledger: Ledger, size: int) -> list[Whole]:
    """Return the features of the place of the headline.

    Whether blocks are below or above it, whether there is none, and how far it is.
    """
    chosen = ledger.chosen("headline")
    if chosen is None or chosen.block is None:
        nothing = np.zeros(size, int)
        return [nothing, nothing, nothing + 1, nothing]
    away = np.arange(size) - chosen.block
    return [(away > 0) * 1, (away < 0) * 1, 0 * away, log_counts(np.abs(away))]


def _since(there: Whole) -> Whole:
    """Return each block's distance back to the last block that is there.

    Itself included, at most FAR; before the first one the distance to the page's beginning.
    """
    places = np.arange(len(there))
    last = np.maximum.accumulate(np.where(there > 0, places, -1))
    return log_counts(np.minimum(FAR, places - last))


def _under_cut(profile: Profile) -> Whole:
    """Whether the last heading is cut, block by block.

    It is the block itself or above it.
    """
    places = np.where(profile.headings > 0, np.arange(len(profile.headings)), -1)
    above = np.maximum.accumulate(places)
    return np.where(above >= 0, profile.cut[above], 0)


def _near(amounts: Whole) -> Whole:
    """Sums over a block and the REACH blocks on each side."""
    return np.convolve(amounts, np.ones(2 * REACH + 1, int))[REACH : REACH + len(amounts)]


def _certainties(ledger: Ledger, size: int, numbers: Whole) -> Whole:
    """Return the weight of the filter that cut a block, in eighths.

    0 where none has.
    """
    found = np.zeros(size, int)
    for number in numbers:
        decisive = ledger.decisive(int(number))
        if decisive is not None and decisive.call == "cut":
            found[number] = int(8 * decisive.weight)
    return found


def _found(ledger: Ledger, size: int) -> Whole:
    """Whether a field took a part of a block."""
    found = np.zeros(size, int)
    for find in ledger.finds:
        if find.chosen and find.takes and find.block is not None:
            found[find.block] = 1
    return found


def of_neighbours(page: Page, profile: Profile, numbers: Whole, own: Whole) -> Whole:
    """Return the features of SEEN of the neighbours at OFFSETS.

    A row a block in doubt, with zeros beyond the page's ends. Numbers and capitals are counted in
    blocks in doubt only.
    """
    quarters = np.zeros((len(page.blocks), 2), int)
    quarters[numbers] = np.minimum(4, own[:, [FIGURES, CAPITALS]] * 4 // SHARE)
    reach = max(OFFSETS)
    seen = np.zeros((reach + len(page.blocks) + reach, len(SEEN)), int)
    seen[reach:-reach] = np.column_stack(
        [
            log_counts(profile.words),
            [int(SHARE * shape.linked) for shape in page.shapes],
            [shape.ends for shape in page.shapes],
            profile.prose,
            profile.cut,
            profile.headings,
            quarters,
        ]
    )
    return np.concatenate([seen[numbers + reach + offset] for offset in OFFSETS], axis=1)


def of_layout(page: Page, numbers: Sequence[int]) -> Whole:
    """The features of LAYOUT, a row a block in doubt."""
    breaks, indents = [], []
    for number in numbers:
        before = page.blocks[number - 1].origin if number else ()
        here = page.blocks[number].origin
        start = here[0].source_start if here else 0
        breaks.append(page.source.count("\n", before[-1].source_end, start) if before else 3)
        indents.append(min(8, start - 1 - page.source.rfind("\n", 0, start)))
    above = np.array(breaks, int)
    below = np.append(above[1:], 3)
    return np.stack([above == 0, above == 1, above >= 3, np.array(indents, int), below == 1]).T * 1
