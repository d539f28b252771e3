"""Words of texts: how many a text has, and which of them differ between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from copydesk.lexicon import tokens
from copydesk.text.shape import measure

if TYPE_CHECKING:
    import regex

MOST_CELLS = 250_000_000
"""How many pairs of words are looked at for one change (15,000 words against as many: 0.2 s, 30
MB). A longer one is replaced as a whole.
"""
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that set no spaces between words: each character, with the marks on it, is a word."""
SHORT = 3
"""What is the same between two changes that are both so many times as long as it is made part of
them.
"""
LINE = re.compile(r"[^\n]*\n+|[^\n]+")
"""A line with the breaks after it, so that a paragraph that was split in two is compared with both
parts.
"""


def words_in(text: str) -> int:
    """The words of a text; two characters of a script without spaces are one."""
    return measure(text, len(tokens(text)), 0).words


class Stretch(NamedTuple):
    """A stretch of two texts, `old[old_start:old_end]` and `new[new_start:new_end]`; one of them
    may be empty. `same`: word by word equal.
    """

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def length(self) -> int:
        """The characters of the longer side."""
        return max(self.old_end - self.old_start, self.new_end - self.new_start)

    def joined(self, after: Stretch) -> Stretch:
        """This one and the one that follows it, as one."""
        return Stretch(
            self.same and after.same, self.old_start, after.old_end, self.new_start, after.new_end
        )


def word_diff(old: str, new: str) -> list[Stretch]:
    """Which words differ: stretches, same and different in turn, that cover both texts in order
    without gaps. Spaces alone are no difference.

    Lines are compared first, then the words of those that differ, each time by a longest common
    subsequence (rapidfuzz brings Hyyrö's bit-parallel one: on a body of 3,000 words 100 times as
    fast as difflib). The work for one change is bounded by MOST_CELLS, that for the whole is so
    linear in the texts' length.
    """
    found: list[Stretch] = []
    for line in _compared(
        old,
        new,
        [match.start() for match in LINE.finditer(old)],
        [match.start() for match in LINE.finditer(new)],
    ):
        if line.same:
            found.append(line)
            continue
        gone, came = old[line.old_start : line.old_end], new[line.new_start : line.new_end]
        for word in _compared(gone, came, word_starts(gone), word_starts(came)):
            at, other = line.old_start, line.new_start
            found.append(
                Stretch(
                    word.same,
                    word.old_start + at,
                    word.old_end + at,
                    word.new_start + other,
                    word.new_end + other,
                )
            )
    return _readable(_joined(found))


class Piece(NamedTuple):
    """A stretch as it is shown: `call` is `same`, `gone` (only in the old text) or `new`."""

    call: Literal["same", "gone", "new"]
    text: str


def pieces(old: str, new: str) -> Iterator[Piece]:
    """The word diff of two texts, to be shown in order: what is the same as the new text has it, of
    a change what is gone first. None is empty.

    The spaces at a change's end are shown as the same: they would make a mark that ends in a space,
    or an end of line that cannot be seen.
    """
    stretches = word_diff(old, new)
    for stretch, after in zip_longest(stretches, stretches[1:]):
        came, gone = (
            new[stretch.new_start : stretch.new_end],
            old[stretch.old_start : stretch.old_end],
        )
        if stretch.same:
            # What is gone stood apart from the words before it, after which the new text may have
            # no space.
            apart = (
                after
                and after.old_end > after.old_start
                and _spaces_after(gone)
                and not came[-1:].isspace()
            )
            yield Piece("same", came + " " if apart else came)
            continue
        space = _spaces_after(came or gone)
        found = (
            Piece("gone", gone[: len(gone) - _spaces_after(gone)]),
            Piece("new", came[: len(came) - _spaces_after(came)]),
            Piece("same", (came or gone)[-space:] if space else ""),
        )
        yield from (piece for piece in found if piece.text)


def _spaces_after(text: str) -> int:
    return len(text) - len(text.rstrip(" \t"))


@cache
def _token() -> regex.Pattern[str]:
    """A word with its marks, a number, line breaks, or any other one character as a reader counts
    them (an emoji with its modifiers is one).
    """
    import regex

    letter = rf"[[\p{{L}}_]--[{UNSPACED}]]"
    word = rf"{letter}[{letter}\p{{M}}\p{{N}}]*"
    return regex.compile(
        rf"{word}(?:['’]{word})*|\p{{N}}+(?:[.,:/]\p{{N}}+)*|\n+|(?!\s)\X", regex.VERSION1
    )


def word_starts(text: str) -> list[int]:
    """Where the words of a text begin; a mark of punctuation and a line break are words here."""
    return [match.start() for match in _token().finditer(text)]


def _compared(
    old: str, new: str, old_starts: list[int], new_starts: list[int]
) -> Iterator[Stretch]:
    """Two texts compared by the parts that begin at these offsets; what stands before the first
    belongs to it.
    """
    old_edges, new_edges = [0, *old_starts[1:], len(old)], [0, *new_starts[1:], len(new)]
    aligned = _aligned(_parts(old, old_edges), _parts(new, new_edges))
    return _joined(
        Stretch(
            same, old_edges[first], old_edges[last], new_edges[other_first], new_edges[other_last]
        )
        for same, first, last, other_first, other_last in aligned
    )


def _parts(text: str, edges: list[int]) -> list[str]:
    """The parts between these offsets as they are compared: however many spaces there are, they are
    one, and none at the end.
    """
    parts = [text[start:end] for start, end in pairwise(edges)]
    return (
        [re.sub(r"[^\S\n]+", " ", part).strip(" ") for part in parts]
        if len(parts) > 1 or text
        else []
    )


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Ranges of equal and of different parts, in order, of different ones often several that
    touch.
    """
    if len(old) * len(new) <= MOST_CELLS:
        from rapidfuzz.distance import Indel

        for step in Indel.opcodes(old, new):
            yield step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end
        return
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    yield True, 0, head, 0, head
    yield False, head, len(old) - tail, head, len(new) - tail
    yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _equal(old: Sequence[str], new: Sequence[str]) -> int:
    """How many parts from the first on are equal."""
    return next(
        (number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches, same and different in turn, none empty."""
    for _, run in groupby(
        (stretch for stretch in stretches if stretch.length), key=lambda stretch: stretch.same
    ):
        yield reduce(Stretch.joined, run)


def _readable(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same words turn up by chance in any two sentences: those that stand between two much
    longer changes are made part of them.
    """
    found: list[Stretch] = []
    for stretch in stretches:
        found.append(stretch)
        while (
            len(found) > 2
            and not found[-1].same
            and found[-2].length * SHORT <= min(found[-3].length, found[-1].length)
        ):
            last, island = found.pop(), found.pop()
            found.append(found.pop().joined(island).joined(last))
    return found
