"""What the judge measures of every block in doubt, as small whole numbers.

No word of any language is among the measures: words count by how often the page itself uses them.
What the vocabularies know comes in as yes-or-no flags. Shares are in 32nds, counts on a logarithmic
scale, so that integer weights can score them and every machine gets the same bits. Sources: word
count and link density of a block and its neighbours (Kohlschütter et al. 2010), class words and a
text-mass profile of the page (dragnet 2013).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress, count, pairwise
from operator import sub
from typing import NamedTuple

from copydesk.judge.blocks import LOG, OWN, SCALE, Column, doubtful, log_count, of_blocks
from copydesk.judge.setting import SETTING, STATED, Setting, settings, stated
from copydesk.model.ledger import Ledger, blocks_cut
from copydesk.model.page import Page

PLACE = """place;prose before;prose after;after headline;before headline;no headline;to headline;last prose;next prose;page prose;page blocks;
over median;last heading;next heading;heading cut;prose near;linked near;cut near;cut;cut weight;found""".replace(
    "\n", ""
).split(";")
NEIGHBOUR = ("words log", "linked", "ends", "prose", "cut", "heading", "figures", "capitals")
NEAR = (-3, -2, -1, 1, 2, 3)
WINDOW = 6


def names(form: str) -> list[str]:
    """The names of the measures of a page of this form, in order."""
    html = form == "html"
    around = [f"{name} at {offset:+d}" for offset in NEAR for name in NEIGHBOUR]
    return [*OWN, *PLACE, *(STATED if html else ()), *around, *(SETTING if html else ())]


class Measured(NamedTuple):
    """The measures of some blocks of a page, those in doubt, in the parts in which they are scored.

    `numbers` are the blocks' numbers; in their order each of `own` holds one of the measures of the
    blocks themselves and of their places, `setting` what is the same for every block that stands
    directly in its box, `flags` the names of the yes-or-no signs that it shows itself. `near[n]` is
    what its neighbours see of block n, in doubt or not.
    """

    numbers: Sequence[int]
    own: list[Column]
    near: list[tuple[int, ...]]
    setting: list[Setting]
    flags: list[list[str]]

    def row(self, at: int) -> list[int]:
        """All measures of a block, by its place in `numbers`, in the order of `names(form)`."""
        number = self.numbers[at]
        around = [value for offset in NEAR for value in self.neighbour(number + offset)]
        return [*[column[at] for column in self.own], *around, *self.setting[at].measures]

    def alone(self, at: int) -> list[int]:
        """The same without what it sees of its neighbours."""
        return [*[column[at] for column in self.own], *self.setting[at].measures]

    def neighbour(self, number: int) -> tuple[int, ...]:
        """What a block's neighbours see of it; zeros beyond the page's ends."""
        return self.near[number] if 0 <= number < len(self.near) else NOTHING

    def all_flags(self, at: int) -> list[str]:
        """The flags of a block, by its place in `numbers`, and those of its box."""
        return [*self.flags[at], *self.setting[at].flags]


NOTHING = (0,) * len(NEIGHBOUR)
BARE = Setting((), (), (), ())
"""The setting of a block of a text dump."""


def measure(page: Page, ledger: Ledger, numbers: Sequence[int] | None = None) -> Measured:
    """The measures and flags of these blocks of a page (None: those in doubt), with what the
    filters have said so far.
    """
    in_doubt = doubtful(page, ledger)
    numbers = in_doubt if numbers is None else numbers
    seen = _Seen.of(page, ledger)
    own = of_blocks(page, ledger, numbers) + _place(page, ledger, numbers, seen)
    if page.form == "html":
        own += stated(page, numbers)
    setting = settings(page, numbers) if page.form == "html" else [BARE] * len(numbers)
    return Measured(
        numbers,
        own,
        _near(page, seen, *_quarters(page, own, numbers, in_doubt)),
        setting,
        _flags(page, ledger, numbers),
    )


class _Seen(NamedTuple):
    """What is seen at a glance of every block of a page, in doubt or not: its words, and whether it
    is prose, a heading, cut.
    """

    words: list[int]
    prose: list[bool]
    headings: list[bool]
    cut: list[bool]

    @classmethod
    def of(cls, page: Page, ledger: Ledger) -> _Seen:
        """Of this page."""
        shapes = page.shapes
        return cls(
            [shape.words for shape in shapes],
            [shape.prose for shape in shapes],
            [block.kind == "heading" for block in page.blocks],
            blocks_cut(page, ledger),
        )


def _flags(page: Page, ledger: Ledger, numbers: Sequence[int]) -> list[list[str]]:
    """For each block its kind, its element, the vocabularies of which a phrase stands in it, and
    the filters that cut it or a part of it.
    """
    blocks = [page.blocks[number] for number in numbers]
    flags = {block.number: [*_of_element(block.kind, block.tag)] for block in blocks}
    for name, cues in page.cues.items():
        flag = f"cue:{name}"
        last = -1
        for cue in cues:
            if cue.block != last and cue.block in flags:
                flags[cue.block].append(flag)
            last = cue.block
    for number, found in flags.items():
        found += [
            f"by:{verdict.who}"
            for verdict in ledger.by_block.get(number, ())
            if verdict.call == "cut"
        ]
    return list(flags.values())


@lru_cache(maxsize=1024)
def _of_element(kind: str, tag: str) -> tuple[str, ...]:
    """The flags of a block's kind and element."""
    return (f"kind:{kind}", f"tag:{tag}") if tag else (f"kind:{kind}",)


def _place(page: Page, ledger: Ledger, numbers: Sequence[int], seen: _Seen) -> list[Column]:
    """The columns of PLACE."""
    size, prose, before, words = len(page.blocks), page.prose, page.prose_before, seen.words
    lengths = sorted(compress(words, seen.prose)) or [25]
    median = lengths[len(lengths) // 2]
    chosen = ledger.chosen("headline")
    headline = chosen.block if chosen is not None and chosen.block is not None else -1
    found = {find.block for find in ledger.finds if find.chosen and find.takes}
    last_prose, next_prose, last_heading, next_heading, heading_cut, near, linked, cut = (
        [column[number] for number in numbers] for column in _along(page, seen)
    )
    return [
        [SCALE * number // size for number in numbers],
        [SCALE * before[number] // prose if prose else 0 for number in numbers],
        [SCALE * (prose - before[number + 1]) // prose if prose else 0 for number in numbers],
        [0 <= headline < number for number in numbers],
        [number < headline for number in numbers],
        [headline < 0] * len(numbers),
        [log_count(abs(number - headline)) if headline >= 0 else 0 for number in numbers],
        last_prose,
        next_prose,
        [log_count(prose)] * len(numbers),
        [log_count(size)] * len(numbers),
        [min(64, SCALE * words[number] // median) for number in numbers],
        last_heading,
        next_heading,
        heading_cut,
        list(map(log_count, near)),
        list(map(log_count, linked)),
        cut,
        [seen.cut[number] for number in numbers],
        [
            int(8 * one.weight) if one is not None and one.call == "cut" else 0
            for one in map(ledger.standing, numbers)
        ],
        [number in found for number in numbers],
    ]


def _along(page: Page, seen: _Seen) -> tuple[list[int], ...]:
    """Of every block, in doubt or not, what lies between it and the prose and headings around it,
    and how much prose, links and cuts are near.
    """
    return (
        _to_last(seen.prose),
        _to_last(seen.prose[::-1])[::-1],
        _to_last(seen.headings),
        _to_last(seen.headings[::-1])[::-1],
        _under_cut(seen.headings, seen.cut),
        _windows(
            [count if here else 0 for count, here in zip(seen.words, seen.prose, strict=True)]
        ),
        _windows([block.linked for block in page.blocks]),
        _windows(seen.cut),
    )


FAR = 60
"""A distance of this many blocks or more is far."""
RISING = LOG[: FAR + 1]
"""The distances from a block to those below it, on the logarithmic scale."""


def _to_last(there: Sequence[bool]) -> list[int]:
    """For each block the distance back to the last block of which this is true, itself included, at
    most FAR; on the logarithmic scale. Above the first one, the distance to the page's
    beginning.
    """
    found: list[int] = []
    for here, following in pairwise((-1, *compress(count(), there), len(there))):
        away = following - here
        found += RISING[:away] if away <= FAR else RISING + RISING[-1:] * (away - FAR - 1)
    return found[1:]


def _under_cut(headings: Sequence[bool], cut: Sequence[bool]) -> list[int]:
    """For each block whether the heading above it, or itself, is cut: 1; 0 where it stands or there
    is none.
    """
    above, found = False, list[int]()
    for heading, here in zip(headings, cut, strict=True):
        if heading:
            above = here
        found.append(above)
    return found


def _windows(amounts: Sequence[int]) -> list[int]:
    """Sums over a block and the WINDOW blocks on each side."""
    sums = [0] * WINDOW + list(accumulate(amounts, initial=0))
    sums += sums[-1:] * WINDOW
    return list(map(sub, sums[2 * WINDOW + 1 :], sums))


def _quarters(
    page: Page, own: Sequence[Column], numbers: Sequence[int], in_doubt: Sequence[int]
) -> Iterator[list[int]]:
    """Figures and capitals of every block in quarters, so that many blocks look alike, which are
    scored once; of a block beyond doubt they are not counted.
    """
    doubted = frozenset(in_doubt)
    for name in ("figures", "capitals"):
        quarters = [0] * len(page.blocks)
        for number, share in zip(numbers, own[OWN.index(name)], strict=True):
            if share > 7 and number in doubted:
                quarters[number] = min(4, share // 8)
        yield quarters


def _near(
    page: Page, seen: _Seen, figures: list[int], capitals: list[int]
) -> list[tuple[int, ...]]:
    """What neighbours see of each block, in the order of NEIGHBOUR."""
    linked = [int(SCALE * shape.linked) for shape in page.shapes]
    ends = [shape.ends for shape in page.shapes]
    return list(
        zip(
            map(log_count, seen.words),
            linked,
            ends,
            seen.prose,
            seen.cut,
            seen.headings,
            figures,
            capitals,
            strict=True,
        )
    )
