"""What the judge measures of every block, as small whole numbers.

No word of any language is among the measures: words count by how often the page itself uses them. Shares are in 32nds, counts on a
logarithmic scale, so that integer weights can score them and every machine gets the same bits. Sources: word count and link density of a
block and its neighbours (Kohlschütter et al. 2010), class words and a text-mass profile of the page (dragnet 2013).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log2
from typing import NamedTuple

from copydesk.judge.setting import NO_SETTING, box_measures
from copydesk.ledger import Ledger
from copydesk.page import Block, Page
from copydesk.shape import Shape

SCALE = 32
LOG = tuple(round(8 * log2(1 + n)) for n in range(4096))
"""Counts as eighths of a power of two."""
FREQUENT = 40
"""The page's most frequent words, whatever its language, stand in for a list of function words."""
NEAR = (-3, -2, -1, 1, 2, 3)
WINDOW = 6


def log_count(n: int) -> int:
    """A count on the logarithmic scale; everything from 4,095 on is the same."""
    return LOG[n] if n < 4096 else LOG[4095]


def share(part: float, whole: float) -> int:
    """A share in 32nds."""
    return int(SCALE * part / whole) if whole else 0


class Measured(NamedTuple):
    """`rows[n]` are block n's measures, in the order of `names(form)`; `flags[n]` the names of the yes-or-no signs it shows."""

    rows: list[list[int]]
    flags: list[list[str]]


OWN = """words log;word length;ends;stops;commas;figures;capitals;starts small;quotes;question;colon;bars;copyright sign;address;frequent words;
related words;headline words;copies;linked;starts with figure;heading;level""".replace("\n", "").split(";")
PLACE = """place;prose before;prose after;after headline;before headline;no headline;to headline;last prose;next prose;page prose;page blocks;
over median;last heading;next heading;prose near;linked near;cut;cut weight;found""".replace("\n", "").split(";")
NEIGHBOUR = ("words log", "linked", "ends", "prose", "cut", "heading")
SETTING = tuple(name for name, _ in NO_SETTING)


def names(form: str) -> list[str]:
    """The names of the measures of a page of this form, in order."""
    around = [f"{name} at {offset:+d}" for offset in NEAR for name in NEIGHBOUR]
    return [*OWN, *PLACE, *around, *(SETTING if form == "html" else ())]


def measure(page: Page, ledger: Ledger) -> Measured:
    """The measures and flags of every block of a page, with what the filters have said so far."""
    own = _own(page, ledger)
    place = _place(page, ledger)
    around = _around(page, place)
    rows = [a + b + c for a, b, c in zip(own, place, around, strict=True)]
    flags = [
        [f"kind:{block.kind}"] + [f"by:{verdict.who}" for verdict in ledger.by_block.get(block.number, ()) if verdict.call == "cut"] for block in page.blocks
    ]
    if page.form == "html":
        boxed = list(box_measures(page))
        rows = [row + more for row, (more, _) in zip(rows, boxed, strict=True)]
        flags = [known + more for known, (_, more) in zip(flags, boxed, strict=True)]
    return Measured(rows, flags)


def _own(page: Page, ledger: Ledger) -> list[list[int]]:
    frequent, spread = _vocabulary(page)
    headline = _headline_words(page, ledger) - frequent
    copies = Counter(block.text for block in page.blocks)
    return [
        _of_text(block, shape, words)
        + _of_words(words, shape, frequent, spread, headline)
        + [min(copies[block.text], 4), share(block.linked, len(block.text)), block.text[0].isdigit() * 1, (block.kind == "heading") * 1, block.level]
        for block, shape, words in zip(page.blocks, page.shapes, page.tokens, strict=True)
    ]


def _of_text(block: Block, shape: Shape, words: Sequence[str]) -> list[int]:
    text, count = block.text, max(1, len(words))
    return [
        log_count(shape.words),
        min(40, 4 * len(text) // count),
        shape.ends * 1,
        min(shape.stops, 8),
        share(min(text.count(",") + text.count("，") + text.count("、"), count), count),
        share(words.count("#"), count),
        share(sum(1 for word in text.split() if word[0].isupper()), count),
        text[0].islower() * 1,
        ('"' in text or "“" in text or "„" in text or "«" in text or "「" in text) * 1,
        ("?" in text or "？" in text) * 1,
        text.endswith((":", "：")) * 1,
        ("|" in text or "•" in text or "·" in text or "»" in text or "›" in text) * 1,
        ("©" in text) * 1,
        ("@" in text or "://" in text or "www." in text) * 1,
    ]


def _of_words(words: Sequence[str], shape: Shape, frequent: frozenset[str], spread: Counter[str], headline: set[str]) -> list[int]:
    content = {word for word in words if word not in frequent}
    least = 1 if shape.prose else 0
    related = sum(1 for word in content if spread[word] > least)
    return [share(sum(map(frequent.__contains__, words)), len(words)), share(related, len(content)), share(len(content & headline), len(headline))]


def _vocabulary(page: Page) -> tuple[frozenset[str], Counter[str]]:
    """The page's most frequent words, and in how many blocks of prose each word stands."""
    prose = [words for words, shape in zip(page.tokens, page.shapes, strict=True) if shape.prose]
    counts: Counter[str] = Counter()
    for words in prose or page.tokens:
        counts.update(words)
    spread: Counter[str] = Counter()
    for words in prose:
        spread.update(set(words))
    return frozenset(word for word, _ in counts.most_common(FREQUENT)), spread


def _headline_words(page: Page, ledger: Ledger) -> set[str]:
    found = ledger.chosen("headline")
    if found is not None and found.block is not None:
        return set(page.tokens[found.block])
    return set()


def _place(page: Page, ledger: Ledger) -> list[list[int]]:
    blocks, shapes = page.blocks, page.shapes
    size, prose = len(blocks), page.prose
    lengths = sorted(shape.words for shape in shapes if shape.prose) or [25]
    median = lengths[len(lengths) // 2]
    last_prose, next_prose = _distances([shape.prose for shape in shapes])
    last_heading, next_heading = _distances([block.kind == "heading" for block in blocks])
    near, linked_near = _windows([shape.words if shape.prose else 0 for shape in shapes]), _windows([block.linked for block in blocks])
    chosen = ledger.chosen("headline")
    headline = chosen.block if chosen is not None and chosen.block is not None else -1
    found = {find.block for find in ledger.finds if find.chosen and find.takes}
    rows = []
    for number, shape in enumerate(shapes):
        standing = ledger.standing(number)
        cut = standing is not None and standing.call == "cut"
        rows.append(
            [
                share(number, size),
                share(page.prose_before[number], prose),
                share(prose - page.prose_before[number + 1], prose),
                (0 <= headline < number) * 1,
                (number < headline) * 1,
                (headline < 0) * 1,
                log_count(abs(number - headline)) if headline >= 0 else 0,
                log_count(last_prose[number]),
                log_count(next_prose[number]),
                log_count(prose),
                log_count(size),
                min(64, share(shape.words, median)),
                log_count(last_heading[number]),
                log_count(next_heading[number]),
                log_count(near[number]),
                log_count(linked_near[number]),
                cut * 1,
                int(8 * standing.weight) if standing is not None and cut else 0,
                (number in found) * 1,
            ]
        )
    return rows


FAR = 60
"""A distance of this many blocks or more is far."""


def _distances(there: Sequence[bool]) -> tuple[list[int], list[int]]:
    """For each block the distance to the last and to the next block of which this is true, at most FAR."""

    def one_way(flags: Iterable[bool]) -> list[int]:
        return [min(distance, FAR) for distance in accumulate(flags, lambda distance, flag: 0 if flag else distance + 1, initial=FAR)]

    before = one_way(there)[:-1]
    after = one_way(reversed(there))[:-1][::-1]
    return [min(FAR, n + 1) for n in before], [min(FAR, n + 1) for n in after]


def _windows(amounts: Sequence[int]) -> list[int]:
    """Sums over a block and the WINDOW blocks on each side."""
    sums = list(accumulate(amounts, initial=0))
    size = len(amounts)
    return [sums[min(size, n + WINDOW + 1)] - sums[max(0, n - WINDOW)] for n in range(size)]


def _around(page: Page, place: list[list[int]]) -> list[list[int]]:
    """Six measures of each of the three blocks before and after; zeros beyond the page's ends."""
    cut = PLACE.index("cut")
    seen = [
        [log_count(shape.words), int(SCALE * shape.linked), shape.ends * 1, shape.prose * 1, row[cut], (block.kind == "heading") * 1]
        for shape, row, block in zip(page.shapes, place, page.blocks, strict=True)
    ]
    edge = [[0] * len(NEIGHBOUR)] * max(NEAR)
    padded = edge + seen + edge
    a, b, c, _, d, e, f = (padded[offset:] for offset in range(2 * max(NEAR) + 1))
    return [one + two + three + four + five + six for one, two, three, four, five, six, _ in zip(a, b, c, d, e, f, seen, strict=False)]
