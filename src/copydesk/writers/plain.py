"""Removes the characters that no output format can carry.

These are control characters and lone surrogates.
"""

from __future__ import annotations

from copydesk.text.lazy_pattern import lazy_pattern

CONTROL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
BREAK = lazy_pattern(r"\r\n?|[\u2028\u2029]")
SURROGATE = lazy_pattern(r"[\ud800-\udfff]")


def plain(text: str) -> str:
    """Return the text with `\\n` breaks and without control characters.

    Tabs are kept; a lone surrogate becomes U+FFFD.
    """
    return SURROGATE.sub("\ufffd", CONTROL.sub("", BREAK.sub("\n", text)))


def one_line(text: str) -> str:
    """Return the text on one line."""
    return " ".join(plain(text).split())
