"""Escapes text of pages and file names for a terminal."""

from __future__ import annotations

import re

from copydesk.text.lazy_pattern import lazy_pattern

CONTROL = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
DIRECTION = lazy_pattern(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the reading direction, on a terminal that of the text beside them as well."""


def visible(text: str) -> str:
    """Text with its controls escaped (`\\x1b`) and without direction marks.

    Line breaks and tabs are kept.
    """
    return DIRECTION.sub("", CONTROL.sub(_written_out, text))


def shown_name(name: str) -> str:
    """The name of a file, escaped, on one line; quoted if it has spaces."""
    plain = (
        DIRECTION.sub(_written_out, CONTROL.sub(_written_out, name))
        .replace("\n", "\\n")
        .replace("\t", "\\t")
    )
    return f"'{plain}'" if " " in plain or not plain else plain


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    # A name that is no UTF-8 comes with each odd byte as a surrogate of its own.
    code = code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Format a count with its noun: `1 page`, `1,204 pages`.

    `plural` is given where it is not the noun with an s.
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
