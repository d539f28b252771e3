"""The features of the blocks of a page that are in doubt, as arrays.

Columns are integers (`columns.py` documents each). Flags are names: the block's kind and element,
the vocabularies with a phrase in it, the filters that cut it or a span of it, and the class words
around it. Only blocks of text dumps have words.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add
from typing import NamedTuple

import numpy as np

from copydesk.judge.boxes import settings, stated
from copydesk.judge.columns import names
from copydesk.judge.doubt import doubtful
from copydesk.judge.own import Use, of_blocks
from copydesk.judge.place import Profile, of_layout, of_neighbours, of_place
from copydesk.judge.scale import Whole
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

FIRST_WORDS, LAST_WORDS = 16, 8
"""Words at the start and end of a block that are features, if it has more than both together."""


class Features(NamedTuple):
    """The inputs of the net for the blocks `numbers`, in their order.

    `columns` has a row for each block and a column for each name in `columns.names(form)`.
    """

    numbers: list[int]
    columns: Whole
    flags: list[list[str]]
    words: list[list[str]]


def features(page: Page, ledger: Ledger) -> Features:
    """Return the features of the blocks in doubt.

    `ledger` has the verdicts and finds of the stages before the judge.
    """
    numbers = doubtful(page, ledger)
    if not numbers:
        return Features([], np.zeros((0, len(names(page.form))), int), [], [])
    profile, use, at = Profile.of(page, ledger), Use.of(page, ledger), np.array(numbers)
    flags = _flags(page, ledger, numbers)
    alone = of_blocks(page, use, numbers)
    columns = [alone, of_place(page, ledger, profile, at)]
    if page.form == "html":
        around, class_flags = settings(page, numbers)
        columns += [np.array(stated(page, numbers), int), around]
        flags = list(map(add, flags, class_flags))
    else:
        columns.append(of_layout(page, numbers))
    columns.append(of_neighbours(page, profile, at, alone))
    words = [line_words(page, number) if page.form == "text" else [] for number in numbers]
    return Features(numbers, np.concatenate(columns, axis=1), flags, words)


def line_words(page: Page, number: int) -> list[str]:
    """Return the words of a block, and the punctuation at its start and end.

    Of a long block, its first FIRST_WORDS and last LAST_WORDS words.
    """
    words, text = page.tokens[number], page.blocks[number].text
    if len(words) > FIRST_WORDS + LAST_WORDS:
        words = [*words[:FIRST_WORDS], *words[-LAST_WORDS:]]
    first = [] if text[0].isalnum() else [text[0]]
    last = [] if text[-1].isalnum() else [f"${text[-1]}"]
    return [*first, *words, *last]


def _flags(page: Page, ledger: Ledger, numbers: Sequence[int]) -> list[list[str]]:
    """Return the flags of each block, without the class words around it."""
    blocks = [page.blocks[number] for number in numbers]
    flags = {
        block.number: [f"kind:{block.kind}", *([f"tag:{block.tag}"] if block.tag else [])]
        for block in blocks
    }
    for name, cues in page.cues.items():
        for number in {cue.block for cue in cues} & flags.keys():
            flags[number].append(f"cue:{name}")
    for number, found in flags.items():
        found += [
            f"by:{verdict.who}"
            for verdict in ledger.by_block.get(number, ())
            if verdict.call == "cut"
        ]
    return list(flags.values())
