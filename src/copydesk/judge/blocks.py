"""The blocks that the judge looks at: those in doubt, and what each shows by itself: its length,
its marks and capitals, its links, how its words are used.

Not in doubt is what several filters have cut, each by its own reason: half of the blocks of the
training pages, entries of menus most, which are neither measured nor scored.

Shares are in 32nds, counts are eighths of a power of two. Measured column by column: a measure of a
hundred blocks is one comprehension, not a hundred calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, filterfalse
from math import log2
from operator import itemgetter

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

AGREED = {"html": 3, "text": 2}
"""How many filters must have cut a block, by form of page. Of what so many have cut the judge keeps
0.01 % of the training pages' body words on HTML (0.4 % where one less has), and 0.02 % in dumps (3
%).
"""
SCALE = 32
LOG = tuple(round(8 * log2(1 + n)) for n in range(4096))
"""Counts as eighths of a power of two."""
OWN = """words log;word length;ends;stops;commas;figures;capitals;starts small;quotes;question;colon;bars;copyright sign;address;trails off;frequent words;
related words;headline words;copies;linked;links;starts with figure;heading;level""".replace(
    "\n", ""
).split(";")
FREQUENT = 40
"""The page's most frequent words, whatever its language, stand in for a list of function words."""
_FIRST = itemgetter(0)

Column = Sequence[int]
"""A measure of some blocks, in their order."""


def doubtful(page: Page, ledger: Ledger) -> list[int]:
    """The numbers of the blocks in doubt, ascending."""
    settled = {number for number in ledger.cut if _agreed(page, ledger, number)}
    return [number for number in range(len(page.blocks)) if number not in settled]


def beyond_doubt(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether so many filters, the judge not counted, have cut a block that it is chrome."""
    return number in ledger.cut and _agreed(page, ledger, number)


def _agreed(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether so many filters have cut a whole block."""
    verdicts, least = ledger.by_block[number], AGREED[page.form]
    if len(verdicts) < least:
        return False
    return (
        len(
            {
                who
                for stage, _, who, call, _, span, _, _ in verdicts
                if call == "cut" and span is None and stage != "judge"
            }
        )
        >= least
    )


def log_count(n: int) -> int:
    """A count on the logarithmic scale; everything from 4,095 on is the same."""
    return LOG[n] if n < 4096 else LOG[4095]


def share(part: float, whole: float) -> int:
    """A share in 32nds."""
    return int(SCALE * part / whole) if whole else 0


def of_blocks(page: Page, ledger: Ledger, numbers: Sequence[int]) -> list[Column]:
    """The columns of OWN."""
    blocks = [page.blocks[number] for number in numbers]
    return [
        *_of_length(page, numbers),
        *_of_marks([block.text for block in blocks]),
        *_of_words(page, ledger, numbers),
        [min(page.copies[block.text], 4) for block in blocks],
        [SCALE * block.linked // len(block.text) if block.linked else 0 for block in blocks],
        [min(len(block.links), 12) for block in blocks],
        [block.text[0].isdigit() for block in blocks],
        [block.kind == "heading" for block in blocks],
        [block.level for block in blocks],
    ]


def _of_length(page: Page, numbers: Sequence[int]) -> list[Column]:
    """The first seven of OWN."""
    shapes = [page.shapes[number] for number in numbers]
    words = [page.tokens[number] for number in numbers]
    texts = [page.blocks[number].text for number in numbers]
    counts = [len(one) or 1 for one in words]
    return [
        [log_count(shape.words) for shape in shapes],
        [min(40, 4 * len(text) // count) for text, count in zip(texts, counts, strict=True)],
        [shape.ends for shape in shapes],
        [min(shape.stops, 8) for shape in shapes],
        [
            SCALE * min(_commas(text), count) // count
            for text, count in zip(texts, counts, strict=True)
        ],
        [SCALE * one.count("#") // count for one, count in zip(words, counts, strict=True)],
        [
            SCALE * sum(map(str.isupper, map(_FIRST, text.split()))) // count
            for text, count in zip(texts, counts, strict=True)
        ],
    ]


def _commas(text: str) -> int:
    return (
        text.count(",") if text.isascii() else text.count(",") + text.count("，") + text.count("、")
    )


def _of_marks(texts: Sequence[str]) -> list[Column]:
    """The eight of OWN from `starts small` to `trails off`."""
    return [
        [text[0].islower() for text in texts],
        [
            '"' in text
            or (not text.isascii() and ("“" in text or "„" in text or "«" in text or "「" in text))
            for text in texts
        ],
        ["?" in text or "？" in text for text in texts],
        [text.endswith((":", "：")) for text in texts],
        [
            "|" in text
            or (not text.isascii() and ("•" in text or "·" in text or "»" in text or "›" in text))
            for text in texts
        ],
        ["©" in text for text in texts],
        ["@" in text or "://" in text or "www." in text for text in texts],
        [text.endswith(("...", "…", "[…]", "[...]")) for text in texts],
    ]


def _of_words(page: Page, ledger: Ledger, numbers: Sequence[int]) -> list[Column]:
    """How much of each block is the page's frequent words, how many of its others stand elsewhere
    in prose, and how many of the headline's it has.
    """
    frequent = _frequent(page)
    somewhere = frozenset(page.prose_words)
    elsewhere = frozenset([word for word, blocks in page.prose_words.items() if blocks > 1])
    found = ledger.chosen("headline")
    headline = (
        frozenset(page.tokens[found.block]) - frequent
        if found is not None and found.block is not None
        else frozenset[str]()
    )
    words = [page.tokens[number] for number in numbers]
    seldom = [list(filterfalse(frequent.__contains__, one)) for one in words]
    contents = [set(one) for one in seldom]
    prose = [page.shapes[number].prose for number in numbers]
    return [
        [
            SCALE * (len(one) - len(rest)) // len(one) if one else 0
            for one, rest in zip(words, seldom, strict=True)
        ],
        [
            SCALE * len(one & (elsewhere if here else somewhere)) // len(one) if one else 0
            for one, here in zip(contents, prose, strict=True)
        ],
        [SCALE * len(one & headline) // len(headline) if headline else 0 for one in contents],
    ]


def _frequent(page: Page) -> frozenset[str]:
    """The FREQUENT most frequent words of the page's prose, or of all of it where it has no
    prose.
    """
    prose = [words for words, shape in zip(page.tokens, page.shapes, strict=True) if shape.prose]
    counts = Counter(chain.from_iterable(prose or page.tokens))
    return frozenset(sorted(counts, key=counts.__getitem__, reverse=True)[:FREQUENT])
