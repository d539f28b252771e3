"""A text as its shingles, and the few numbers by which texts that share many of them meet.

Shingles and the two measures, resemblance and containment, are Broder's (On the resemblance and
containment of documents, 1997), min-hashing in bands as in Leskovec, Rajaraman and Ullman (Mining
of Massive Datasets, chapter 3): two texts of resemblance s are equal in one of b bands of r rows
with the probability 1 - (1 - s^r)^b. rensa, in Rust, does the hashing.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from copydesk.sources.unread import Missing

if TYPE_CHECKING:
    from rensa import RMinHash

SHINGLE_WORDS = 5
"""Words in a shingle. Of four, set phrases of the trade make strangers alike; of six and more, a
corrected word costs a short text too much.
"""
SEED = 1997
WORD = re.compile(r"\w+")
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Thai, Lao, Burmese, Khmer, Kana and Han: a shingle of five clauses would be lost with one
character of any of them.
"""


class SignaturePart(NamedTuple):
    """A sketch of the first `words` words of a text: so many bands of so many rows."""

    words: int | None
    bands: int
    rows: int


PARTS = (SignaturePart(None, 32, 4), SignaturePart(96, 16, 3), SignaturePart(32, 16, 3))
"""The whole text meets its copies of resemblance 0.6 with a probability of 0.99. A copy cut short
to a third has a resemblance of 0.33 and is met by its beginning instead: a story is cut from its
end.
"""
BANDS = sum(part.bands for part in PARTS)
DATELINE = re.compile(r"[(\[]?[^\W\d_a-zß-ÿ]{2}[^\n]{0,60}?\s?[-–—]{1,2}\s+")
"""What may be a dateline, up to its dash: "(FERROL BAY, Wash.) — ", "FERROL BAY, Wash. (AP) — ";
every station sets it its own way, and it is passed over.
"""


def words_of(text: str) -> list[str]:
    """The words of a text as copies are compared by: lower case, apart at apostrophes, figures as
    they are, a character of a script without spaces each.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return WORD.findall(plain if plain.isascii() else UNSPACED.sub(r" \g<0> ", plain))


def shingles_of(words: Sequence[str]) -> list[str]:
    """Every run of SIZE words, in order; of a shorter text there is none."""
    return list(
        map(" ".join, zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))
    )


def band_keys(body: str, words: Sequence[str]) -> list[int]:
    """BANDS numbers of 32 bits, in the order of PARTS, of a body of these words, SIZE at least.
    Raises Missing where rensa is not installed.
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
    """The least of the shingles' hashes under each of so many hash functions, four bytes each."""
    made = minhash()(count, SEED)
    made.update(shingles)
    return array("I", made.digest()).tobytes()


@cache
def minhash() -> Callable[[int, int], RMinHash]:
    """What makes a sketch of so many hash functions, and their seed. Raises Missing where rensa is
    not installed.
    """
    try:
        import rensa
    except ImportError:
        raise Missing("dedupe", "near-duplicate texts") from None
    made: Callable[[int, int], RMinHash] = rensa.RMinHash
    return made
