"""Decodes bytes to text; the same bytes always give the same text.

In order: byte order mark, valid UTF-8, UTF-16 by its NULs, the declared encoding, detection. Nearly
every page is valid UTF-8, so Beautiful Soup (declarations) and charset-normalizer (detection) are
imported late. Where the detector confuses one Latin code page with another, alphabets decide
(encoding_detection).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from copydesk.text.lazy_pattern import lazy_pattern

LOSS = ("decoded-with-loss",)
"""The note of a text in which some bytes could not be read and became U+FFFD."""

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Declared name -> the wider encoding that browsers read it as."""
NO_PAGE = frozenset(
    (
        "unicode_escape",
        "raw_unicode_escape",
        "idna",
        "punycode",
        "undefined",
        "utf_7",
        "mbcs",
        "oem",
    )
)
"""Text codecs of Python that no page is written in; a declaration of one is ignored."""

GOOD_SEQUENCES = 3
"""UTF-8 with flaws has at least three good sequences of several bytes to each bad byte; other
encodings read as UTF-8 have hardly a good one.
"""
DECLARED_LOSS = 0.02
"""The most characters, of those outside ASCII, that a declared encoding may fail to read before it
is disbelieved.
"""
HEAD = 4_096
"""Bytes searched for a declared encoding, for UTF-16 and for signs of a binary file."""
NULS = 0.3
"""UTF-16 of any script with spaces, digits and line breaks has a NUL in so many of its even, or
odd, places, and next to none in the others.
"""

BINARY = lazy_pattern(
    rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|%PDF-|\x1f\x8b|PK\x03\x04|PK\x05\x06|\x7fELF|BZh[1-9]1AY"
    rb"|\xfd7zXZ\x00|7z\xbc\xaf|\x28\xb5\x2f\xfd|RIFF....|OggS|ID3[\x02-\x04]|fLaC|....ftyp"
    rb"|SQLite format 3\x00|\x00asm|\xca\xfe\xba\xbe|\xd0\xcf\x11\xe0|MZ.\x00|wOF[F2]|PAR1",
    re.DOTALL,
)
BINARY_FIRST = frozenset(b"\x89G\xff%\x1fP\x7fB\xfd7(ROIfS\x00\xca\xd0Mw")
"""The first bytes of what BINARY matches, except `ftyp`."""
CONTROL = bytes(set(range(32)) - {*b"\t\n\v\f\r\x1b"})
MOST_CONTROLS = 0.05
"""The share of control bytes above which a file is binary: dumps with stray NULs have hardly one
in a hundred, compressed data has one in ten.
"""


class Decoded(NamedTuple):
    """The text of a dump, its notes (`decoded-with-loss`) and its encoding."""

    text: str
    notes: tuple[str, ...]
    encoding: str


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a dump's bytes and the notes about it.

    `declared` is the encoding that the container or the user states.
    """
    found = decoded(data, declared)
    return found.text, found.notes


def decoded(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a dump's bytes; a byte order mark is not part of the text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    wide = _utf16(data) if b"\0" in data[:HEAD] else None
    if wide:
        return _read(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, declared, error)
    if (
        "\x1b" in text
        and declared
        and (shifted := _codec(declared))
        and shifted.startswith("iso2022")
    ):
        return _read(data, shifted)
    return Decoded(text, (), "utf-8")


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are a picture, an archive, a program or other data."""
    head = data[:HEAD]
    if head and (head[0] in BINARY_FIRST or head[4:8] == b"ftyp") and BINARY.match(head):
        return True
    if not head or any(head.startswith(mark) for mark, _ in MARKS) or _utf16(head):
        return False
    return len(head) - len(head.translate(None, CONTROL)) > MOST_CONTROLS * len(head)


def _read(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), (), encoding)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), LOSS, encoding)


def _utf16(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` by the places of NULs, else None.

    NULs must be in every other place only.
    """
    head = data[: min(len(data), HEAD) & ~1]
    pairs = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if pairs < 4 or min(even, odd) > 0.02 * pairs or max(even, odd) < NULS * pairs:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _other(data: bytes, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    """The text of bytes that are not valid UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = _outside_ascii(text) - bad
    if good >= GOOD_SEQUENCES * bad or (
        error.reason == "unexpected end of data" and len(data) - error.start > 1
    ):
        return Decoded(text, LOSS, "utf-8")
    for name in (declared, _declaration(data)):
        codec = _codec(name) if name else None
        if codec == "utf-8" and good >= bad:
            return Decoded(text, LOSS, "utf-8")
        if codec and codec != "utf-8" and (read := _declared(data, codec)):
            return read
    from copydesk.readers.encoding_detection import detect

    return _read(data, detect(data) or "cp1252")


def _declared(data: bytes, codec: str) -> Decoded | None:
    """The text in the declared encoding, or None where much is undecodable."""
    read = _read(data, codec)
    loss = read.text.count("\ufffd")
    return read if loss <= DECLARED_LOSS * _outside_ascii(read.text) else None


def _outside_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _codec(name: str) -> str | None:
    """Return Python's name of a declared encoding, or None if unknown.

    Declared names have the meaning that the web gives them.
    """
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    if codec.name.replace("-", "_") in NO_PAGE or not codec._is_text_encoding:
        return None
    return WIDER.get(codec.name, codec.name)


def _declaration(data: bytes) -> str | None:
    """The encoding in an XML declaration or in a meta element of the head."""
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(
        data[:HEAD], is_html=True, search_entire_document=True
    )
