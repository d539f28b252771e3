"""What the judge measures of every block in doubt, as small whole numbers.

No word of any language is among the measures: words count by how often the page itself uses them. What the vocabularies know comes in as
yes-or-no flags. Shares are in 32nds, counts on a logarithmic scale, so that integer weights can score them and every machine gets the same bits.
Sources: word count and link density of a block and its neighbours (Kohlschütter et al. 2010), class words and a text-mass profile of the page
(dragnet 2013).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain
from math import log2
from operator import itemgetter, sub
from typing import NamedTuple

from copydesk.judge.doubt import doubtful
from copydesk.judge.setting import SETTING, STATED, Setting, settings, stated
from copydesk.ledger import Ledger, blocks_cut
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
    """The measures of some blocks of a page, those in doubt, in the parts in which they are scored.

    `numbers` are the blocks' numbers; in their order `own` holds each one's own measures and its place's, `setting` what is the same for every block
    that stands directly in its box, `flags` the names of the yes-or-no signs that it shows itself. `near[n]` is what its neighbours see of block n, in
    doubt or not.
    """

    numbers: Sequence[int]
    own: list[list[int]]
    near: list[tuple[int, ...]]
    setting: list[Setting]
    flags: list[list[str]]

    def row(self, at: int) -> list[int]:
        """All measures of a block, by its place in `numbers`, in the order of `names(form)`."""
        number = self.numbers[at]
        around = [value for offset in NEAR for value in self.neighbour(number + offset)]
        return [*self.own[at], *around, *self.setting[at].measures]

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
    """The measures and flags of these blocks of a page (None: those in doubt), with what the filters have said so far."""
    in_doubt = doubtful(page, ledger)
    numbers = in_doubt if numbers is None else numbers
    texts = {number: _of_text(page.blocks[number].text, page.shapes[number], page.tokens[number]) for number in numbers}
    columns = _own(page, ledger, numbers, texts) + _place(page, ledger, numbers)
    if page.form == "html":
        columns += stated(page, numbers)
    own = list(map(list, zip(*columns, strict=True)))
    setting = settings(page, numbers) if page.form == "html" else [BARE] * len(numbers)
    seen = _seen(page, ledger, {number: texts[number] for number in in_doubt if number in texts})
    return Measured(numbers, own, seen, setting, _flags(page, ledger, numbers))


def _flags(page: Page, ledger: Ledger, numbers: Sequence[int]) -> list[list[str]]:
    """For each block its kind, its element, the vocabularies of which a phrase stands in it, and the filters that cut it or a part of it."""
    blocks = [page.blocks[number] for number in numbers]
    flags = {block.number: [f"kind:{block.kind}", f"tag:{block.tag}"] if block.tag else [f"kind:{block.kind}"] for block in blocks}
    for name, cues in page.cues.items():
        flag = f"cue:{name}"
        for number in {cue.block for cue in cues}.intersection(flags):
            flags[number].append(flag)
    for number, verdicts in ledger.by_block.items():
        if number in flags:
            flags[number] += [f"by:{verdict.who}" for verdict in verdicts if verdict.call == "cut"]
    return list(flags.values())


def _own(page: Page, ledger: Ledger, numbers: Sequence[int], texts: Mapping[int, tuple[int, ...]]) -> list[list[int]]:
    """The columns of OWN."""
    blocks = [page.blocks[number] for number in numbers]
    return [
        *_columns(texts.values(), OF_TEXT),
        *_columns(_of_words(page, ledger, numbers), OF_WORDS),
        [min(page.copies[block.text], 4) for block in blocks],
        [SCALE * block.linked // len(block.text) for block in blocks],
        [min(len(block.links), 12) for block in blocks],
        [block.text[0].isdigit() * 1 for block in blocks],
        [(block.kind == "heading") * 1 for block in blocks],
        [block.level for block in blocks],
    ]


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[list[int]]:
    """Rows as so many columns, of no length where there are no rows."""
    return list(map(list, zip(*rows, strict=True))) or [[] for _ in range(width)]


OF_TEXT, OF_WORDS = 15, 3
"""How many of OWN `_of_text` gives, and then `_of_words`."""
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


def _of_words(page: Page, ledger: Ledger, numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """How much of each block is the page's frequent words, how many of its others stand elsewhere in prose, and how many of the headline's it has."""
    prose = [words for words, shape in zip(page.tokens, page.shapes, strict=True) if shape.prose]
    counts = Counter(chain.from_iterable(prose or page.tokens))
    frequent = frozenset(word for word, _ in counts.most_common(FREQUENT))
    somewhere = frozenset(page.prose_words)
    elsewhere = frozenset(word for word, blocks in page.prose_words.items() if blocks > 1)
    found = ledger.chosen("headline")
    headline = frozenset(page.tokens[found.block]) - frequent if found is not None and found.block is not None else frozenset[str]()
    for number in numbers:
        words = page.tokens[number]
        content = set(words) - frequent
        related = len(content & (elsewhere if page.shapes[number].prose else somewhere))
        yield (
            share(sum(map(frequent.__contains__, words)), len(words)),
            share(related, len(content)),
            share(len(content & headline), len(headline)),
        )


def _place(page: Page, ledger: Ledger, numbers: Sequence[int]) -> list[list[int]]:
    """The columns of PLACE."""
    shapes, size, prose, before = page.shapes, len(page.blocks), page.prose, page.prose_before
    lengths = sorted(shape.words for shape in shapes if shape.prose) or [25]
    median = lengths[len(lengths) // 2]
    chosen = ledger.chosen("headline")
    headline = chosen.block if chosen is not None and chosen.block is not None else -1
    found = {find.block for find in ledger.finds if find.chosen and find.takes}
    headings = [block.kind == "heading" for block in page.blocks]
    in_prose = [shape.prose for shape in shapes]
    cut = blocks_cut(page, ledger)
    pick = partial(_picked, numbers)
    return [
        [SCALE * number // size for number in numbers],
        [share(before[number], prose) for number in numbers],
        [share(prose - before[number + 1], prose) for number in numbers],
        [(0 <= headline < number) * 1 for number in numbers],
        [(number < headline) * 1 for number in numbers],
        [(headline < 0) * 1] * len(numbers),
        [log_count(abs(number - headline)) if headline >= 0 else 0 for number in numbers],
        pick(_to_last(in_prose)),
        pick(_to_last(in_prose[::-1])[::-1]),
        [log_count(prose)] * len(numbers),
        [log_count(size)] * len(numbers),
        [min(64, SCALE * shapes[number].words // median) for number in numbers],
        pick(_to_last(headings)),
        pick(_to_last(headings[::-1])[::-1]),
        pick(_under_cut(headings, cut)),
        list(map(log_count, pick(_windows([shape.words if shape.prose else 0 for shape in shapes])))),
        list(map(log_count, pick(_windows([block.linked for block in page.blocks])))),
        pick(_windows(cut)),
        [(number in ledger.cut) * 1 for number in numbers],
        [_cut_weight(ledger, number) for number in numbers],
        [(number in found) * 1 for number in numbers],
    ]


def _picked(numbers: Sequence[int], column: Sequence[int]) -> list[int]:
    """The values of these blocks of a column of the whole page."""
    return [column[number] for number in numbers]


def _cut_weight(ledger: Ledger, number: int) -> int:
    """How sure the filter is whose cut stands, in eighths; 0 where none does."""
    standing = ledger.standing(number)
    return int(8 * standing.weight) if standing is not None and standing.call == "cut" else 0


FAR = 60
"""A distance of this many blocks or more is far."""


def _to_last(there: Sequence[bool]) -> list[int]:
    """For each block the distance back to the last block of which this is true, itself included, at most FAR; on the logarithmic scale."""
    distance, found = FAR, []
    for number, here in enumerate(there):
        if here:
            distance = 0
        elif distance < FAR:
            distance += 1
        found.append(LOG[distance if distance <= number else number + 1])
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
    sums = [0] * WINDOW + list(accumulate(amounts, initial=0))
    sums += sums[-1:] * WINDOW
    return list(map(sub, sums[2 * WINDOW + 1 :], sums))


def _seen(page: Page, ledger: Ledger, texts: Mapping[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """What neighbours see of each block, in the order of NEIGHBOUR. Figures and capitals are in quarters, so that many blocks look alike, which are scored
    once; of a block beyond doubt they are not counted."""
    figures, capitals = OWN.index("figures"), OWN.index("capitals")
    seen: list[tuple[int, ...]] = []
    for block, shape in zip(page.blocks, page.shapes, strict=True):
        text = texts.get(block.number)
        seen.append(
            (
                log_count(shape.words),
                int(SCALE * shape.linked),
                shape.ends * 1,
                shape.prose * 1,
                (block.number in ledger.cut) * 1,
                (block.kind == "heading") * 1,
                min(4, text[figures] // 8) if text else 0,
                min(4, text[capitals] // 8) if text else 0,
            )
        )
    return seen
