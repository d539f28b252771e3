"""Shingles of a text, and the LSH band keys of its MinHash signature.

Shingles, resemblance and containment are Broder's (On the resemblance and containment of documents,
1997); MinHash with bands is as in Leskovec, Rajaraman and Ullman (Mining of Massive Datasets,
chapter 3): two texts of resemblance s share one of b bands of r rows with probability 1 - (1 -
s^r)^b. rensa, in Rust, computes the hashes.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from copydesk.sources.errors import MissingLibrary
from copydesk.text.scripts import KANA_AND_HAN, SOUTHEAST_ASIA

if TYPE_CHECKING:
    from rensa import RMinHash

# With four words, set phrases make unrelated texts similar; with six or more, one corrected word
# costs a short text too many shingles.
SHINGLE_WORDS = 5
SEED = 1997
WORD = re.compile(r"\w+")
# Thai, Lao, Burmese, Khmer, Kana and Han: each character is a word. Otherwise a word would be a
# clause, and one changed character would change a whole shingle.
UNSPACED = re.compile(f"[{SOUTHEAST_ASIA}{KANA_AND_HAN}]")


class SignaturePart(NamedTuple):
    """Bands and rows of the signature of a text's first `words` words.

    None is the whole text.
    """

    words: int | None
    bands: int
    rows: int


# The whole text collides with copies of resemblance 0.6 with probability 0.99. A copy shortened
# to a third has a resemblance of 0.33 and collides by its beginning: stories are cut from the
# end.
PARTS = (SignaturePart(None, 32, 4), SignaturePart(96, 16, 3), SignaturePart(32, 16, 3))
BANDS = sum(part.bands for part in PARTS)
# A possible dateline up to its dash: "(FERROL BAY, Wash.) — ", "FERROL BAY, Wash. (AP) — ".
# Stations format it differently, so the beginning is taken after it.
DATELINE = re.compile(r"[(\[]?[^\W\d_a-zß-ÿ]{2}[^\n]{0,60}?\s?[-–—]{1,2}\s+")


def words_of(text: str) -> list[str]:
    """Return the words that copies are compared by.

    Lower case, split at apostrophes, with figures; in a script without spaces each character is a
    word.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return WORD.findall(plain if plain.isascii() else UNSPACED.sub(r" \g<0> ", plain))


def shingles_of(words: Sequence[str]) -> list[str]:
    """Return all runs of SHINGLE_WORDS words, in order."""
    return list(
        map(" ".join, zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))
    )


def band_keys(body: str, words: Sequence[str]) -> list[int]:
    """Return the BANDS keys, 32 bits each, of a body and its words.

    `words` must have SHINGLE_WORDS or more. Raises MissingLibrary without rensa.
    """
    shingles = shingles_of(words)
    opening = DATELINE.match(body)
    first = len(words_of(opening[0])) if opening else 0
    keys: list[int] = []
    for part in PARTS:
        chosen = (
            shingles
            if part.words is None
            else shingles[first : first + part.words - SHINGLE_WORDS + 1] or shingles
        )
        numbers, size = _signature(chosen, part.bands * part.rows), part.rows * 4
        keys += [
            crc32(numbers[start : start + size]) for start in range(0, part.bands * size, size)
        ]
    return keys


def _signature(shingles: Sequence[str], count: int) -> bytes:
    """Return the MinHash signature, four bytes for each hash function."""
    signature = minhash()(count, SEED)
    signature.update(shingles)
    return array("I", signature.digest()).tobytes()


@cache
def minhash() -> Callable[[int, int], RMinHash]:
    """Return the MinHash constructor (hash functions, seed).

    Raises MissingLibrary without rensa.
    """
    try:
        import rensa
    except ImportError:
        raise MissingLibrary("dedupe", "near-duplicate texts") from None
    constructor: Callable[[int, int], RMinHash] = rensa.RMinHash
    return constructor
