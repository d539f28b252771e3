"""Counts the words of texts and finds the words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from copydesk.text.shape import measure
from copydesk.text.tokens import tokens

if TYPE_CHECKING:
    import regex

# Largest product of word counts compared for one change: 15,000 words against 15,000 take 0.2 s
# and 30 MB. A larger change is shown as replaced whole.
MAX_CELLS = 250_000_000
# Scripts without spaces between words: each character, with its combining marks, is a word.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# Equal text between two changes is merged into them where both are this many times longer.
MERGE_RATIO = 3
# A line with the breaks after it, so that a paragraph split in two is compared with both parts.
LINE = re.compile(r"[^\n]*\n+|[^\n]+")


def words_in(text: str) -> int:
    """Return the number of words.

    Two characters of a script without spaces count as one.
    """
    return measure(text, len(tokens(text)), 0).words


class Stretch(NamedTuple):
    """A stretch of two texts that is equal, or differs as a whole.

    It covers `old[old_start:old_end]` and `new[new_start:new_end]`, one of which may be empty.
    `same` means equal word by word.
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
        """Return this stretch and the next as one."""
        return Stretch(
            self.same and after.same, self.old_start, after.old_end, self.new_start, after.new_end
        )


def word_diff(old: str, new: str) -> list[Stretch]:
    """Return the stretches, equal and different in turn, of two texts.

    They cover both texts in order without gaps. Differences in spaces are ignored.

    Lines are compared first, then the words of lines that differ, each by a longest common
    subsequence (rapidfuzz has Hyyrö's bit-parallel algorithm, 100 times as fast as difflib on a
    body of 3,000 words). MAX_CELLS bounds the work for one change, so the whole is linear in the
    texts' length.
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


class DiffPiece(NamedTuple):
    """A stretch for display: `same`, `gone` (old text only) or `new`."""

    call: Literal["same", "gone", "new"]
    text: str


def pieces(old: str, new: str) -> Iterator[DiffPiece]:
    """Yield the word diff of two texts in display order, none empty.

    Equal text is that of the new text; of a change the removed text comes first. Spaces at the end
    of a change are shown as equal: they would be invisible inside a mark.
    """
    stretches = word_diff(old, new)
    for stretch, after in zip_longest(stretches, stretches[1:]):
        came, gone = (
            new[stretch.new_start : stretch.new_end],
            old[stretch.old_start : stretch.old_end],
        )
        if stretch.same:
            # The removed text followed a space, which the new text may not have there.
            apart = (
                after
                and after.old_end > after.old_start
                and _spaces_after(gone)
                and not came[-1:].isspace()
            )
            yield DiffPiece("same", came + " " if apart else came)
            continue
        space = _spaces_after(came or gone)
        found = (
            DiffPiece("gone", gone[: len(gone) - _spaces_after(gone)]),
            DiffPiece("new", came[: len(came) - _spaces_after(came)]),
            DiffPiece("same", (came or gone)[-space:] if space else ""),
        )
        yield from (piece for piece in found if piece.text)


def _spaces_after(text: str) -> int:
    return len(text) - len(text.rstrip(" \t"))


@cache
def _token() -> regex.Pattern[str]:
    """Return the pattern of a word, number, line break or other character.

    A word includes its marks; an emoji with its modifiers is one character.
    """
    import regex

    letter = rf"[[\p{{L}}_]--[{UNSPACED}]]"
    word = rf"{letter}[{letter}\p{{M}}\p{{N}}]*"
    return regex.compile(
        rf"{word}(?:['’]{word})*|\p{{N}}+(?:[.,:/]\p{{N}}+)*|\n+|(?!\s)\X", regex.VERSION1
    )


def word_starts(text: str) -> list[int]:
    """Return the offsets of words, punctuation marks and line breaks."""
    return [match.start() for match in _token().finditer(text)]


def _compared(
    old: str, new: str, old_starts: list[int], new_starts: list[int]
) -> Iterator[Stretch]:
    """Compare two texts by the parts that begin at these offsets.

    Text before the first offset belongs to the first part.
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
    """Return the parts between offsets, normalised for comparison.

    A run of spaces counts as one, and trailing spaces are removed.
    """
    parts = [text[start:end] for start, end in pairwise(edges)]
    return (
        [re.sub(r"[^\S\n]+", " ", part).strip(" ") for part in parts]
        if len(parts) > 1 or text
        else []
    )


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield ranges of equal and of different parts, in order.

    A different range may come as several adjacent ones.
    """
    if len(old) * len(new) <= MAX_CELLS:
        from rapidfuzz.distance import Indel

        for step in Indel.opcodes(old, new):
            yield step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end
        return
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    yield True, 0, head, 0, head
    yield False, head, len(old) - tail, head, len(new) - tail
    yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _common_prefix(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the length of the common prefix."""
    return next(
        (number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Merge stretches so that equal and different ones alternate."""
    for _, run in groupby(
        (stretch for stretch in stretches if stretch.length), key=lambda stretch: stretch.same
    ):
        yield reduce(Stretch.joined, run)


def _readable(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Merge short equal stretches into the long changes around them.

    Any two sentences share a few words by chance.
    """
    found: list[Stretch] = []
    for stretch in stretches:
        found.append(stretch)
        while (
            len(found) > 2
            and not found[-1].same
            and found[-2].length * MERGE_RATIO <= min(found[-3].length, found[-1].length)
        ):
            last, island = found.pop(), found.pop()
            found.append(found.pop().joined(island).joined(last))
    return found
