"""What the judge measures of every block, as small whole numbers.

No word of any language is among the measures: words count by how often the page itself uses them. What the vocabularies know comes in as
yes-or-no flags. Shares are in 32nds, counts on a logarithmic scale, so that integer weights can score them and every machine gets the same bits.
Sources: word count and link density of a block and its neighbours (Kohlschütter et al. 2010), class words and a text-mass profile of the page
(dragnet 2013).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import log2
from operator import itemgetter
from typing import NamedTuple

from copydesk.judge.setting import SETTING, STATED, Setting, settings, stated
from copydesk.ledger import Ledger, Verdict
from copydesk.page import Page
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


OWN = """words log;word length;ends;stops;commas;figures;capitals;starts small;quotes;question;colon;bars;copyright sign;address;trails off;frequent words;
related words;headline words;copies;linked;links;starts with figure;heading;level""".replace("\n", "").split(";")
PLACE = """place;prose before;prose after;after headline;before headline;no headline;to headline;last prose;next prose;page prose;page blocks;
over median;last heading;next heading;heading cut;prose near;linked near;cut near;cut;cut weight;found""".replace("\n", "").split(";")
NEIGHBOUR = ("words log", "linked", "ends", "prose", "cut", "heading", "figures", "capitals")


def names(form: str) -> list[str]:
    """The names of the measures of a page of this form, in order."""
    html = form == "html"
    around = [f"{name} at {offset:+d}" for offset in NEAR for name in NEIGHBOUR]
    return [*OWN, *PLACE, *(STATED if html else ()), *around, *(SETTING if html else ())]


class Measured(NamedTuple):
    """The measures of a page's blocks in the parts in which they are scored.

    `own[n]` are block n's own measures and its place's, `near[n]` what its neighbours see of it, `setting[n]` what is the same for every block that
    stands directly in its box, `flags[n]` the names of the yes-or-no signs that it shows itself.
    """

    own: list[list[int]]
    near: list[tuple[int, ...]]
    setting: list[Setting]
    flags: list[list[str]]

    def row(self, number: int) -> list[int]:
        """All measures of a block, in the order of `names(form)`."""
        around = [value for offset in NEAR for value in self.neighbour(number + offset)]
        return [*self.own[number], *around, *self.setting[number].measures]

    def neighbour(self, number: int) -> tuple[int, ...]:
        """What a block's neighbours see of it; zeros beyond the page's ends."""
        return self.near[number] if 0 <= number < len(self.near) else NOTHING

    def all_flags(self, number: int) -> list[str]:
        """A block's flags and those of its box."""
        return [*self.flags[number], *self.setting[number].flags]


NOTHING = (0,) * len(NEIGHBOUR)
BARE = Setting((), (), (), ())
"""The setting of a block of a text dump."""


def measure(page: Page, ledger: Ledger) -> Measured:
    """The measures and flags of every block of a page, with what the filters have said so far."""
    size = len(page.blocks)
    standing = [ledger.standing(number) for number in range(size)]
    cut = [verdict is not None and verdict.call == "cut" for verdict in standing]
    columns = _own(page, ledger) + _place(page, ledger, standing, cut)
    if page.form == "html":
        columns += stated(page)
    own = list(map(list, zip(*columns, strict=True)))
    near = list(zip(*_seen(page, columns, cut), strict=True))
    return Measured(own, near, settings(page) if page.form == "html" else [BARE] * size, _flags(page, ledger))


def _flags(page: Page, ledger: Ledger) -> list[list[str]]:
    """For each block its kind, its element, the vocabularies of which a phrase stands in it, and the filters that cut it or a part of it."""
    flags = [[f"kind:{block.kind}", f"tag:{block.tag}"] if block.tag else [f"kind:{block.kind}"] for block in page.blocks]
    for name, cues in page.cues.items():
        flag = f"cue:{name}"
        for number in {cue.block for cue in cues}:
            flags[number].append(flag)
    for number, verdicts in ledger.by_block.items():
        flags[number] += [f"by:{verdict.who}" for verdict in verdicts if verdict.call == "cut"]
    return flags


def _own(page: Page, ledger: Ledger) -> list[list[int]]:
    """The columns of OWN."""
    copies = Counter(block.text for block in page.blocks)
    texts = [_of_text(block.text, shape, words) for block, shape, words in zip(page.blocks, page.shapes, page.tokens, strict=True)]
    return [
        *map(list, zip(*texts, strict=True)),
        *_of_words(page, ledger),
        [min(copies[block.text], 4) for block in page.blocks],
        [SCALE * block.linked // len(block.text) for block in page.blocks],
        [min(len(block.links), 12) for block in page.blocks],
        [block.text[0].isdigit() * 1 for block in page.blocks],
        [(block.kind == "heading") * 1 for block in page.blocks],
        [block.level for block in page.blocks],
    ]


_FIRST = itemgetter(0)


def _of_text(text: str, shape: Shape, words: Sequence[str]) -> tuple[int, ...]:
    """The first fifteen of OWN."""
    count, plain = len(words) or 1, text.isascii()
    return (
        log_count(shape.words),
        min(40, 4 * len(text) // count),
        shape.ends * 1,
        min(shape.stops, 8),
        SCALE * min(text.count(",") if plain else text.count(",") + text.count("，") + text.count("、"), count) // count,
        SCALE * words.count("#") // count,
        SCALE * sum(map(str.isupper, map(_FIRST, text.split()))) // count,
        text[0].islower() * 1,
        ('"' in text or (not plain and ("“" in text or "„" in text or "«" in text or "「" in text))) * 1,
        ("?" in text or "？" in text) * 1,
        text.endswith((":", "：")) * 1,
        ("|" in text or (not plain and ("•" in text or "·" in text or "»" in text or "›" in text))) * 1,
        ("©" in text) * 1,
        ("@" in text or "://" in text or "www." in text) * 1,
        text.endswith(("...", "…", "[…]", "[...]")) * 1,
    )


def _of_words(page: Page, ledger: Ledger) -> list[list[int]]:
    """How much of each block is the page's frequent words, how many of its others stand elsewhere in prose, and how many of the headline's it has."""
    prose = [words for words, shape in zip(page.tokens, page.shapes, strict=True) if shape.prose]
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for words in prose or page.tokens:
        counts.update(words)
    for words in prose:
        spread.update(set(words))
    frequent = frozenset(word for word, _ in counts.most_common(FREQUENT))
    somewhere = frozenset(spread)
    elsewhere = frozenset(word for word, blocks in spread.items() if blocks > 1)
    found = ledger.chosen("headline")
    headline = frozenset(page.tokens[found.block]) - frequent if found is not None and found.block is not None else frozenset[str]()
    rows = []
    for words, shape in zip(page.tokens, page.shapes, strict=True):
        content = set(words) - frequent
        related = len(content & (elsewhere if shape.prose else somewhere))
        rows.append(
            (
                share(sum(map(frequent.__contains__, words)), len(words)),
                share(related, len(content)),
                share(len(content & headline), len(headline)),
            )
        )
    return list(map(list, zip(*rows, strict=True)))


def _place(page: Page, ledger: Ledger, standing: Sequence[Verdict | None], cut: Sequence[bool]) -> list[list[int]]:
    """The columns of PLACE."""
    shapes, size, prose, before = page.shapes, len(page.blocks), page.prose, page.prose_before
    order = range(size)
    lengths = sorted(shape.words for shape in shapes if shape.prose) or [25]
    median = lengths[len(lengths) // 2]
    headings = [block.kind == "heading" for block in page.blocks]
    in_prose = [shape.prose for shape in shapes]
    chosen = ledger.chosen("headline")
    headline = chosen.block if chosen is not None and chosen.block is not None else -1
    found = {find.block for find in ledger.finds if find.chosen and find.takes}
    return [
        [SCALE * number // size for number in order],
        [share(words, prose) for words in before[:-1]],
        [share(prose - words, prose) for words in before[1:]],
        [(0 <= headline < number) * 1 for number in order],
        [(number < headline) * 1 for number in order],
        [(headline < 0) * 1] * size,
        [log_count(abs(number - headline)) for number in order] if headline >= 0 else [0] * size,
        _to_last(in_prose),
        _to_last(in_prose[::-1])[::-1],
        [log_count(prose)] * size,
        [log_count(size)] * size,
        [min(64, SCALE * shape.words // median) for shape in shapes],
        _to_last(headings),
        _to_last(headings[::-1])[::-1],
        _under_cut(headings, cut),
        list(map(log_count, _windows([shape.words if shape.prose else 0 for shape in shapes]))),
        list(map(log_count, _windows([block.linked for block in page.blocks]))),
        _windows(cut),
        [here * 1 for here in cut],
        [int(8 * verdict.weight) if verdict is not None and here else 0 for verdict, here in zip(standing, cut, strict=True)],
        [(number in found) * 1 for number in order],
    ]


FAR = 60
"""A distance of this many blocks or more is far."""


def _to_last(there: Sequence[bool]) -> list[int]:
    """For each block the distance back to the last block of which this is true, itself included, at most FAR; on the logarithmic scale."""
    distance, found = FAR, []
    for number, here in enumerate(there):
        distance = 0 if here else min(distance + 1, FAR)
        found.append(LOG[min(distance, number + 1)])
    return found


def _under_cut(headings: Sequence[bool], cut: Sequence[bool]) -> list[int]:
    """For each block whether the heading above it, or itself, is cut: 1; 0 where it stands or there is none."""
    above, found = 0, []
    for heading, here in zip(headings, cut, strict=True):
        above = here * 1 if heading else above
        found.append(above)
    return found


def _windows(amounts: Sequence[int]) -> list[int]:
    """Sums over a block and the WINDOW blocks on each side."""
    sums = list(accumulate(amounts, initial=0))
    size = len(amounts)
    return [sums[min(size, n + WINDOW + 1)] - sums[max(0, n - WINDOW)] for n in range(size)]


def _seen(page: Page, columns: Sequence[list[int]], cut: Sequence[bool]) -> Iterator[list[int]]:
    """The columns of NEIGHBOUR. Figures and capitals are in quarters: what neighbours share is scored once a page."""
    yield columns[OWN.index("words log")]
    yield [int(SCALE * shape.linked) for shape in page.shapes]
    yield columns[OWN.index("ends")]
    yield [shape.prose * 1 for shape in page.shapes]
    yield [here * 1 for here in cut]
    yield columns[OWN.index("heading")]
    yield [min(4, value // 8) for value in columns[OWN.index("figures")]]
    yield [min(4, value // 8) for value in columns[OWN.index("capitals")]]
