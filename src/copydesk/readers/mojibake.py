"""Mends UTF-8 that was decoded as another encoding: `Ã¼` for ü.

Scrapers that trust a server's header, or a guess, leave such pages on disk; a dash becomes `вЂ”`. A
run of characters outside ASCII was mangled if the bytes that it was read from are UTF-8. In a run
of a real language they hardly ever are by chance: each group must begin with a lead byte and
continue with as many others as the lead byte requires.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from copydesk.text.lazy_pattern import lazy_pattern

MENDED = ("mended-encoding",)
"""The note of a page that was mended."""
CODECS = (
    "cp1252", "cp1250", "cp1251", "mac_roman", "mac_latin2", "iso8859_2", "iso8859_15", "cp1254",
    "cp1257", "cp1253", "iso8859_4", "iso8859_10", "iso8859_13", "cp850", "cp437",
)  # fmt: skip
"""Encodings that UTF-8 is mistaken for, the commonest first. Latin-1 is among them: bytes that a
codec leaves free are taken for the characters of their number.
"""
RUN = lazy_pattern(r"[^\x00-\x7f]+")
ASCII_BLANK = bytes(byte if byte >= 0x80 else 0x20 for byte in range(256))
"""For `bytes.translate`: leaves of UTF-8 what is not ASCII."""
LOOKED_AT, WITHIN = 12, 50_000
"""Runs that are tested before the whole page is repaired, and the characters at the start of the
page in which they are searched for first.
"""
MOST = 0.8
"""The share of them that must be mangled, in one way: a page that quotes another's mangled line is
left as it is.
"""


def mended(text: str) -> str:
    """Return the text with mangled runs mended.

    The same object is returned where none was mangled.
    """
    if text.isascii():
        return text
    first = _first_runs(text)
    if sum(len(run) > 1 for run in first) < MOST * len(first):
        return text
    codec = max(CODECS, key=lambda codec: _mangled(first, codec))
    if _mangled(first, codec) < MOST * len(first):
        return text
    return RUN.sub(lambda match: _original(match[0], codec) or match[0], text)


def _mangled(runs: Sequence[str], codec: str) -> int:
    """Count the runs that were mangled by a codec."""
    return sum(_original(run, codec) is not None for run in runs)


def _first_runs(text: str) -> list[str]:
    """The first runs outside ASCII of a text.

    They are found byte by byte: a regular expression takes nine times as long to pass over the
    characters between.
    """
    pieces = (text[at : at + WITHIN] for at in range(0, len(text), WITHIN))
    piece = next(piece for piece in pieces if not piece.isascii())
    runs = (
        piece.encode("utf-8", "surrogatepass")
        .translate(ASCII_BLANK)
        .split(None, LOOKED_AT)[:LOOKED_AT]
    )
    return [run.decode("utf-8", "surrogatepass") for run in runs]


def _original(run: str, codec: str) -> str | None:
    """A run before a codec mangled it, or None where that codec did not."""
    numbers = list(map(_bytes(codec).get, run))
    try:
        return bytes(numbers).decode("utf-8")  # type: ignore[arg-type]
    except (TypeError, UnicodeDecodeError):
        return None


@cache
def _bytes(codec: str) -> Mapping[str, int]:
    """Character -> the byte that a codec reads as it."""
    return {_character(byte, codec): byte for byte in range(0x80, 0x100)}


def _character(byte: int, codec: str) -> str:
    try:
        return bytes((byte,)).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)
